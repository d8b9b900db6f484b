"""Polls: prepared for a session, opened and closed in one sitting, never opened twice.

From `closing` on it is the room process that moves a poll: it drains, seals, draws the release and deletes.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerhouse.credentials.issuing import queries as issuing
from peerhouse.kernel import audit
from peerhouse.rooms.enums import PollState
from peerhouse.rooms.errors import WrongStateError
from peerhouse.rooms.models import Poll, PollQuestion, Room
from peerhouse.rooms.services.change import locked, move_poll, require_running, show
from peerhouse.rooms.states import SLOTS, TAKING_BALLOTS

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Session


class Option(TypedDict):
    label: str
    hint: str


@transaction.atomic
def prepare_question(
    session: "Session", text: str, options: Sequence[Option], *, hint: str = "", actor: "Person | None"
) -> PollQuestion:
    """A question for each sitting of the session, on the first slot that no other question has.

    A slot is a number from 1 to 24; when all are taken, WrongStateError.
    """
    rooms = list(Room.objects.select_for_update().filter(sitting__session=session))
    taken = set(PollQuestion.objects.filter(session=session).values_list("number", flat=True))
    number = next((slot for slot in SLOTS if slot not in taken), None)
    if number is None:
        raise WrongStateError(_("A session has seals for 24 polls, and all of them are prepared."))
    question = PollQuestion.objects.create(session=session, number=number, text=text, hint=hint, options=list(options))
    for room in rooms:
        add_poll(room, question)
    audit.record("poll prepared", question, actor=actor, number=number)
    return question


def add_poll(room: Room, question: PollQuestion) -> Poll:
    """The slot has the question's number, so that a question has the same seals in each sitting."""
    return Poll.objects.create(room=room, question=question, slot=SLOTS[question.number])


@transaction.atomic
def edit_question(
    question: PollQuestion, text: str, options: Sequence[Option], *, hint: str = "", actor: "Person | None"
) -> PollQuestion:
    """Only while no sitting has seen it: what was asked stays as it was asked."""
    _require_unseen(question)
    question.text, question.hint, question.options = text, hint, list(options)
    question.save()
    audit.record("poll edited", question, actor=actor, number=question.number)
    return question


@transaction.atomic
def delete_question(question: PollQuestion, *, actor: "Person | None") -> None:
    """Only while no sitting has seen it."""
    _require_unseen(question)
    audit.record("poll deleted", question, actor=actor, number=question.number)
    question.polls.all().delete()
    question.delete()


def _require_unseen(question: PollQuestion) -> None:
    states = question.polls.select_for_update().values_list("state", flat=True)
    if any(state != PollState.PREPARED for state in states):
        raise WrongStateError(_("This poll was opened in a sitting. It can no longer be changed."))


@transaction.atomic
def open_poll(poll: Poll, *, actor: "Person | None") -> Poll:
    """Everybody in the room sees the question at the same moment. One poll at a time takes ballots."""
    room = locked(poll.room_id)
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    require_running(room)
    if room.polls.filter(state__in=TAKING_BALLOTS).exclude(pk=poll.pk).exists():
        raise WrongStateError(_("Another poll is open. Close it first."))
    move_poll(poll, PollState.OPEN)
    poll.save()
    room.shown_poll = poll
    show(room)
    audit.record("poll opened", poll, actor=actor, number=poll.question.number)
    return poll


@transaction.atomic
def close_poll(poll: Poll, *, actor: "Person | None") -> Poll:
    """Ends the voting and keeps how many seals were handed out, and how many of them anew, for the results to say.

    No more ballots can be counted than that.
    """
    room = locked(poll.room_id)
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    move_poll(poll, PollState.CLOSING)
    poll.seals_issued = issuing.issued_count(room.pk)
    poll.seals_anew = issuing.reissued_count(room.pk)
    poll.save()
    show(room)
    audit.record("poll closed", poll, actor=actor, number=poll.question.number)
    return poll
