"""Shared ground of all tests: real parts, no network, the mode `test`."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings as hypothesis

from tests.journeys.browser import browser, visit  # noqa: F401 - fixtures

os.environ.setdefault("PEERHOUSE_MODE", "test")
# The host that Django's test client asks for: any other is sent on to it.
os.environ.setdefault("PEERHOUSE_SITE_ORIGIN", "http://testserver")
os.environ.setdefault("PEERHOUSE_VAR_DIR", tempfile.mkdtemp(prefix="peerhouse-test-"))
# The same examples in every run: what is red here is red for everybody. HYPOTHESIS_PROFILE=hunt looks for new ones.
hypothesis.register_profile("repeatable", derandomize=True)
hypothesis.register_profile("hunt", derandomize=False)
hypothesis.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(autouse=True)
def english_in_geneva() -> Iterator[None]:
    """A page leaves its language and zone to the thread: each test starts with those of the house."""
    from django.conf import settings
    from django.utils import timezone, translation

    with translation.override("en"), timezone.override(settings.TIME_ZONE):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker) -> Iterator[None]:
    """In place of that of pytest-django, which would migrate an empty database for every worker."""
    from django.conf import settings
    from django.db import connection

    from tests import schema

    with django_db_blocker.unblock(), schema.database_of_the_run(connection, settings):
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks a database, or starts processes, can differ from the run on SQLite."""
    if not os.environ.get("PEERHOUSE_DATABASE_URL", "").startswith("postgres"):
        return
    differs = [item for item in items if asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not asks_a_database(item)])
    items[:] = differs


def asks_a_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    marked = any(item.get_closest_marker(mark) for mark in ("django_db", "both_databases"))
    return marked or "db" in fixtures or "transactional_db" in fixtures
