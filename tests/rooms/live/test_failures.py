"""When the database or the spool is away: nobody is told a lie, nothing is quoted in the log, and all goes on after."""

import asyncio
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection

from peerhouse.rooms import ballots
from peerhouse.rooms.ballots.embedded import path_of
from peerhouse.rooms.enums import PollState
from peerhouse.rooms.live import closing, hub
from peerhouse.rooms.live.lock import AlreadyRunningError, ProcessLock
from peerhouse.rooms.models import Poll
from tests.rooms.live.world import ballot, staff

pytestmark = pytest.mark.both_databases


@contextmanager
def spool_in_the_way(poll_id):
    """Something else stands where the poll's spool should be."""
    if connection.vendor == "sqlite":
        path_of(poll_id).mkdir()
        yield
        path_of(poll_id).rmdir()
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE VIEW rooms_spool_{poll_id.hex} AS SELECT 1 AS nothing")
        yield
        cursor.execute(f"DROP VIEW rooms_spool_{poll_id.hex}")


@contextmanager
def rooms_away():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE rooms_room RENAME TO rooms_room_away")
        yield
        cursor.execute("ALTER TABLE rooms_room_away RENAME TO rooms_room")


@contextmanager
def beside(manager):
    """Keeps a context manager of database work open on a thread of its own."""
    import threading

    ready, over = threading.Event(), threading.Event()

    def hold():
        try:
            with manager:
                ready.set()
                over.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait(10)
    try:
        yield
    finally:
        over.set()
        thread.join()


async def until(condition, seconds=10.0):
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what it waits for is in a log or a database
            await asyncio.sleep(0.02)


async def epoch_of(client, world):
    return (await client.get(f"{world.path}/snapshot?key={world.key}")).json["epoch"]


async def test_ballot_that_could_not_be_stored_is_not_acknowledged_and_can_be_sent_again(client, world, caplog):
    before = await epoch_of(client, world)
    sent = ballot(world)
    with beside(spool_in_the_way(world.polls[0])):
        await staff(world.open)
        await asyncio.sleep(3 * hub.TICK)
        answer = await client.vote(world, sent)
        assert (answer.status, answer.headers["retry-after"]) == (503, "2")
    assert (await client.vote(world, sent)).status == 200
    await asyncio.sleep(hub.PAUSE + 3 * hub.TICK)
    assert await epoch_of(client, world) != before
    assert sent["message"] not in caplog.text
    assert "ballots could not be stored: " in caplog.text


async def test_screens_stand_still_while_the_database_is_away_and_go_on_after(client, world, caplog, monkeypatch):
    monkeypatch.setattr(hub, "PAUSE", 0.1)
    async with client.stream(world) as stream:
        first = await stream.until(bool)
        with beside(rooms_away()):
            shown = await stream.until(lambda picture: picture["epoch"] != first["epoch"])
        await staff(world.open)
        await stream.until(lambda picture: picture["poll"] is not None)
    assert shown["sitting"] == first["sitting"]
    assert "rooms could not be read: " in caplog.text


async def test_question_about_a_room_while_the_database_is_away_may_be_asked_again(client, world, caplog):
    with beside(rooms_away()):
        answer = await client.get(f"{world.path}/snapshot?key={world.key}")
    assert (answer.status, answer.json) == (503, {"reason": "busy"})
    assert "a request could not be answered: OperationalError" in caplog.text or "ProgrammingError" in caplog.text
    assert (await client.get(f"{world.path}/snapshot?key={world.key}")).status == 200


async def test_poll_that_cannot_be_sealed_is_tried_again_and_holds_no_other_up(client, world, caplog, monkeypatch):
    monkeypatch.setattr(closing, "PAUSE", 0.1)
    first, second = world.polls
    with beside(spool_in_the_way(first)):
        await staff(world.close, 1)
        await until(lambda: "a poll could not be closed yet: " in caplog.text)
        await staff(Poll.objects.filter(pk=first).update, state=PollState.PREPARED)
        await staff(world.close, 2)
        async with client.stream(world) as stream:
            await stream.until(lambda picture: [release["poll"] for release in picture["releases"]] == [str(second)])
        await staff(Poll.objects.filter(pk=first).update, state=PollState.CLOSING, seals_issued=5)
    async with client.stream(world) as stream:
        await stream.until(lambda picture: len(picture["releases"]) == 2)


async def test_polls_that_cannot_be_read_are_looked_for_again(client, world, caplog):
    @contextmanager
    def polls_away():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE rooms_poll RENAME TO rooms_poll_away")
            yield
            cursor.execute("ALTER TABLE rooms_poll_away RENAME TO rooms_poll")

    with beside(polls_away()):
        await until(lambda: "polls could not be read: " in caplog.text)
    await staff(world.close)
    async with client.stream(world) as stream:
        await stream.until(lambda picture: len(picture["releases"]) == 1)


async def test_browser_that_hangs_up_while_it_waits_does_not_stop_the_others(client, world):
    await staff(world.open)
    impatient = asyncio.create_task(client.vote(world, ballot(world)))
    await client.vote(world, ballot(world))
    for _ in range(50):
        hasty = asyncio.create_task(client.vote(world, ballot(world)))
        await asyncio.sleep(0)
        hasty.cancel()
    await impatient
    assert (await client.vote(world, ballot(world))).status == 200


async def test_ballot_that_was_refused_for_good_stays_refused_while_the_poll_is_sealed(client, world):
    await staff(world.open)
    await client.vote(world, ballot(world))
    clerk = client.app._clerk
    await clerk.refuse(world.polls[0])
    answer = await client.vote(world, ballot(world))
    assert (answer.status, answer.json) == (409, {"reason": "not open", "state": "open"})


def test_second_process_is_refused_on_the_same_database(transactional_db):
    lock = ProcessLock(wait=0)
    with pytest.raises(AlreadyRunningError):
        ProcessLock(wait=0.2)
    lock.keep()
    lock.release()
    again = ProcessLock(wait=0)
    again.release()


def test_lock_that_the_database_forgot_is_taken_again_unless_another_was_faster(transactional_db):
    if connection.vendor == "sqlite":
        return  # the kernel does not forget
    lock = ProcessLock(wait=0)
    for other in (None, ProcessLock):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'")
        with pytest.raises(DatabaseError):
            lock.keep()
        if other is None:
            lock.keep()
        else:
            faster = other(wait=0)
            with pytest.raises(AlreadyRunningError):
                lock.keep()
            faster.release()
    lock.release()


def test_scrubbing_a_spool_that_was_never_made_is_nothing(world):
    ballots.scrub(world.polls[0])
