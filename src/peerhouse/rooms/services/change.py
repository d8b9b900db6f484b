"""How a room changes: locked, by the tables of states, and with a version that everybody's screen follows."""

from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from peerhouse.rooms.enums import PollState, RoomState
from peerhouse.rooms.errors import WrongStateError
from peerhouse.rooms.models import Poll, Room
from peerhouse.rooms.states import POLL_MOVES, ROOM_MOVES

ROOM_REFUSALS = {
    RoomState.PREPARED: _("Open the doors first."),
    RoomState.OPEN: _("The doors are open already."),
    RoomState.CLOSED: _("The doors are closed for good: the keys that sign seals are destroyed."),
    RoomState.ENDED: _("The sitting has ended."),
}
POLL_REFUSALS = {
    PollState.PREPARED: _("This poll is not open."),
    PollState.OPEN: _("This poll is open already."),
    PollState.CLOSING: _("This poll is closing already."),
    PollState.SEALED: _("This poll is closed, and its ballots are sealed."),
    PollState.RELEASED: _("This poll is closed, and its results are released."),
    PollState.WITHHELD: _("This poll is closed, and its results are withheld."),
}


def locked(sitting_id: UUID) -> Room:
    """The room as it is now, kept still until the caller's transaction ends."""
    return Room.objects.select_for_update().get(pk=sitting_id)


def require_running(room: Room) -> None:
    """The doors have opened and the sitting has not ended, else WrongStateError."""
    if room.state in {RoomState.PREPARED, RoomState.ENDED}:
        raise WrongStateError(ROOM_REFUSALS[RoomState(room.state)])


def move_room(room: Room, state: RoomState) -> None:
    """Asks the table, then moves; WrongStateError says why not."""
    if state not in ROOM_MOVES[RoomState(room.state)]:
        raise WrongStateError(ROOM_REFUSALS[RoomState(room.state)])
    room.state = state


def move_poll(poll: Poll, state: PollState) -> None:
    if state not in POLL_MOVES[PollState(poll.state)]:
        raise WrongStateError(POLL_REFUSALS[PollState(poll.state)])
    poll.state = state


def show(room: Room) -> Room:
    """Stores the room with a higher version: the anonymous side sends the new picture to every screen."""
    room.version += 1
    room.save()
    return room


def show_all(session_id: UUID) -> None:
    """Raises the version of every room of a session."""
    Room.objects.filter(sitting__session=session_id).update(version=F("version") + 1)
