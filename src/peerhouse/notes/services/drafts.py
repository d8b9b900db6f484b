"""Writing: private notes, and the summary that several rapporteurs may work on."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from peerhouse.kernel import audit
from peerhouse.notes.changing import refuse_published, store
from peerhouse.notes.errors import WrittenOver
from peerhouse.notes.models import PrivateNote, SummaryNote

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Session, Sitting


@transaction.atomic
def save_private_note(sitting: "Sitting", text: str, *, actor: "Person") -> PrivateNote:
    """The author's own note of a sitting. It leaves no audit event: what a rapporteur jots down is nobody's news."""
    note, _new = PrivateNote.objects.update_or_create(sitting=sitting, author=actor, defaults={"text": text})
    refuse_published(sitting.session)
    return note


@transaction.atomic
def save_note(session: "Session", title: str, text: str, *, base: int, actor: "Person") -> SummaryNote:
    """Saves the draft; any edit takes it back from the second reader.

    `base` is the revision it was written from, 0 for the first; WrittenOver when somebody has saved another since.
    """
    note, _new = SummaryNote.objects.select_for_update().get_or_create(session=session, defaults={"revision": 0})
    refuse_published(session)
    if note.revision != base:
        raise WrittenOver(
            _("Somebody else saved this note while you were writing. Your text is below; save again to replace theirs.")
        )
    store(note, title, text, actor=actor)
    audit.record("note saved", session, actor=actor, revision=note.revision)
    return note
