"""Who may write, read a second time and release: the writer and the second reader are never the same person.

| rule | who |
|---|---|
| write_private_notes | rapporteurs, each their own |
| write_note | rapporteurs |
| read_note | the secretariat: a draft is theirs to see, and nobody else's |
| read_second | the secretariat, but nobody who wrote a line of it |
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from peerhouse.accounts.enums import Role
from peerhouse.accounts.rules import any_of, is_secretariat
from peerhouse.kernel.decisions import Allowed, Decision, Denied
from peerhouse.notes import queries

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Session, Sitting

    Reader = Person | AnonymousUser

_is_rapporteur = any_of(Role.RAPPORTEUR, reason=_("Only a rapporteur can write notes."))


def write_private_notes(person: "Reader", sitting: "Sitting") -> Decision:
    """Rapporteurs, each their own."""
    return _is_rapporteur(person, sitting)


def write_note(person: "Reader", session: "Session") -> Decision:
    """Rapporteurs; once the note is published there is nothing left to write, whoever asks."""
    return _is_rapporteur(person, session)


def read_note(person: "Reader", session: "Session") -> Decision:
    """The secretariat."""
    return is_secretariat(person, session)


def read_second(person: "Reader", session: "Session") -> Decision:
    """The secretariat, but nobody who wrote a line of the note."""
    return is_secretariat(person, session) and _did_not_write(person, session)


def _did_not_write(person: "Reader", session: "Session") -> Decision:
    if person.pk in queries.writer_ids(session.pk):
        return Denied(_("You wrote a part of this note. A second person has to read it."))
    return Allowed()
