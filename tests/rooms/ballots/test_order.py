"""A stolen database says nothing about the order in which ballots arrived.

One draw of 60 random places has a correlation of 0.15 or more every fourth time, by chance alone. So each order is
measured over several polls and the mean is judged: chance reaches 0.15 in less than one of three thousand such means,
and the seals come from a fixed seed for a fixed sitting. An order that follows arrival has a mean near 1: the spool
before the seal proves that the measure sees it.
"""

import asyncio
import random
from collections import defaultdict
from hashlib import sha256
from statistics import mean
from uuid import UUID

import pytest
from django.db import connection

from peerhouse.credentials import protocol
from peerhouse.rooms import ballots
from peerhouse.rooms.live.application import RoomApplication
from peerhouse.rooms.live.closing import finish
from tests.rooms.ballots import disk
from tests.rooms.live.world import Client, World, ballot, make_world

pytestmark = pytest.mark.both_databases
SITTING = UUID("6b1f0f5c-2f3e-4d0a-9c57-0d4a7b1e8f21")
LIMIT = 0.15
POLLS = {60: 10, 300: 3}


def vote_in_order(world: World, number: int, count: int) -> list[bytes]:
    """Sends ballots one after another through the application; answers their nullifiers in that order."""
    source = random.Random(f"{number} {count}")
    slot = f"poll-{number:02}"
    randomness = [source.randbytes(32) for _ in range(count)]
    bodies = [ballot(world, place % 4, slot=slot, randomness=each) for place, each in enumerate(randomness)]

    async def send() -> None:
        app = RoomApplication()
        await app.start()
        try:
            for body in bodies:
                assert (await Client(app).vote(world, body)).status == 200
        finally:
            await app.stop()

    world.open(number)
    asyncio.run(send())
    world.close(number)
    return [sha256(protocol.message_for(each, world.sitting, slot)).digest() for each in randomness]


@pytest.mark.parametrize("count", sorted(POLLS))
def test_no_readable_order_of_sealed_ballots_is_that_of_arrival(transactional_db, spool_path, count):
    world = make_world(polls=POLLS[count], sitting_id=SITTING)
    found = defaultdict(list)
    for number in range(1, POLLS[count] + 1):
        log_from = disk.log_position()
        nullifiers = vote_in_order(world, number, count)
        ballots.seal(world.poll(number))
        rows = dict(disk.orders_of_rows(nullifiers))
        assert {name for name, order in rows.items() if sorted(order) != list(range(count))} == set()
        files = dict(disk.orders_of_bytes(nullifiers, log_from))
        assert files, "the sealed ballots stand somewhere"
        for name, order in (rows | files).items():
            found[disk.kind_of(name)].append(disk.rank_correlation(order))
    assert {kind: mean(values) for kind, values in found.items() if abs(mean(values)) >= LIMIT} == {}


def test_the_same_measure_sees_the_order_in_the_spool_before_the_seal(transactional_db, spool_path):
    world = make_world(sitting_id=SITTING)
    log_from = disk.log_position()
    nullifiers = vote_in_order(world, 1, 60)
    found = dict(disk.orders_of_bytes(nullifiers, log_from)) | dict(disk.orders_of_spool(world.polls[0], nullifiers))
    assert max(abs(disk.rank_correlation(order)) for order in found.values()) > 0.95
    ballots.scrub(world.polls[0])


@pytest.fixture
def old_snapshot(transactional_db):
    """Another session that looks at the database as it was: a backup, or a report that takes long."""
    if connection.vendor == "sqlite":
        yield
        return
    other = connection.copy()
    other.inc_thread_sharing()
    with other.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT 1")
        yield
        cursor.execute("ROLLBACK")
    other.close()


def test_nothing_is_left_of_any_ballot_after_the_release(transactional_db, spool_path, old_snapshot):
    world = make_world(sitting_id=SITTING)
    nullifiers = vote_in_order(world, 1, 60)
    finish(world.polls[0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rooms_sealedballot")
        assert cursor.fetchone() == (0,)
    # The log of PostgreSQL keeps the sealed order until it is recycled; its tables, and everything on SQLite, do not.
    files = {name: content for name, content in disk.bytes_on_disk(disk.log_position()) if not name.startswith("log ")}
    assert {name for name, content in files.items() if any(nullifier in content for nullifier in nullifiers)} == set()
