"""Who may do what around a room: one reason each, in the words that the person will read.

A rule is `rule(person, subject) -> Decision`; `and` stops at the first denial and hands it on with its reason.

| rule | who |
|---|---|
| knock | everybody: the door tells nobody anything about a sitting they are not registered for |
| read_keys | everybody: the manifest of keys is the same for all, and anybody may check it |
| get_seals | signed in and registered in that very sitting |
| prepare_session | convenors and administrators: agenda and polls |
| run_sitting | convenors and administrators: console, shared screen, doors |
| see_attendance | convenors and administrators: who is registered, to issue a seal again |
"""

from typing import TYPE_CHECKING

from peerhouse.kernel.decisions import Allowed, Decision
from peerhouse.programmes import rules as programmes

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from peerhouse.accounts.models import Person
    from peerhouse.rooms.models import Room

    Visitor = Person | AnonymousUser


def knock(person: "Visitor", room: "Room") -> Decision:  # noqa: ARG001 (every rule has this shape)
    """Everybody."""
    return Allowed()


def read_keys(person: "Visitor", room: "Room") -> Decision:  # noqa: ARG001
    """Everybody."""
    return Allowed()


def get_seals(person: "Visitor", room: "Room") -> Decision:
    """Signed in and registered in that very sitting; that the statements are accepted is checked with the state."""
    return programmes.join_sitting(person, room.sitting)


def prepare_session(person: "Visitor", subject: object = None) -> Decision:
    """Convenors and administrators."""
    return programmes.convene(person, subject)


def run_sitting(person: "Visitor", room: "Room | None" = None) -> Decision:
    """Convenors and administrators, who see exactly what the room sees."""
    return programmes.convene(person, room)


def see_attendance(person: "Visitor", room: "Room | None" = None) -> Decision:
    """Convenors and administrators."""
    return programmes.convene(person, room)
