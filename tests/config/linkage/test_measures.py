"""The scales of the audit: 0 is chance, 1 is certain."""

import base64
from datetime import date
from uuid import uuid4

import pytest

from peerhouse.config.linkage import attacks
from peerhouse.config.linkage.embedded import page_size
from peerhouse.config.linkage.evidence import Ballot, Reading, Table, Truth
from peerhouse.config.linkage.lines import lines
from peerhouse.config.linkage.measures import (
    chance_correlation,
    disorder,
    hit_rate,
    narrowing,
    rank_correlation,
    separation,
)
from peerhouse.config.linkage.spellings import spellings

SEALED = [bytes((number,)) * 32 for number in range(10)]
SECRET = bytes(range(200, 232))


def test_disorder_is_nothing_for_sealed_pages_however_they_are_filled():
    assert disorder([SEALED]) == disorder([SEALED[::-1]]) == disorder([SEALED[5:][::-1], SEALED[:5]]) == 0.0
    assert disorder([]) == disorder([SEALED[:1]]) == 0.0


def test_disorder_is_all_when_no_neighbours_of_the_seal_lie_side_by_side():
    assert disorder([SEALED[::2] + SEALED[1::2]]) == 1.0
    assert disorder([SEALED[:5:2] + SEALED[6:], SEALED[1:6:2]]) > 0.5


def test_rank_correlation_knows_one_order_its_reverse_and_neither():
    assert rank_correlation([10, 20, 30, 40]) == 1.0
    assert rank_correlation([40, 30, 20, 10]) == -1.0
    assert rank_correlation([2, 4, 1, 3]) == pytest.approx(0.0)
    assert rank_correlation([7]) == 0.0


def test_chance_shrinks_with_the_number_of_ballots():
    assert [round(chance_correlation(number), 2) for number in (1, 2, 60, 300)] == [1.0, 1.0, 0.52, 0.23]


def test_narrowing_runs_from_everybody_to_one():
    assert [narrowing(crowd, 60) for crowd in (60, 1)] == [0.0, pytest.approx(1.0)]
    assert 0 < narrowing(10, 60) < narrowing(2, 60) < 1
    assert narrowing(61, 60) == narrowing(1, 1) == 0.0


def test_separation_runs_from_one_group_to_all_apart():
    assert separation([]) == separation(["at once"] * 10) == 0.0
    assert separation(list(range(10))) == pytest.approx(1.0)
    assert 0 < separation([0] * 5 + [1] * 5) < 0.2


def test_hit_rate_leaves_luck_out():
    assert [hit_rate(hits, 60) for hits in (0, 1, 60)] == [0.0, 0.0, 1.0]
    assert hit_rate(1, 1) == 0.0


@pytest.mark.parametrize(
    "dressed",
    [
        SECRET,
        memoryview(SECRET),
        SECRET.hex(),
        f'{{"seal": "{SECRET.hex().upper()}"}}',
        base64.b64encode(SECRET).decode(),
        f"token={base64.urlsafe_b64encode(SECRET).rstrip(b'=').decode()}",
    ],
)
def test_value_is_recognised_in_any_clothes(dressed):
    assert SECRET in spellings(dressed)


def test_digest_of_a_stored_message_is_recognised():
    from hashlib import sha256

    assert sha256(SECRET).digest() in spellings(SECRET)


def test_uuid_is_recognised_as_text():
    one = uuid4()
    assert spellings(one) & spellings(str(one)) & spellings(one.hex)


@pytest.mark.parametrize("value", [None, "", b"", True, False])
def test_empty_values_and_yes_or_no_are_nobodys(value):
    assert spellings(value) == frozenset()


def test_text_that_is_no_base64_is_itself_alone():
    assert spellings("abcdefghijklmnopq") & {b"abcdefghijklmnopq"}
    assert spellings(12) == {b"12"}


def test_values_shared_by_some_lead_to_some():
    poll = uuid4()
    ballots = [Ballot(one, poll, {"nullifier": one, "group": number // 5}) for number, one in enumerate(SEALED)]
    people = Table("people", ["id", "group"], [(f"person {number}", number // 5) for number in range(10)])
    found = {attack.name: attack.advantage for attack in attacks.joins(ballots, [people])}
    assert found["join: group"] == pytest.approx(narrowing(5, 10))


def test_a_time_that_a_ballot_carries_tells_days_apart():
    poll = uuid4()
    ballots = [Ballot(one, poll, {"on": date(2023, 3, 1 + place)}) for place, one in enumerate(SEALED)]
    assert attacks.times(ballots)[0].advantage == pytest.approx(1.0)


def test_people_in_the_reverse_order_of_their_ballots_are_found():
    voters = {one: frozenset({f"{number}"}) for number, one in enumerate(SEALED)}
    truth = Truth({one: place for place, one in enumerate(SEALED)}, voters)
    people = Table("has_voted", ["person", "number"], [(f"{number}", 20 - number) for number in reversed(range(10))])
    attack = attacks.alignment([Reading("rows", [SEALED])], [people], truth)
    assert (attack.advantage, attack.within_chance) == (1.0, False)
    assert attacks.alignment([Reading("rows", [SEALED])], [], truth).advantage == 0.0


LINES = {
    "network addresses": ["GET / from 192.0.2.7", "client 2001:db8:0:1:2:3:4:5", "client 2001:db8::7"],
    "user agents": ['"Mozilla/5.0 (X11)"', "curl/8.1"],
    "mail addresses": ["code sent to person@company.example"],
    "seals and keys": [SECRET.hex(), "seal " + base64.urlsafe_b64encode(SECRET).decode(), "/stream?key=abc"],
    "ballots": ["POST /room/1/ballots 200", '{"slot": "poll-01"}'],
}


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, found in LINES.items() for line in found])
def test_trace_in_a_log_is_caught(kind, line):
    found = {attack.name: attack.advantage for attack in lines([("access.log", 1, line)], [])}
    assert found[f"logs: {kind}"] == 1.0


@pytest.mark.parametrize(
    "line",
    [
        "INFO peerhouse.rooms started at 2023-03-01 10:00:00,123",
        "INFO Uvicorn running on http://127.0.0.1:8001 (version 0.30.1.2b)",
        "WARNING ballots could not be stored: OperationalError",
        "INFO wrote /srv/peerhouse/var/static/rooms/left-the-room.js",
    ],
)
def test_line_of_a_quiet_log_is_no_trace(line):
    found = lines([("site.log", 1, line)], ["http://127.0.0.1:8001"])
    assert [attack.name for attack in found if not attack.within_chance] == []


def test_page_size_is_read_as_sqlite_writes_it():
    header = b"SQLite format 3\0"
    assert [page_size(data) for data in (b"", header + b"\x10\x00", header + b"\x00\x01")] == [4096, 4096, 65_536]
