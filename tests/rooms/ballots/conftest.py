from pathlib import Path

import pytest

from tests.rooms.live.world import World, make_world


@pytest.fixture
def spool_path(tmp_path: Path, settings) -> Path:
    settings.SPOOL_PATH = tmp_path / "spool"
    return settings.SPOOL_PATH


@pytest.fixture
def world(transactional_db, spool_path) -> World:
    return make_world()
