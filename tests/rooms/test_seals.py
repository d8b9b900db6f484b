"""The one page of a sitting with names: who may have new seals."""

import pytest
from django.urls import reverse

from peerhouse.credentials.issuing import queries as issuing
from peerhouse.kernel.models import AuditEvent
from peerhouse.rooms import services
from peerhouse.rooms.enums import PollState, RoomState
from tests.factories import credentials, programmes, rooms

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return rooms.room(state=RoomState.OPEN)


@pytest.fixture
def checked_in(room):
    registration = rooms.participant(room)
    services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)
    return registration


def seals(room):
    return reverse("seals", args=[room.pk])


def allow(desk, room, registration):
    return desk.post(reverse("seal-reissue", args=[room.pk, registration.pk]), follow=True)


def test_only_who_checked_in_is_listed(room, desk, checked_in):
    waiting = rooms.participant(room)
    page = desk.get(seals(room)).text
    assert reverse("seal-reissue", args=[room.pk, checked_in.pk]) in page
    assert reverse("seal-reissue", args=[room.pk, waiting.pk]) not in page
    assert "at least" not in page


def test_empty_room_lists_nobody(room, desk):
    assert "Nobody has checked in yet." in desk.get(seals(room)).text


def test_new_seals_are_allowed_and_audited_without_a_person(room, desk, checked_in, convenor):
    assert "This person can check in again" in allow(desk, room, checked_in).text
    assert issuing.reissued_count(room.pk) == 1
    event = AuditEvent.objects.get(action="new seals allowed")
    assert (event.actor, event.detail) == (convenor, {})
    assert str(checked_in.pk) not in event.subject_id


def test_new_seals_are_refused_with_their_reason(room, desk, checked_in):
    waiting = rooms.participant(room)
    assert "No seals were made for this person yet." in allow(desk, room, waiting).text
    rooms.poll(room, PollState.OPEN)
    page = allow(desk, room, checked_in).text
    assert "A poll is open. Close it first." in page
    assert "New seals can be allowed only while the doors are open" in page
    assert reverse("seal-reissue", args=[room.pk, checked_in.pk]) not in page


def test_registration_of_another_sitting_is_not_there(room, desk):
    other = rooms.room(programmes.sitting(room.sitting.session, "B"))
    assert allow(desk, room, rooms.participant(other)).status_code == 404
