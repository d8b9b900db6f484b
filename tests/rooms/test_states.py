"""Every move of a room and of a poll: allowed, or refused with its words."""

import pytest

from peerhouse.rooms import services
from peerhouse.rooms.enums import PollState, RoomState
from peerhouse.rooms.errors import WrongStateError
from peerhouse.rooms.models import Poll, Room
from peerhouse.rooms.services.change import POLL_REFUSALS, ROOM_REFUSALS
from peerhouse.rooms.states import POLL_MOVES, ROOM_MOVES
from tests.factories import rooms

pytestmark = pytest.mark.django_db

ROOM_SERVICES = {
    RoomState.OPEN: services.open_doors,
    RoomState.CLOSED: services.close_doors,
    RoomState.ENDED: services.end_sitting,
}
POLL_SERVICES = {PollState.OPEN: services.open_poll, PollState.CLOSING: services.close_poll}


@pytest.mark.parametrize("target", ROOM_SERVICES)
@pytest.mark.parametrize("state", RoomState)
def test_room_moves_as_the_table_says(state, target):
    room = rooms.room(state=state)
    before = Room.objects.get(pk=room.pk).version

    if target in ROOM_MOVES[state]:
        assert ROOM_SERVICES[target](room, actor=None).state == target
        assert Room.objects.get(pk=room.pk).version > before
    else:
        with pytest.raises(WrongStateError) as refusal:
            ROOM_SERVICES[target](room, actor=None)
        assert refusal.value.reason == ROOM_REFUSALS[state]
        assert Room.objects.get(pk=room.pk).state == state


@pytest.mark.parametrize("target", POLL_SERVICES)
@pytest.mark.parametrize("state", PollState)
def test_poll_moves_as_the_table_says(state, target):
    room = rooms.room(state=RoomState.OPEN)
    poll = rooms.poll(room, state)
    before = Room.objects.get(pk=room.pk).version

    if target in POLL_MOVES[state]:
        assert POLL_SERVICES[target](poll, actor=None).state == target
        assert Room.objects.get(pk=room.pk).version > before
    else:
        with pytest.raises(WrongStateError) as refusal:
            POLL_SERVICES[target](poll, actor=None)
        assert refusal.value.reason == POLL_REFUSALS[state]
        assert Poll.objects.get(pk=poll.pk).state == state


@pytest.mark.parametrize("state", [RoomState.PREPARED, RoomState.ENDED])
def test_poll_opens_only_in_a_running_room(state):
    room = rooms.room(state=state)
    poll = rooms.poll(room)
    with pytest.raises(WrongStateError) as refusal:
        services.open_poll(poll, actor=None)
    assert refusal.value.reason == ROOM_REFUSALS[state]


@pytest.mark.parametrize("other", [PollState.OPEN, PollState.CLOSING])
def test_poll_does_not_open_beside_another(other):
    room = rooms.room(state=RoomState.OPEN)
    waiting = rooms.poll(room, text="What is hard?")
    rooms.poll(room, other)
    with pytest.raises(WrongStateError, match="Another poll is open"):
        services.open_poll(waiting, actor=None)


def test_poll_opens_after_another_was_sealed():
    room = rooms.room(state=RoomState.CLOSED)
    rooms.poll(room, PollState.RELEASED)
    poll = rooms.poll(room, PollState.OPEN, text="What is hard?")
    assert Room.objects.get(pk=room.pk).shown_poll == poll


@pytest.mark.parametrize("poll_state", [PollState.OPEN, PollState.CLOSING])
def test_sitting_does_not_end_under_an_open_poll(poll_state):
    room = rooms.room(state=RoomState.OPEN)
    rooms.poll(room, poll_state)
    with pytest.raises(WrongStateError, match="A poll is open"):
        services.end_sitting(room, actor=None)
    assert Room.objects.get(pk=room.pk).state == RoomState.OPEN


@pytest.mark.parametrize("state", [RoomState.PREPARED, RoomState.ENDED])
def test_agenda_runs_only_in_a_running_room(state):
    room = rooms.room(state=state)
    first, *_others = rooms.agenda(room)
    for press in (
        lambda: services.start_item(room, first, actor=None),
        lambda: services.next_item(room, actor=None),
        lambda: services.add_minutes(room, 2, actor=None),
    ):
        with pytest.raises(WrongStateError) as refusal:
            press()
        assert refusal.value.reason == ROOM_REFUSALS[state]
