"""What the anonymous side may store, and what it may not even mention."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

SOURCE = Path(__file__).resolve().parents[2] / "src" / "peerhouse"
ANONYMOUS_TREES = ["rooms/ballots", "rooms/live", "credentials/redeeming"]

COLUMNS = {
    "rooms.SealedBallot": {"nullifier", "poll_id", "option"},
    "redeeming.SlotPublicKey": {"id", "sitting_id", "slot", "modulus"},
}
# Attributes that would load a table that knows people, through Django's relations instead of an import.
ROADS_TO_PEOPLE = {"sitting", "registration", "registrations", "person", "session", "programme", "enrolment", "actor"}


def anonymous_sources() -> list[Path]:
    return [file for tree in ANONYMOUS_TREES for file in sorted((SOURCE / tree).rglob("*.py"))]


@pytest.mark.parametrize("label", COLUMNS)
def test_anonymous_tables_have_only_the_allowed_columns(label):
    model = apps.get_model(label)
    assert {field.column for field in model._meta.get_fields() if hasattr(field, "column")} == COLUMNS[label]


@pytest.mark.parametrize("label", COLUMNS)
def test_anonymous_tables_point_at_nobody(label):
    assert [field.name for field in apps.get_model(label)._meta.get_fields() if field.is_relation] == []


@pytest.mark.django_db
@pytest.mark.parametrize("label", COLUMNS)
def test_the_database_agrees_that_anonymous_tables_hold_no_more(label):
    table = apps.get_model(label)._meta.db_table
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
        relations = connection.introspection.get_relations(cursor, table)
    assert (columns, relations) == (COLUMNS[label], {})


@pytest.mark.parametrize("file", anonymous_sources(), ids=lambda file: str(file.relative_to(SOURCE)))
def test_anonymous_code_takes_no_road_to_people(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    lookups = {
        keyword.arg.split("__")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg and "__" in keyword.arg
    }
    assert (attributes & ROADS_TO_PEOPLE, lookups & ROADS_TO_PEOPLE, names & {"get_model"}) == (set(), set(), set())
    assert "get_model" not in attributes
