"""What the room's process knows about a room: what everybody in it sees, and what a ballot must fit.

These are the database reads of the room's origin. They touch no table that knows people.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from peerhouse.kernel import clock
from peerhouse.releases import queries as releases
from peerhouse.rooms import queries as rooms
from peerhouse.rooms.enums import PollState
from peerhouse.rooms.models import Poll, Room

SHOWN = frozenset({PollState.OPEN, PollState.CLOSING, PollState.SEALED})
DONE = frozenset({PollState.RELEASED, PollState.WITHHELD})


@dataclass(frozen=True, slots=True)
class PollFacts:
    id: UUID
    slot: str
    state: PollState
    options: int


@dataclass(frozen=True, slots=True)
class Picture:
    """One version of a room. `content` is the snapshot without its moment and without the count of ballots."""

    key: bytes
    version: int
    polls: Mapping[str, PollFacts]
    content: Mapping[str, Any]

    @property
    def current(self) -> PollFacts | None:
        """The poll on the screens: open, closing, or sealed and about to be released."""
        return next((poll for poll in self.polls.values() if poll.state in SHOWN), None)


def picture_of(sitting: UUID) -> Picture | None:
    """Reads a room whole; None if there is none. Five small queries and one for each release."""
    room = Room.objects.filter(pk=sitting).first()
    if room is None:
        return None
    polls = list(Poll.objects.filter(room=room).select_related("question").order_by("question__number"))
    shown = next((poll for poll in polls if poll.state in SHOWN), None)
    content = {
        "sitting": {
            "id": str(sitting),
            "title": room.title,
            "number": room.session_number,
            "letter": room.letter,
            "language": room.language,
            "state": room.state,
        },
        "agenda": [
            {"id": str(item.pk), "title": item.title, "minutes": item.minutes} for item in rooms.agenda_at(sitting)
        ],
        "current": {
            "item": str(room.current_item_id) if room.current_item_id else None,
            "ends_at": milliseconds(room.item_ends_at) if room.item_ends_at else None,
        },
        "poll": _poll(shown) if shown else None,
        "releases": [
            {
                "poll": str(poll.pk),
                "number": poll.question.number,
                "question": poll.question.text,
                "chart": releases.chart_of(poll.pk),
            }
            for poll in polls
            if poll.state in DONE
        ],
        "seals_issued_about": room.seals_about,
    }
    facts = {
        poll.slot: PollFacts(poll.pk, poll.slot, PollState(poll.state), len(poll.question.options)) for poll in polls
    }
    return Picture(room.key.encode(), room.version, facts, content)


def _poll(poll: Poll) -> dict[str, Any]:
    return {
        "id": str(poll.pk),
        "slot": poll.slot,
        "number": poll.question.number,
        "question": poll.question.text,
        "hint": poll.question.hint,
        "options": poll.question.options,
        "state": poll.state,
    }


def versions_of(sittings: Collection[UUID]) -> dict[UUID, int]:
    """The one query of every tick."""
    return dict(Room.objects.filter(pk__in=sittings).values_list("pk", "version"))


def tell_staff(poll_id: UUID, at_least: int) -> None:
    """The console and the stage show what the room sees, from the database; the number only ever grows."""
    Poll.objects.filter(pk=poll_id, at_least__lt=at_least).update(at_least=at_least)


def milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def now() -> int:
    return milliseconds(clock.now())
