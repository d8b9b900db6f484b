"""The clerk's thread at its edges: a group that is full, and a loop that is gone before it."""

import asyncio
from uuid import uuid4

import pytest

from peerhouse.rooms.live.clerk import LARGEST_GROUP, Clerk, Count


@pytest.fixture
def loop():
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


async def hired() -> Clerk:
    return Clerk()


def test_group_never_grows_over_its_limit(loop):
    clerk = loop.run_until_complete(hired())
    loop.run_until_complete(clerk.stop())
    for _ in range(LARGEST_GROUP + 1):
        clerk._queue.put(Count(uuid4(), loop.create_future()))
    assert [len(clerk._next_group()), len(clerk._next_group())] == [LARGEST_GROUP, 1]


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_clerk_ends_in_peace_when_its_loop_is_gone(loop, transactional_db, spool_path):
    clerk = loop.run_until_complete(hired())
    done = loop.create_future()
    loop.close()
    clerk._queue.put(Count(uuid4(), done))
    clerk._queue.put(None)
    clerk._thread.join(10)
    assert not clerk._thread.is_alive()
    assert not done.done()
