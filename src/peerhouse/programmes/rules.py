"""Who may see, register, join and convene: one reason each, in the words that the person will read.

A rule is `rule(person, subject) -> Decision`; `and` stops at the first denial and hands it on with its reason.
Who may not know that a thing is there is denied `hidden`, which answers exactly as if it were not.

| rule | who |
|---|---|
| view_programme | everybody: of a programme by invitation, the description alone |
| view_season | open: everybody; by invitation: who is invited or enrolled, and the secretariat |
| view_session, view_sitting | who may view the season, once the session is published; the secretariat before, too |
| register | signed in, may view the session, and a sitting is still to come |
| join_sitting | signed in and registered in that very sitting |
| own_registrations | signed in |
| switch_sitting | the person registered, until the first of the two sittings starts |
| cancel_registration | the person registered, until the sitting starts |
| convene | convenors and administrators |
| see_registrations | the secretariat |
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from peerhouse.accounts.rules import is_secretariat, is_signed_in, may_convene
from peerhouse.kernel import clock
from peerhouse.kernel.decisions import Allowed, Decision, Denied
from peerhouse.programmes import queries
from peerhouse.programmes.enums import ProgrammeKind, RegistrationState, SittingState
from peerhouse.programmes.models import Programme, Registration, Season, Session, Sitting

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from peerhouse.accounts.models import Person

    Visitor = Person | AnonymousUser

HIDDEN = Denied(_("There is nothing here."), hidden=True)


def view_programme(person: "Visitor", programme: Programme) -> Decision:  # noqa: ARG001 (every rule has this shape)
    """Everybody: of a programme by invitation the public sees the description alone."""
    return Allowed()


def view_season(person: "Visitor", season: Season) -> Decision:
    """Open: everybody. By invitation: who is invited or enrolled, and the secretariat."""
    return _may_look_inside(person, season.programme)


def view_session(person: "Visitor", session: Session) -> Decision:
    """Published, and in a programme that the person may look into; the secretariat sees drafts too."""
    if not session.published:
        return Allowed() if is_secretariat(person, None) else HIDDEN
    return _may_look_inside(person, session.season.programme)


def view_sitting(person: "Visitor", sitting: Sitting) -> Decision:
    """Whoever may view its session."""
    return view_session(person, sitting.session)


def register(person: "Visitor", session: Session) -> Decision:
    """Signed in, may view the session, and a sitting is still to come."""
    return is_signed_in(person, None) and view_session(person, session) and _still_to_come(session)


def join_sitting(person: "Visitor", sitting: Sitting) -> Decision:
    """Signed in and registered in that very sitting. Staff have the console instead, and no seals."""
    return is_signed_in(person, None) and _registered_in(person, sitting)


def own_registrations(person: "Visitor", _subject: object = None) -> Decision:
    """Signed in."""
    return is_signed_in(person, None)


def switch_sitting(person: "Visitor", registration: Registration) -> Decision:
    """The person registered, until the first of the two sittings starts."""
    return _is_theirs(person, registration) and _can_switch(registration)


def cancel_registration(person: "Visitor", registration: Registration) -> Decision:
    """The person registered, until the sitting starts."""
    return _is_theirs(person, registration) and _not_started(registration.sitting)


def convene(person: "Visitor", _subject: object = None) -> Decision:
    """Convenors and administrators."""
    return may_convene(person, None)


def see_registrations(person: "Visitor", _subject: object = None) -> Decision:
    """The secretariat."""
    return is_secretariat(person, None)


# The conditions that the rules are made of


def _may_look_inside(person: "Visitor", programme: Programme) -> Decision:
    if programme.kind == ProgrammeKind.OPEN:
        return Allowed()
    if not person.is_authenticated:
        return HIDDEN
    inside = queries.is_invited(person, programme) or is_secretariat(person, None)
    return Allowed() if inside else HIDDEN


def _still_to_come(session: Session) -> Decision:
    if queries.sittings_to_choose(session):
        return Allowed()
    return Denied(_("Registration is closed: no sitting of this session is still to come."))


def _registered_in(person: "Visitor", sitting: Sitting) -> Decision:
    if person.is_authenticated and queries.registration_for(person, sitting):
        return Allowed()
    if not view_sitting(person, sitting):
        return HIDDEN
    return Denied(_("You are not registered for this sitting. Register on the page of its session."))


def _is_theirs(person: "Visitor", registration: Registration) -> Decision:
    if not person.is_authenticated:
        return is_signed_in(person, None)
    if registration.person_id != person.pk:
        return HIDDEN
    if registration.state == RegistrationState.CANCELLED:
        return Denied(_("You have cancelled this registration."))
    return Allowed()


def _can_switch(registration: Registration) -> Decision:
    if queries.sittings_to_switch_to(registration):
        return Allowed()
    return Denied(
        _("You can switch until the first of the two sittings starts. There is no other sitting to switch to now.")
    )


def _not_started(sitting: Sitting) -> Decision:
    if sitting.state == SittingState.CANCELLED or clock.now() < sitting.starts_at:
        return Allowed()
    return Denied(_("You can cancel until the sitting starts."))
