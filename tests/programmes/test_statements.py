"""Ground rules and antitrust statements are versions, never edited."""

import hashlib

import pytest

from peerhouse.programmes import queries, services
from peerhouse.programmes.enums import StatementKind
from peerhouse.programmes.errors import AlreadyThere
from tests.factories import programmes


def test_statement_versions_count_by_kind_and_the_latest_is_in_force(db, convenor):
    programme = programmes.programme()
    first = programmes.statement(programme)
    second = programmes.statement(programme, text="- Changed.")
    antitrust = programmes.statement(programme, StatementKind.ANTITRUST)
    assert [first.version, second.version, antitrust.version] == [1, 2, 1]
    assert list(queries.current_statements(programme)) == [second, antitrust]
    assert queries.current_statement(programme, StatementKind.GROUND_RULES) == second
    assert list(queries.versions_of(programme)) == [second, first, antitrust]
    assert queries.current_statement(programmes.programme(), StatementKind.GROUND_RULES) is None


def test_statement_digest_is_over_canonical_json(db, convenor):
    programme = programmes.programme()
    statement = services.publish_statement(
        programme, StatementKind.GROUND_RULES, {"fr": "Règle\r\nsuite ", "en": "Rule", "ar": " "}, actor=convenor
    )
    assert statement.texts == {"en": "Rule", "fr": "Règle\nsuite"}
    canonical = '{"en":"Rule","fr":"Règle\\nsuite"}'.encode()
    assert statement.sha256 == hashlib.sha256(canonical).hexdigest()


def test_statement_word_for_word_the_same_is_refused(db):
    programme = programmes.programme()
    programmes.statement(programme)
    with pytest.raises(AlreadyThere):
        programmes.statement(programme)


def test_reader_of_a_missing_language_gets_english_and_is_told(db, convenor):
    statement = services.publish_statement(
        programmes.programme(), StatementKind.GROUND_RULES, {"en": "Rule", "ru": "Правило"}, actor=convenor
    )
    assert queries.text_of(statement, "ru") == ("Правило", "ru")
    assert queries.text_of(statement, "ar") == ("Rule", "en")


@pytest.mark.parametrize("texts", [{"fr": "Règle"}, {"en": "Rule", "de": "Regel"}])
def test_statement_needs_english_and_only_languages_of_the_house(db, convenor, texts):
    with pytest.raises(AssertionError):
        services.publish_statement(programmes.programme(), StatementKind.GROUND_RULES, texts, actor=convenor)
