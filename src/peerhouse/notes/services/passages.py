"""Settling what the guard found: by other words, or soft passages by a reason."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from peerhouse.kernel import audit
from peerhouse.notes import queries
from peerhouse.notes.changing import locked, store, take_back
from peerhouse.notes.errors import HardPassage, PassageGone
from peerhouse.notes.models import Settlement, SummaryNote
from peerhouse.notes.queries.passages import key_of

if TYPE_CHECKING:
    from uuid import UUID

    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Session


@transaction.atomic
def replace_passage(session: "Session", start: int, words: str, instead: str, *, actor: "Person") -> SummaryNote:
    """Writes `instead` where the passage `words` begins at offset `start` of the document, and scans again."""
    note = locked(session)
    end = start + len(words)
    if note.document[start:end] != words:
        raise _gone()
    store(note, *note.with_replaced(start, end, instead), actor=actor)
    audit.record("passage replaced", session, actor=actor, revision=note.revision)
    return note


@transaction.atomic
def keep_passage(session: "Session", start: int, words: str, reason: str, *, actor: "Person") -> Settlement:
    """Lets a soft passage stay, for a reason. A hard one, a name or a contact, never stays."""
    note = locked(session)
    found = [one for one in queries.passages_of(note) if (one.finding.start, one.finding.text) == (start, words)]
    if not found:
        raise _gone()
    if found[0].hard:
        raise HardPassage(_("A name or a contact cannot stay. Write something else instead."))
    finding = found[0].finding
    settlement, _new = Settlement.objects.update_or_create(
        note=note, kind=finding.kind, words=key_of(finding), defaults={"reason": reason, "settled_by": actor}
    )
    take_back(note, actor=actor)
    audit.record("passage kept", session, actor=actor, kind=finding.kind)
    return settlement


@transaction.atomic
def undo_settlement(session: "Session", settlement_id: "UUID", *, actor: "Person") -> None:
    """The passage is open again; undone twice changes nothing."""
    note = locked(session)
    undone, _rows = note.settlements.filter(pk=settlement_id).delete()
    if undone:
        take_back(note, actor=actor)
        audit.record("passage opened again", session, actor=actor)


def _gone() -> PassageGone:
    return PassageGone(_("The text has changed since this page was opened. Look at the passage again."))
