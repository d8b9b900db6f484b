"""What every change of a draft goes through: it is held, not published yet, and no longer with the second reader."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from peerhouse.notes import queries
from peerhouse.notes.enums import NoteState
from peerhouse.notes.errors import AlreadyPublished, NothingWritten, TitleUnfit
from peerhouse.notes.models import LONGEST_TITLE, SummaryNote

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Session


def locked(session: "Session") -> SummaryNote:
    """The stored draft, held until the transaction ends; AlreadyPublished once it became public."""
    note = SummaryNote.objects.select_for_update().filter(session=session).first()
    refuse_published(session)
    if note is None:
        raise NothingWritten(_("Nobody has written this note yet."))
    note.session = session
    return note


def refuse_published(session: "Session") -> None:
    """Asked after the draft is held: a release that was running then has ended."""
    if queries.is_published(session):
        raise AlreadyPublished(_("This note is published. It cannot be changed any more."))


def store(note: SummaryNote, title: str, text: str, *, actor: "Person") -> None:
    """Other words are to be checked, read and released anew."""
    if not 0 < len(title.strip()) <= LONGEST_TITLE:
        raise TitleUnfit(_("The title needs between 1 and %(most)s characters.") % {"most": LONGEST_TITLE})
    note.title, note.text = title, text
    note.revision += 1
    take_back(note, actor=actor)


def take_back(note: SummaryNote, *, actor: "Person") -> None:
    """From the second reader, if it was with one. Whoever changes anything has written, and does not read second."""
    note.state, note.handed_over = NoteState.DRAFT, ""
    note.save()
    note.writers.add(actor)
