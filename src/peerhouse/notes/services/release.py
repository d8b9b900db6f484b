"""The second person, and the release: after it there are no authors, no private notes and no draft."""

import hashlib
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from peerhouse.kernel import audit, clock
from peerhouse.kernel.errors import NotAllowed
from peerhouse.notes import queries, rules
from peerhouse.notes.changing import locked
from peerhouse.notes.charts import charts_of
from peerhouse.notes.enums import NoteState
from peerhouse.notes.errors import NotHandedOver, PassagesLeft
from peerhouse.notes.files.docx import docx_of
from peerhouse.notes.files.pdf import pdf_of
from peerhouse.notes.markdown import read
from peerhouse.notes.models import PrivateNote, PublishedNote, SummaryNote
from peerhouse.notes.page import page_of

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Session

# The audit events whose actors would be the authors of the published note.
WRITING: Final = (
    "note saved",
    "passage replaced",
    "passage kept",
    "passage opened again",
    "note handed over",
    "note sent back",
    "note released",
)


@transaction.atomic
def hand_over_note(session: "Session", *, actor: "Person") -> SummaryNote:
    """Gives the draft to a second reader; refused while a passage is left to settle."""
    note = locked(session)
    _require_settled(note)
    note.state, note.handed_over = NoteState.WITH_SECOND_READER, queries.fingerprint_of(note)
    note.save(update_fields=["state", "handed_over"])
    audit.record("note handed over", session, actor=actor)
    return note


@transaction.atomic
def send_back_note(session: "Session", *, actor: "Person") -> SummaryNote:
    """The second reader wants other words: the note goes back to its writers."""
    note = locked(session)
    if note.state != NoteState.WITH_SECOND_READER:
        raise NotHandedOver(_("This note is not with a second reader."))
    note.state, note.handed_over = NoteState.DRAFT, ""
    note.save(update_fields=["state", "handed_over"])
    audit.record("note sent back", session, actor=actor)
    return note


@transaction.atomic
def release_note(session: "Session", *, actor: "Person") -> PublishedNote:
    """Publishes the very words that were handed over, and forgets who wrote them.

    Scans once more: the roster may have grown since. The actor is a second person, who has ticked the list that no
    machine can check; the form asks for it, this asks who the person is.
    """
    note = locked(session)
    decision = rules.read_second(actor, session)
    if not decision:
        raise NotAllowed(decision.reason)
    if note.state != NoteState.WITH_SECOND_READER or note.handed_over != queries.fingerprint_of(note):
        raise NotHandedOver(
            _("The text, the list of names or the guard has changed. The note has to be handed over again.")
        )
    _require_settled(note)
    published = _publish(note)
    audit.record("note released", session, actor=actor, digest=hashlib.sha256(published.html.encode()).hexdigest())
    _forget(note)
    return published


def _require_settled(note: SummaryNote) -> None:
    if queries.open_passages(note):
        raise PassagesLeft(_("There are passages left to settle."))


def _publish(note: SummaryNote) -> PublishedNote:
    """Draws page and files in the language of the note, whoever presses the button."""
    session, today = note.session, clock.now().date()
    language = session.season.programme.language
    charts = charts_of(session.pk)
    blocks = read(note.text)
    with translation.override(language):
        subtitle = _("Summary note, session %(number)s, %(season)s. Without names of people or companies.") % {
            "number": session.number,
            "season": session.season,
        }
        pdf = pdf_of(note.title, subtitle, blocks, charts, language=language)
        docx = docx_of(note.title, subtitle, blocks, charts, language=language, day=today)
    return PublishedNote.objects.create(
        session=session,
        title=note.title,
        language=language,
        text=note.text,
        html=page_of(note.text, charts, language),
        pdf=pdf,
        docx=docx,
        pdf_size=len(pdf),
        docx_size=len(docx),
        fingerprint=note.handed_over,
        released_on=today,
    )


def _forget(note: SummaryNote) -> None:
    """The private notes, the draft with its writers and reasons, and who did what on the way."""
    PrivateNote.objects.filter(sitting__session=note.session).delete()
    audit.forget_actors(note.session, actions=WRITING)
    note.delete()
