"""Who may do what: the table of `rooms.rules`, line by line, and the pages that follow it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from peerhouse.accounts.enums import Role
from peerhouse.programmes.enums import ProgrammeKind
from peerhouse.rooms import rules
from peerhouse.rooms.enums import PollState, RoomState
from tests.factories import accounts, programmes, rooms

pytestmark = pytest.mark.django_db

STAFF_RULES = [rules.prepare_session, rules.run_sitting, rules.see_attendance]


@pytest.mark.parametrize("rule", STAFF_RULES)
@pytest.mark.parametrize("role", [Role.CONVENOR, Role.ADMINISTRATOR])
def test_who_convenes_is_allowed(rule, role):
    assert rule(accounts.staff(role), rooms.room())


@pytest.mark.parametrize("rule", STAFF_RULES)
@pytest.mark.parametrize("role", [Role.RAPPORTEUR, Role.REVIEWER])
def test_other_staff_is_denied(rule, role):
    assert "Only a convenor" in str(rule(accounts.staff(role), rooms.room()).reason)


@pytest.mark.parametrize("rule", STAFF_RULES)
def test_participant_and_visitor_are_denied(rule):
    room = rooms.room()
    for person in (rooms.participant(room).person, accounts.person(), AnonymousUser()):
        assert not rule(person, room)


@pytest.mark.parametrize("rule", [rules.knock, rules.read_keys])
def test_everybody_may_knock_and_check_the_keys(rule):
    room = rooms.room()
    for person in (rooms.participant(room).person, accounts.person(), AnonymousUser()):
        assert rule(person, room)


def test_seals_are_for_those_registered_in_that_very_sitting():
    room = rooms.room()
    other = rooms.room(programmes.sitting(room.sitting.session, "B"))
    assert rules.get_seals(rooms.participant(room).person, room)
    for person in (rooms.participant(other).person, accounts.person(), accounts.staff(Role.CONVENOR), AnonymousUser()):
        assert not rules.get_seals(person, room)


def test_sitting_of_an_uninvited_persons_programme_is_hidden():
    invited = programmes.session(programmes.season(programmes.programme(ProgrammeKind.INVITATION)))
    room = rooms.room(programmes.sitting(invited))
    assert rules.get_seals(accounts.person(), room).hidden


def staff_addresses(room):
    poll = rooms.poll(room)
    session, sitting = room.sitting.session_id, room.pk
    yield "get", reverse("agenda", args=[session])
    yield "post", reverse("agenda", args=[session])
    yield "get", reverse("polls", args=[session])
    yield "post", reverse("polls", args=[session])
    yield "get", reverse("poll-edit", args=[poll.question_id])
    yield "post", reverse("poll-edit", args=[poll.question_id])
    yield "post", reverse("poll-delete", args=[poll.question_id])
    yield "get", reverse("console", args=[sitting])
    yield "get", reverse("stage", args=[sitting])
    yield "get", reverse("seals", args=[sitting])
    yield "post", reverse("seal-reissue", args=[sitting, rooms.participant(room).pk])
    for action in (
        "next-item", "start-item", "add-minutes", "open-doors", "close-doors", "open-poll", "close-poll", "end"
    ):  # fmt: skip
        yield "post", reverse("console-act", args=[sitting, action])


def test_staff_pages_and_buttons_are_closed_to_participants_and_visitors(signed_in):
    room = rooms.room()
    participant, visitor = signed_in(rooms.participant(room).person), Client()
    for method, address in staff_addresses(room):
        assert getattr(participant, method)(address).status_code == 403, address
        answer = getattr(visitor, method)(address)
        assert (answer.status_code, address) in {(302, address), (403, address)}
        if method == "get":
            assert answer["Location"].startswith(reverse("sign-in"))
    room.refresh_from_db()
    assert room.state == RoomState.PREPARED
    assert room.polls.get().state == PollState.PREPARED


def test_actions_are_for_post_alone(desk):
    room = rooms.room()
    assert desk.get(reverse("console-act", args=[room.pk, "open-doors"])).status_code == 405
    room.refresh_from_db()
    assert room.state == RoomState.PREPARED
