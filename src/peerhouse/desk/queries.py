"""What needs doing, from what the apps below know. Nothing here counts people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from peerhouse.accounts import queries as accounts
from peerhouse.kernel import clock
from peerhouse.kernel.models import AuditEvent
from peerhouse.notes import queries as notes
from peerhouse.programmes import queries as programmes

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Session, Sitting

AHEAD: Final = timedelta(days=14)
# A sitting stays until its room is ended, and for a day even when nobody ended it.
BEHIND: Final = timedelta(days=1)


@dataclass(frozen=True)
class Week:
    """In the order of what needs doing first."""

    sittings: Sequence["Sitting"]
    to_write: Sequence["Session"]
    to_read: Sequence["Session"]

    @property
    def quiet(self) -> bool:
        return not (self.sittings or self.to_write or self.to_read)


def this_week() -> Week:
    """Sittings of the next 14 days, sessions held without a published note, and drafts that want a second reader."""
    now = clock.now()
    held = list(programmes.held_sessions())
    published = notes.sessions_with_a_note([session.pk for session in held])
    waiting = notes.sessions_waiting_for_second_reader()
    unpublished = [session for session in held if session.pk not in published]
    return Week(
        sittings=list(programmes.planned_sittings(now - BEHIND, now + AHEAD)),
        to_write=[session for session in unpublished if session.pk not in waiting],
        to_read=[session for session in unpublished if session.pk in waiting],
    )


@dataclass(frozen=True)
class Line:
    """A line of the audit log. `subject` is a person's name or address where the subject is a person, else its kind."""

    event: AuditEvent
    subject: str

    @property
    def detail(self) -> list[tuple[str, object]]:
        """By name: databases do not keep the order in which it was written."""
        return sorted(self.event.detail.items())


def lines(events: Sequence[AuditEvent]) -> list[Line]:
    """The events with the people among their subjects named, in one query."""
    concerned = {UUID(event.subject_id) for event in events if event.subject_type == "accounts.person"}
    named = accounts.people_with_ids(concerned)
    return [Line(event, _subject(event, named)) for event in events]


def _subject(event: AuditEvent, named: dict[UUID, "Person"]) -> str:
    if event.subject_type == "accounts.person" and (person := named.get(UUID(event.subject_id))):
        return str(person)
    return f"{event.subject_type.rpartition('.')[2]} {event.subject_id[:8]}"
