from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from peerhouse.rooms.live import closing
from peerhouse.rooms.live.application import RoomApplication
from tests.rooms.live.world import Client, World, make_world


@pytest.fixture
def spool_path(tmp_path: Path, settings) -> Path:
    """A spool, and a lock, of this test alone."""
    settings.SPOOL_PATH = tmp_path / "spool"
    return settings.SPOOL_PATH


@pytest.fixture
def world(transactional_db, spool_path) -> World:
    return make_world()


@pytest_asyncio.fixture
async def client(world: World, monkeypatch) -> AsyncIterator[Client]:
    monkeypatch.setattr(closing, "RESEND", 0.0)  # no browser has to find its way back
    app = RoomApplication()
    await app.start()
    try:
        yield Client(app)
    finally:
        await app.stop()
