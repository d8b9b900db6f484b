"""What staff pages and the door read of a room. Only the room's own tables are read, and no number that is exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from peerhouse.kernel.errors import Missing
from peerhouse.rooms.enums import PollState, RoomState
from peerhouse.rooms.models import AgendaItem, Poll, PollQuestion, Room
from peerhouse.rooms.states import TAKING_BALLOTS

MINUTE: Final = timedelta(minutes=1)


def room(sitting_id: UUID) -> Room:
    """The room of a sitting, with its sitting, session, season and programme; raises Missing."""
    found = (
        Room.objects.select_related("sitting__session__season__programme", "current_item", "shown_poll__question")
        .filter(pk=sitting_id)
        .first()
    )
    if found is None:
        raise Missing(_("There is no such sitting."))
    return found


def sittings_with_a_room(session_id: UUID) -> list[UUID]:
    return list(Room.objects.filter(sitting__session=session_id).order_by("letter").values_list("pk", flat=True))


def agenda(session_id: UUID) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(session=session_id))


def agenda_at(sitting_id: UUID) -> list[AgendaItem]:
    """The same agenda, found from one of the sittings."""
    return list(AgendaItem.objects.filter(session__sittings=sitting_id))


def questions(session_id: UUID) -> list[PollQuestion]:
    """The questions of a session by number, each with its polls and their rooms."""
    return list(PollQuestion.objects.filter(session=session_id).prefetch_related("polls__room"))


def question(question_id: UUID) -> PollQuestion:
    """A question with its session, season and programme; raises Missing."""
    found = PollQuestion.objects.select_related("session__season__programme").filter(pk=question_id).first()
    if found is None:
        raise Missing(_("There is no such poll."))
    return found


def was_seen(question: PollQuestion) -> bool:
    """True from the moment one sitting opened it: then it can no longer be changed."""
    return any(poll.state != PollState.PREPARED for poll in question.polls.all())


def polls(room: Room) -> list[Poll]:
    """The polls of one sitting by number, each with its question."""
    return list(room.polls.select_related("question"))


def poll(room: Room, poll_id: UUID) -> Poll:
    """A poll of this very room; raises Missing for one of another."""
    found = room.polls.select_related("question").filter(pk=poll_id).first()
    if found is None:
        raise Missing(_("There is no such poll."))
    return found


def item(room: Room, item_id: UUID) -> AgendaItem:
    """An item of this room's agenda; raises Missing for one of another session."""
    found = AgendaItem.objects.filter(session=room.sitting.session_id, pk=item_id).first()
    if found is None:
        raise Missing(_("There is no such part of the agenda."))
    return found


def takes_ballots(sitting_id: UUID) -> bool:
    """Whether a poll is open or closing: then nobody who is known by name may ask for anything here."""
    return Poll.objects.filter(room=sitting_id, state__in=TAKING_BALLOTS).exists()


@dataclass(frozen=True)
class Step:
    """An item on a sitting's clock: `starts_at` is planned for what is over, expected for what is ahead."""

    item: AgendaItem
    starts_at: datetime
    state: str  # done, now or ahead


@dataclass(frozen=True)
class Timetable:
    """The agenda of a sitting as it stands: `late` is in whole minutes, negative when it is early, 0 on another day."""

    steps: Sequence[Step]
    now: Step | None
    following: AgendaItem | None
    late: int

    @property
    def early(self) -> int:
        return -self.late


def timetable(room: Room) -> Timetable:
    """When each part starts: the past as it was planned, the rest counted from the end of the part that runs."""
    items = agenda(room.sitting.session_id)
    current = next((index for index, item in enumerate(items) if item.pk == room.current_item_id), None)
    planned = starts_at = room.sitting.starts_at
    steps: list[Step] = []
    late = 0
    for index, item in enumerate(items):
        if room.state == RoomState.ENDED or (current is not None and index < current):
            state = "done"
        else:
            state = "now" if index == current else "ahead"
        if state == "now" and room.item_ends_at is not None:
            starts_at = min(starts_at, room.item_ends_at - item.minutes * MINUTE)
        steps.append(Step(item, starts_at, state))
        planned += item.minutes * MINUTE
        starts_at += item.minutes * MINUTE
        if state == "now" and room.item_ends_at is not None:
            starts_at = room.item_ends_at
            late = round((starts_at - planned) / MINUTE)
    following = 0 if current is None else current + 1
    return Timetable(
        steps=steps,
        now=None if current is None else steps[current],
        following=items[following] if following < len(items) else None,
        late=late if abs(late) < room.sitting.minutes else 0,  # a sitting held on another day is neither
    )


def polls_by_question(session_id: UUID) -> list[list[tuple[str, UUID]]]:
    """For each question of a session, in its order: (letter of the sitting, poll), in the order of the letters."""
    found = Poll.objects.filter(question__session=session_id).order_by("question__number", "room__letter")
    polls: dict[UUID, list[tuple[str, UUID]]] = {}
    for question_id, letter, poll_id in found.values_list("question_id", "room__letter", "pk"):
        polls.setdefault(question_id, []).append((letter, poll_id))
    return list(polls.values())


def ballots_counted(poll_id: UUID) -> int:
    """How many ballots were sealed; 0 before. For rehearsals and audits: people are shown a release."""
    return Poll.objects.values_list("ballots_counted", flat=True).get(pk=poll_id) or 0
