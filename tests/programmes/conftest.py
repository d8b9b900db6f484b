from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client

from peerhouse.accounts.enums import Role
from peerhouse.accounts.models import Person
from peerhouse.kernel import clock, events
from peerhouse.programmes.events import (
    Cancelled,
    Registered,
    SessionRenamed,
    SittingMoved,
    SittingPlanned,
    Switched,
)
from tests.factories import accounts


@pytest.fixture
def convenor(db) -> Person:
    return accounts.staff(Role.CONVENOR)


@pytest.fixture
def signed_in(db) -> Callable[[Person], Client]:
    """A browser in which that person is signed in."""

    def enter(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return enter


@pytest.fixture
def at(settings) -> Callable[[datetime], None]:
    """Moves the house's clock to that moment."""

    def move(moment: datetime) -> None:
        settings.CLOCK_SHIFT += moment - clock.now()

    return move


@pytest.fixture
def told(db, monkeypatch) -> Callable[[], list[object]]:
    """Commits, and returns what programmes told the apps above since the last time; those apps are not there."""
    monkeypatch.setattr(events, "_receivers", defaultdict(list))
    heard: list[object] = []
    for event in (SittingPlanned, SittingMoved, SessionRenamed, Registered, Switched, Cancelled):
        events.receiver_of(event)(heard.append)

    def commit() -> list[object]:
        heard.clear()
        pending, connection.run_on_commit = connection.run_on_commit, []
        for _savepoints, function, _robust in pending:
            function()
        return list(heard)

    return commit
