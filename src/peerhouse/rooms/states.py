"""What a state allows: the two tables every service of the room asks; and the slots, one for each poll."""

from typing import Final

from peerhouse.credentials.protocol.messages import POLL_SLOTS
from peerhouse.rooms.enums import PollState, RoomState

POLL_MOVES: Final[dict[PollState, frozenset[PollState]]] = {
    PollState.PREPARED: frozenset({PollState.OPEN}),
    PollState.OPEN: frozenset({PollState.CLOSING}),
    PollState.CLOSING: frozenset({PollState.SEALED}),
    PollState.SEALED: frozenset({PollState.RELEASED, PollState.WITHHELD}),
    PollState.RELEASED: frozenset(),
    PollState.WITHHELD: frozenset(),
}
ROOM_MOVES: Final[dict[RoomState, frozenset[RoomState]]] = {
    RoomState.PREPARED: frozenset({RoomState.OPEN}),
    RoomState.OPEN: frozenset({RoomState.CLOSED, RoomState.ENDED}),
    RoomState.CLOSED: frozenset({RoomState.ENDED}),
    RoomState.ENDED: frozenset(),
}
TAKING_BALLOTS: Final = frozenset({PollState.OPEN, PollState.CLOSING})
SLOTS: Final[dict[int, str]] = dict(enumerate(POLL_SLOTS, start=1))  # the number of a question: the slot of its seals
STEP: Final = 5


def floor_to_five(count: int) -> int:
    """The only shape in which a number about people leaves the room before its release: "at least 15"."""
    return count - count % STEP
