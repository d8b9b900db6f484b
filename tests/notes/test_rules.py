"""Who may write, read and release a note: the whole table, with every denial."""

import pytest
from django.contrib.auth.models import AnonymousUser

from peerhouse.accounts.enums import Role
from peerhouse.kernel.decisions import Denied
from peerhouse.notes import rules
from tests.factories import accounts, notes

pytestmark = pytest.mark.django_db

WRITE = "Only a rapporteur can write notes."
STAFF = "Only the secretariat can open this page."
VISITOR = "Sign in first."
OTHERS = [Role.ADMINISTRATOR, Role.CONVENOR, Role.REVIEWER]


def person(kind):
    match kind:
        case "visitor":
            return AnonymousUser()
        case "participant":
            return accounts.person()
        case "left":
            return accounts.staff(*Role, is_active=False)
        case _:
            return accounts.staff(kind)


def answer(rule, somebody, subject):
    decision = rule(somebody, subject)
    return str(decision.reason) if isinstance(decision, Denied) else "allowed"


@pytest.mark.parametrize("rule", [rules.write_note, rules.write_private_notes])
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("visitor", VISITOR),
        ("participant", WRITE),
        ("left", VISITOR),
        *((role, WRITE) for role in OTHERS),
        (Role.RAPPORTEUR, "allowed"),
    ],
)
def test_only_rapporteurs_write(session, rule, kind, expected):
    subject = session if rule is rules.write_note else session.sittings.first()
    assert answer(rule, person(kind), subject) == expected


@pytest.mark.parametrize("rule", [rules.read_note, rules.read_second])
@pytest.mark.parametrize(
    ("kind", "expected"),
    [("visitor", VISITOR), ("participant", STAFF), ("left", VISITOR), *((role, "allowed") for role in Role)],
)
def test_the_secretariat_reads(session, rule, kind, expected):
    notes.draft(session)
    assert answer(rule, person(kind), session) == expected


def test_who_wrote_a_line_reads_but_is_no_second_reader(session, rapporteur):
    notes.draft(session, by=rapporteur)
    assert answer(rules.read_note, rapporteur, session) == "allowed"
    reason = "You wrote a part of this note. A second person has to read it."
    assert answer(rules.read_second, rapporteur, session) == reason


def test_writer_of_another_note_reads_this_one_second(session, rapporteur):
    notes.draft(by=rapporteur)
    notes.draft(session)
    assert answer(rules.read_second, rapporteur, session) == "allowed"


def test_everybody_who_wrote_is_a_writer_convenors_and_administrators_too(session):
    both = accounts.staff(Role.RAPPORTEUR, Role.ADMINISTRATOR)
    notes.draft(session, by=both)
    assert not rules.read_second(both, session)
