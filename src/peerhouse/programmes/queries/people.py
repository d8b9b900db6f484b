"""Who is invited, enrolled and registered. For the person concerned, the secretariat and the guard; never to count."""

import hashlib
import json
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from peerhouse.kernel import clock
from peerhouse.programmes.enums import Capacity, RegistrationState, SittingState
from peerhouse.programmes.errors import NoSuchProgramme
from peerhouse.programmes.models import AllowedTerm, Enrolment, Invitation, Programme, Registration, Session, Sitting

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person

REGISTRATIONS = Registration.objects.select_related("person", "sitting", "session__season__programme")
COMING = REGISTRATIONS.filter(state=RegistrationState.REGISTERED)


def is_invited(person: "Person", programme: Programme) -> bool:
    """Whether the secretariat wrote down this person's address, or they are enrolled already."""
    return (
        programme.invitations.filter(email=person.email).exists()
        or programme.enrolments.filter(person=person).exists()
        or COMING.filter(person=person, session__season__programme=programme).exists()
    )


def invitations_of(programme: Programme) -> QuerySet[Invitation]:
    return programme.invitations.all()


def invitation(invitation_id: UUID) -> Invitation:
    found = Invitation.objects.select_related("programme").filter(pk=invitation_id).first()
    if found is None:
        raise NoSuchProgramme(_("There is no such invitation."))
    return found


def enrolment_of(person: "Person", programme: Programme) -> Enrolment | None:
    return programme.enrolments.filter(person=person).first()


def registration(registration_id: UUID) -> Registration:
    """One registration with its sitting, session and programme, cancelled or not."""
    found = REGISTRATIONS.filter(pk=registration_id).first()
    if found is None:
        raise NoSuchProgramme(_("There is no such registration."))
    return found


def registration_for(person: "Person", sitting: Sitting) -> Registration | None:
    """The seat of this person in this sitting, as participant or speaker; None when cancelled or elsewhere."""
    return COMING.filter(person=person, sitting=sitting).first()


def registration_in_session(person: "Person", session: Session) -> Registration | None:
    """The seat of this person in any sitting of the session; None when cancelled."""
    return COMING.filter(person=person, session=session).first()


def registrations_of(person: "Person") -> list[Registration]:
    """What one person has registered for, the next first; what is cancelled is not shown."""
    mine = COMING.filter(person=person).prefetch_related("session__sittings")
    return list(mine.order_by("sitting__starts_at"))


def registrations_in(sitting: Sitting) -> list[tuple[Registration, Enrolment | None]]:
    """Who is registered in a sitting, by name, each with what they declared; for the secretariat alone.

    A speaker may have declared nothing.
    """
    programme = sitting.session.season.programme
    coming = list(COMING.filter(sitting=sitting).order_by("person__name", "person__email"))
    people = [registration.person_id for registration in coming]
    declared = {
        enrolment.person_id: enrolment
        for enrolment in programme.enrolments.filter(person__in=people).select_related("organisation")
    }
    return [(registration, declared.get(registration.person_id)) for registration in coming]


def speakers_of(session: Session) -> QuerySet[Registration]:
    return COMING.filter(session=session, capacity=Capacity.SPEAKER).order_by("sitting__letter", "person__email")


def sittings_to_choose(session: Session) -> list[Sitting]:
    """The sittings that somebody can still register for: planned, and not over."""
    now = clock.now()
    return [
        sitting for sitting in session.sittings.all() if sitting.state == SittingState.PLANNED and now < sitting.ends_at
    ]


def sittings_to_switch_to(registration: Registration) -> list[Sitting]:
    """The other sittings, until the first of the two starts: nobody sits twice.

    Where the sitting itself was cancelled, the others stay open until they start.
    """
    now = clock.now()
    here = registration.sitting
    if here.state != SittingState.CANCELLED and here.starts_at <= now:
        return []
    return [
        sitting
        for sitting in registration.session.sittings.all()
        if sitting.pk != here.pk and sitting.state == SittingState.PLANNED and now < sitting.starts_at
    ]


def roster_entries(programme: Programme) -> list[tuple[str, str, tuple[str, ...]]]:
    """Whom a note of the programme must never name: `(kind, name, aliases)`, kind is person or organisation.

    People and organisations enrolled, by every name they gave, and everybody registered, speakers included.
    """
    entries: dict[tuple[str, str], set[str]] = {}
    enrolled = programme.enrolments.select_related("organisation", "person")
    for enrolment in enrolled:
        aliases = {line.strip() for line in enrolment.organisation.aliases.splitlines()}
        names = entries.setdefault(("organisation", enrolment.organisation.name), set())
        names |= (aliases | {enrolment.organisation_name}) - {"", enrolment.organisation.name}
        entries.setdefault(("person", enrolment.person.name), set())
    registered = Registration.objects.filter(session__season__programme=programme).select_related("person")
    for registration in registered:
        entries.setdefault(("person", registration.person.name), set())
    return sorted((kind, name, tuple(sorted(aliases))) for (kind, name), aliases in entries.items() if name)


def allow_list_of(programme: Programme) -> QuerySet[AllowedTerm]:
    """By term, each with its reason: for the page on which convenors keep the list."""
    return programme.allowed_terms.all()


def allowed_term(term_id: UUID) -> AllowedTerm:
    found = AllowedTerm.objects.select_related("programme").filter(pk=term_id).first()
    if found is None:
        raise NoSuchProgramme(_("There is no such name on the list."))
    return found


def allowed_terms(programme: Programme) -> list[tuple[str, str]]:
    """The programme's allow-list: `(term, reason)`, by term."""
    return list(programme.allowed_terms.values_list("term", "reason"))


def allow_list_version(programme: Programme) -> str:
    """SHA-256 (hex) of the allow-list's terms: what was checked against one list is not checked against another."""
    terms = sorted(term for term, _reason in allowed_terms(programme))
    return hashlib.sha256(json.dumps(terms, ensure_ascii=False).encode()).hexdigest()
