"""Drafts and private notes."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from peerhouse.notes.enums import NoteState
from peerhouse.notes.models import PrivateNote, SummaryNote

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Session, Sitting


def draft_of(session: "Session") -> SummaryNote:
    """The session's draft; an empty one that is not stored yet where nobody has begun."""
    note = SummaryNote.objects.filter(session=session).first() or SummaryNote(title=session.title, text="", revision=0)
    note.session = session
    return note


def writer_ids(session_id: UUID) -> set[UUID]:
    """Who wrote a line of the draft; nobody any more once the note is published."""
    return set(SummaryNote.writers.through.objects.filter(summarynote=session_id).values_list("person_id", flat=True))


def sessions_waiting_for_second_reader() -> set[UUID]:
    """The sessions whose draft was handed to a second reader and is not released yet."""
    waiting = SummaryNote.objects.filter(state=NoteState.WITH_SECOND_READER)
    return set(waiting.values_list("session_id", flat=True))


def private_note(sitting: "Sitting", author: "Person") -> PrivateNote:
    """The author's own note; an empty one that is not stored yet where there is none."""
    found = PrivateNote.objects.filter(sitting=sitting, author=author).first()
    return found or PrivateNote(sitting=sitting, author=author)


def private_notes_of(session: "Session") -> QuerySet[PrivateNote]:
    """Every rapporteur's private notes of a session's sittings, for rapporteurs who write the summary."""
    written = PrivateNote.objects.filter(sitting__session=session).exclude(text="")
    return written.select_related("sitting").order_by("sitting__letter", "pk")
