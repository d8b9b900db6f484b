import pytest
from django.db import connection

from tests.config.linkage.played import House, make_house, sql


@pytest.fixture
def folder(transactional_db, tmp_path, settings):
    """Data of this test alone: spools, mails, logs."""
    settings.VAR_DIR = tmp_path
    settings.SPOOL_PATH = tmp_path / "spool"
    if connection.vendor == "postgresql":  # other tests leave polls open, whose rows went without their spools
        for name in connection.introspection.table_names():
            if name.startswith("rooms_spool_"):
                sql(f"DROP TABLE {name}")
    settings.STATIC_ROOT, settings.MEDIA_ROOT = tmp_path / "static", tmp_path / "media"
    return tmp_path


@pytest.fixture
def house(folder) -> House:
    """Sixty people who checked in, and one poll."""
    return make_house(60)
