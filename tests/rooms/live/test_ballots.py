"""What the room accepts, and what it says to everything else."""

import asyncio

import orjson
import pytest

from peerhouse.rooms.enums import PollState
from tests.rooms.live.world import JSON, ballot, staff, text

MALFORMED = [
    b"",
    b"not json",
    b"[]",
    b"{}",
    b'{"slot":"poll-01","message":"AA","signature":"AA"}',
    b'{"slot":"poll-01","message":"AA","signature":"AA","option":"1"}',
    b'{"slot":"poll-01","message":"AA","signature":"AA","option":true}',
    b'{"slot":"poll-01","message":"AA","signature":"AA","option":1,"name":"somebody"}',
    b'{"slot":"poll-01","message":"A A","signature":"AA","option":1}',
    b'{"slot":"poll-01","message":"\xc3\xa9","signature":"AA","option":1}',
    b'{"slot":1,"message":"AA","signature":"AA","option":1}',
]


async def test_ballot_with_a_seal_is_accepted_once_however_often_it_is_sent(client, world):
    await staff(world.open)
    good = ballot(world, 2)
    answers = [await client.vote(world, good) for _ in range(3)]
    assert [(answer.status, answer.json) for answer in answers] == [(200, {"accepted": True})] * 3
    await staff(world.close)
    async with client.stream(world) as stream:
        await stream.until(lambda shown: bool(shown["releases"]))
    assert (await staff(world.poll)).ballots_counted == 1


async def test_seal_that_was_used_for_another_option_is_a_conflict(client, world):
    await staff(world.open)
    good = ballot(world, 2)
    await client.vote(world, good)
    answer = await client.vote(world, good | {"option": 1})
    assert (answer.status, answer.json) == (409, {"reason": "seal used", "state": "open"})


async def test_two_answers_with_one_seal_at_the_same_moment_count_once(client, world):
    await staff(world.open)
    good = ballot(world, 0)
    bodies = [good | {"option": place % 2} for place in range(20)]
    answers = await asyncio.gather(*(client.vote(world, body) for body in bodies))
    accepted = {body["option"] for body, answer in zip(bodies, answers, strict=True) if answer.status == 200}
    assert len(accepted) == 1
    assert sorted({answer.status for answer in answers}) == [200, 409]


async def test_signature_of_nobody_is_refused(client, world):
    await staff(world.open)
    forged = ballot(world) | {"signature": text(bytes(256))}
    short = ballot(world) | {"signature": text(b"x")}
    assert [(await client.vote(world, sent)).status for sent in (forged, short)] == [403, 403]


async def test_seal_of_another_sitting_or_slot_is_refused(client, world):
    from uuid import uuid4

    await staff(world.open)
    of_another_sitting = ballot(world, sitting=uuid4())
    of_another_slot = ballot(world, slot="poll-02") | {"slot": "poll-01"}
    other_key = ballot(world) | {"signature": ballot(world)["signature"]}
    for sent in (of_another_sitting, of_another_slot, other_key):
        answer = await client.vote(world, sent)
        assert (answer.status, answer.json) == (403, {"reason": "bad seal"})


async def test_slot_without_a_published_key_is_refused(client, world):
    from peerhouse.credentials.redeeming.models import SlotPublicKey

    await staff(world.open)
    await staff(SlotPublicKey.objects.all().delete)
    assert (await client.vote(world, ballot(world))).status == 403


@pytest.mark.parametrize("state", [state for state in PollState if state not in {PollState.OPEN, PollState.CLOSING}])
async def test_ballot_for_a_poll_that_is_not_open_is_told_its_state(world, client, state):
    await staff(world.move, state, seals_issued=10)
    answer = await client.vote(world, ballot(world))
    assert (answer.status, answer.json["reason"]) == (409, "not open")
    assert answer.json["state"] in {state, PollState.WITHHELD}  # a sealed one is finished at once


async def test_ballot_for_a_slot_without_a_poll_is_not_open(client, world):
    answer = await client.vote(world, ballot(world, slot="poll-24"))
    assert (answer.status, answer.json) == (409, {"reason": "not open", "state": None})


async def test_option_that_is_not_there_is_malformed(client, world):
    await staff(world.open)
    assert [(await client.vote(world, ballot(world, option))).status for option in (-1, 4, 3)] == [400, 400, 200]


@pytest.mark.parametrize("body", MALFORMED)
async def test_malformed_body_is_refused(client, world, body):
    await staff(world.open)
    answer = await client.ask("POST", f"{world.path}/ballots", body, JSON)
    assert (answer.status, answer.json) == (400, {"reason": "malformed"})


async def test_long_body_is_refused_by_its_length_and_by_its_bytes(client, world):
    sent = {
        "announced": {**JSON, "content-length": "5000"},
        "not announced": JSON,
        "nonsense": {**JSON, "content-length": "x"},
    }
    for headers in sent.values():
        answer = await client.ask("POST", f"{world.path}/ballots", [b"x" * 3000, b"x" * 3000], headers)
        assert (answer.status, answer.json) == (413, {"reason": "too long"})


async def test_body_in_pieces_is_read_whole(client, world):
    await staff(world.open)
    whole = orjson.dumps(ballot(world))
    answer = await client.ask("POST", f"{world.path}/ballots", [whole[:10], whole[10:]], JSON)
    assert answer.status == 200


async def test_sender_who_goes_away_in_the_middle_leaves_nothing(client, world):
    await staff(world.open)
    answer = await client.ask("POST", f"{world.path}/ballots", [], JSON)
    assert answer.status == 400


async def test_body_of_another_type_is_refused_so_that_other_sites_cannot_send_one(client, world):
    answer = await client.ask("POST", f"{world.path}/ballots", b"{}", {"content-type": "text/plain"})
    assert answer.status == 415


async def test_ballot_for_an_unknown_sitting_is_not_found(client, world):
    for sitting in ("00000000-0000-0000-0000-000000000000", "nonsense", str(world.sitting).upper()):
        answer = await client.ask("POST", f"/room/{sitting}/ballots", orjson.dumps(ballot(world)), JSON)
        assert (answer.status, answer.json) == (404, {"reason": "no such room"})


async def test_ballot_is_refused_when_too_many_wait(client, world, monkeypatch):
    monkeypatch.setattr("peerhouse.rooms.live.clerk.CAPACITY", 0)
    await staff(world.open)
    answer = await client.vote(world, ballot(world))
    assert (answer.status, answer.headers["retry-after"]) == (503, "2")


async def test_late_ballot_counts_while_the_poll_closes_and_none_after(client, world):
    await staff(world.open)
    assert (await client.vote(world, ballot(world))).status == 200
    await staff(world.close)
    assert (await client.vote(world, ballot(world))).status == 200
    async with client.stream(world) as stream:
        await stream.until(lambda shown: bool(shown["releases"]))
    assert (await client.vote(world, ballot(world))).status == 409
    assert (await staff(world.poll)).ballots_counted == 2
