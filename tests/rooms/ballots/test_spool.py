"""The spool keeps what was acknowledged, counts a seal once, and is gone without a trace."""

import sqlite3
from uuid import uuid4

import pytest
from django.db import connection

from peerhouse.rooms import ballots
from peerhouse.rooms.ballots import Ballot, Verdict
from peerhouse.rooms.ballots.embedded import path_of

pytestmark = pytest.mark.both_databases
A, B, C = (Ballot(bytes([letter]) * 32, option) for letter, option in ((9, 0), (5, 1), (7, 2)))


@pytest.fixture
def spool(transactional_db, spool_path):
    poll_id = uuid4()
    opened = ballots.open_spool(poll_id)
    yield opened
    opened.close()
    ballots.scrub(poll_id)


def test_new_ballots_are_new_and_come_back_in_the_order_of_their_nullifiers(spool):
    assert spool.put([A, B, C]) == [Verdict.NEW] * 3
    assert (spool.count(), spool.ballots()) == (3, [B, C, A])


def test_ballot_sent_again_counts_once(spool):
    assert spool.put([A, B]) == [Verdict.NEW, Verdict.NEW]
    assert spool.put([B, C]) == [Verdict.AGAIN, Verdict.NEW]
    assert spool.count() == 3


def test_seal_with_another_option_is_told_apart_and_changes_nothing(spool):
    spool.put([A])
    assert spool.put([A._replace(option=3)]) == [Verdict.OTHER]
    assert spool.ballots() == [A]


def test_first_ballot_of_a_group_counts(spool):
    assert spool.put([A, A, A._replace(option=3)]) == [Verdict.NEW, Verdict.AGAIN, Verdict.OTHER]
    assert spool.ballots() == [A]


def test_spool_is_found_again_with_what_it_held(transactional_db, spool_path):
    poll_id = uuid4()
    first = ballots.open_spool(poll_id)
    first.put([A])
    first.close()
    second = ballots.open_spool(poll_id)
    assert second.ballots() == [A]
    second.close()
    ballots.scrub(poll_id)


def test_scrubbed_spool_is_empty_when_it_is_made_again(transactional_db, spool_path):
    poll_id = uuid4()
    for _ in range(2):
        spool = ballots.open_spool(poll_id)
        assert spool.count() == 0
        spool.put([A])
        spool.close()
        ballots.scrub(poll_id)
    ballots.scrub(poll_id)  # and once more: nothing to do


def test_columns_of_the_spool_are_the_nullifier_and_the_option(transactional_db, spool_path):
    poll_id = uuid4()
    spool = ballots.open_spool(poll_id)
    spool.put([A])
    if connection.vendor == "sqlite":
        (table,) = sqlite3.connect(path_of(poll_id)).execute("SELECT sql FROM sqlite_master WHERE sql NOTNULL")
        assert table[0] == ("CREATE TABLE ballot (nullifier BLOB PRIMARY KEY, option INTEGER NOT NULL) WITHOUT ROWID")
    else:
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, f"rooms_spool_{poll_id.hex}")
            cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = %s", [f"rooms_spool_{poll_id.hex}"])
            assert cursor.fetchone() == ("u",)
        assert [column.name for column in described] == ["nullifier", "option"]
    spool.close()
    ballots.scrub(poll_id)


def test_group_that_fails_leaves_nothing_of_itself(spool):
    with pytest.raises(Exception, match=r"(?i)null"):
        spool.put([A, Ballot(B.nullifier, None)])
    assert spool.count() == 0
