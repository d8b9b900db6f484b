import shutil
from pathlib import Path

import pytest

from tests import schema


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of this version, to be copied; named as a house names its own."""
    file = tmp_path_factory.mktemp("migrated") / "peerhouse.sqlite3"
    shutil.copy(schema.sqlite_file(), file)
    return file
