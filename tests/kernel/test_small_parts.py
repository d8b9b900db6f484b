"""Clock, decisions, errors and events: the words that every app uses."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from peerhouse.kernel import clock, events
from peerhouse.kernel.decisions import Allowed, Denied
from peerhouse.kernel.errors import Closed, Conflict, DomainError, Missing, NotAllowed, NotYet


def test_clock_tells_the_shifted_time_in_utc(settings):
    settings.CLOCK_SHIFT = timedelta(days=-365)
    told = clock.now()
    assert told.tzinfo is UTC
    assert abs(told - datetime.now(UTC) + timedelta(days=365)) < timedelta(seconds=5)


def test_decisions_read_as_conditions():
    assert Allowed()
    denied = Denied("Only a convenor can do this.")
    assert not denied
    assert (denied.reason, denied.hidden) == ("Only a convenor can do this.", False)


@pytest.mark.parametrize("kind", [DomainError, NotAllowed, Missing, Conflict, Closed])
def test_refusal_carries_its_reason(kind):
    refusal = kind("The doors are closed.")
    assert isinstance(refusal, DomainError)
    assert (refusal.reason, str(refusal)) == ("The doors are closed.", "The doors are closed.")


def test_refusal_for_now_says_when_to_ask_again():
    refusal = NotYet("A poll is open.", retry_after=5)
    assert (refusal.reason, refusal.retry_after) == ("A poll is open.", 5)


@dataclass(frozen=True)
class DoorOpened:
    letter: str


@pytest.fixture
def heard():
    letters: list[str] = []
    events._receivers.pop(DoorOpened, None)
    events.receiver_of(DoorOpened)(lambda event: letters.append(event.letter))
    events.receiver_of(DoorOpened)(lambda event: letters.append(event.letter.lower()))
    yield letters
    events._receivers.pop(DoorOpened)


def test_event_reaches_every_receiver_in_order_once_committed(heard, db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        events.publish(DoorOpened("A"))
        events.publish(DoorOpened("B"))
        assert heard == []
    assert heard == ["A", "a", "B", "b"]


@pytest.mark.django_db(transaction=True)
def test_event_of_a_rolled_back_change_reaches_nobody(heard):
    with transaction.atomic():
        events.publish(DoorOpened("A"))
        transaction.set_rollback(True)
    assert heard == []


def test_event_that_nobody_waits_for_is_no_error(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        events.publish(object())
    assert callbacks == []
