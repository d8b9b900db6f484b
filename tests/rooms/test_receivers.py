"""Rooms follow their sittings, and confirmations wait for the keys."""

import pytest
from django.core import mail

from peerhouse.credentials.issuing import queries as issuing
from peerhouse.programmes import services as programmes_services
from peerhouse.rooms.models import Room
from tests.factories import accounts, programmes, rooms

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is published inside runs when it ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_planned_sittings_have_rooms_and_keys(committed):
    with committed():
        session = programmes.session(starts=[programmes.in_days(3)])
    room = Room.objects.get()
    assert room.sitting.session == session
    assert issuing.has_keys(room.pk)


def test_rooms_follow_a_new_name(committed):
    session = programmes.session()
    for letter in "AB":
        rooms.room(programmes.sitting(session, letter))
    with committed():
        programmes_services.rename_session(session, number=3, title="Remedy", lead="", actor=None)
    assert list(Room.objects.values_list("title", "session_number")) == [("Remedy", 3), ("Remedy", 3)]


def test_room_follows_a_sitting_that_moves(committed):
    room = rooms.room()
    with committed():
        programmes_services.move_sitting(
            room.sitting, starts_at=programmes.in_days(20), time_zone="Asia/Tokyo", minutes=60, actor=None
        )
    assert Room.objects.get(pk=room.pk).version == room.version + 1


def test_confirmation_carries_the_digest_of_the_keys(committed):
    room = rooms.room()
    with committed():
        programmes.registration(accounts.person("somebody@company.example"), room.sitting)
    [confirmation] = mail.outbox
    assert confirmation.to == ["somebody@company.example"]
    assert f"#keys={issuing.manifest_digest(room.pk).hex()}" in confirmation.body


def test_switching_sends_the_link_of_the_other_door(committed):
    session = programmes.session()
    here, there = (rooms.room(programmes.sitting(session, letter)) for letter in "AB")
    registration = programmes.registration(accounts.person(), here.sitting)
    with committed():
        programmes_services.switch_sitting(registration, there.sitting, actor=registration.person)
    assert any(f"/door/{there.pk}/#keys={issuing.manifest_digest(there.pk).hex()}" in sent.body for sent in mail.outbox)
