from pathlib import Path

import pytest

from tests.config.environment import demonstration, run


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of this version, to be copied: two hundred migrations take longer than a sitting."""
    folder = tmp_path_factory.mktemp("migrated")
    env = demonstration(folder) | {"DJANGO_SETTINGS_MODULE": "peerhouse.config.settings"}
    made = run("-m", "django", "migrate", "--verbosity", "0", env=env)
    assert made.returncode == 0, made.stderr
    return folder / "peerhouse.sqlite3"
