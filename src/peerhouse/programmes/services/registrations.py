"""Seats: taken, switched, given up and forgotten. No audit event says who did: attendance is nobody's business."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from peerhouse.accounts import services as accounts
from peerhouse.accounts.enums import Region, Sector, Size
from peerhouse.kernel import audit, clock, events
from peerhouse.kernel.decisions import Decision, Denied
from peerhouse.programmes import mails, queries, rules
from peerhouse.programmes.enums import Capacity, Eligibility, RegistrationState, StatementKind
from peerhouse.programmes.errors import AlreadyThere, NotEligible, NotYours, SittingOver, StatementChanged
from peerhouse.programmes.events import Cancelled, Registered, Switched
from peerhouse.programmes.models import Acceptance, Enrolment, Registration, Sitting, Statement

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person

KEPT_FOR: Final = timedelta(days=30)
"""How long after its sitting a registration is kept. The register page promises it."""


@dataclass(frozen=True)
class Answers:
    """What a person says of themselves on registering. `rules` is the version of the ground rules that they read."""

    name: str
    organisation: str
    sector: Sector
    region: Region
    size: Size
    eligibility: Eligibility
    reasons: Sequence[str]
    language: str
    time_zone: str
    rules: Statement | None


@transaction.atomic
def register(sitting: Sitting, answers: Answers, *, actor: "Person") -> Registration:
    """Gives the actor a seat and enrols them in the programme; the confirmation goes out once the keys are there.

    Raises NotYours where a rule denies it, NotEligible, StatementChanged, SittingOver and AlreadyThere.
    """
    session = sitting.session
    programme = session.season.programme
    _require(rules.register(actor, session))
    if answers.eligibility == Eligibility.NOT_INDUSTRY:
        raise NotEligible(_("This programme is for companies."))
    if answers.rules != queries.current_statement(programme, StatementKind.GROUND_RULES):
        raise StatementChanged(_("The ground rules changed while you were reading. Read them again."))
    if sitting not in queries.sittings_to_choose(session):
        raise SittingOver(_("This sitting is over or was cancelled. Choose another."))
    accounts.describe_person(
        actor, name=answers.name, language=answers.language, time_zone=answers.time_zone, actor=actor
    )
    organisation = accounts.describe_organisation(
        answers.organisation, answers.sector, answers.region, answers.size, actor=actor
    )
    Enrolment.objects.update_or_create(
        programme=programme,
        person=actor,
        defaults={
            "organisation": organisation,
            "organisation_name": answers.organisation,
            "sector": answers.sector,
            "region": answers.region,
            "size": answers.size,
            "eligibility": answers.eligibility,
        },
    )
    registration = _take_seat(sitting, actor, Capacity.PARTICIPANT)
    registration.reasons, registration.accepted_rules = list(answers.reasons), answers.rules
    registration.save()
    events.publish(Registered(registration.pk))
    return registration


@transaction.atomic
def switch_sitting(registration: Registration, sitting: Sitting, *, actor: "Person") -> Registration:
    """Moves the seat to another sitting of the session, until the first of the two starts."""
    registration = _locked(registration)
    _require(rules.switch_sitting(actor, registration))
    if sitting not in queries.sittings_to_switch_to(registration):
        raise SittingOver(_("You cannot switch to this sitting any more."))
    left, registration.sitting = registration.sitting, sitting
    registration.save(update_fields=["sitting"])
    mails.send_switched(registration, left=left)
    events.publish(Switched(registration.pk, from_sitting_id=left.pk))
    return registration


@transaction.atomic
def cancel_registration(registration: Registration, *, actor: "Person") -> Registration:
    """Gives the seat up, until the sitting starts. The person can register again."""
    registration = _locked(registration)
    _require(rules.cancel_registration(actor, registration))
    registration.state = RegistrationState.CANCELLED
    registration.save(update_fields=["state"])
    mails.send_cancelled(registration)
    events.publish(Cancelled(registration.pk))
    return registration


@transaction.atomic
def add_speaker(sitting: Sitting, email: str, *, actor: "Person") -> Registration:
    """Gives the owner of the address a seat as a speaker; who has a seat in this session already becomes one there."""
    programme = sitting.session.season.programme
    speaker = accounts.open_account(email, language=programme.language, time_zone=sitting.time_zone, actor=actor)
    registration = Registration.objects.filter(session=sitting.session, person=speaker).first()
    if registration and registration.state == RegistrationState.REGISTERED:
        registration.capacity = Capacity.SPEAKER
        registration.save(update_fields=["capacity"])
    else:
        registration = _take_seat(sitting, speaker, Capacity.SPEAKER)
        events.publish(Registered(registration.pk))
    audit.record("speaker added", sitting, actor=actor)
    return registration


@transaction.atomic
def accept_statement(actor: "Person", sitting: Sitting, statement: Statement) -> Acceptance:
    """Writes that the actor accepted this version for this sitting; one that is no longer in force is refused."""
    if statement not in queries.current_statements(sitting.session.season.programme):
        raise StatementChanged(_("This text changed while you were reading. Read it again."))
    acceptance, _created = Acceptance.objects.get_or_create(person=actor, sitting=sitting, statement=statement)
    return acceptance


@transaction.atomic
def forget_past_registrations(*, actor: "Person | None") -> None:
    """Deletes who registered, why, and what they accepted, 30 days after each sitting. Run once a day."""
    now = clock.now()
    past = Sitting.objects.filter(starts_at__lt=now - KEPT_FOR, registrations__isnull=False).distinct()
    for sitting in past:
        if sitting.ends_at + KEPT_FOR <= now:
            Acceptance.objects.filter(sitting=sitting).delete()
            sitting.registrations.all().delete()
            audit.record("registrations deleted", sitting, actor=actor)


def _require(decision: Decision) -> None:
    if isinstance(decision, Denied):
        raise NotYours(decision.reason)


def _locked(registration: Registration) -> Registration:
    rows = Registration.objects.select_for_update(of=("self",)).select_related(
        "person", "sitting", "session__season__programme"
    )
    return rows.get(pk=registration.pk)


def _take_seat(sitting: Sitting, person: "Person", capacity: Capacity) -> Registration:
    """The one row of this person in this session: new, or revived where they had cancelled."""
    registration, created = Registration.objects.select_for_update().get_or_create(
        session=sitting.session, person=person, defaults={"sitting": sitting, "capacity": capacity}
    )
    if not created:
        if registration.state == RegistrationState.REGISTERED:
            raise AlreadyThere(_("You are registered for this session already."))
        registration.sitting, registration.capacity = sitting, capacity
        registration.state = RegistrationState.REGISTERED
        registration.save(update_fields=["sitting", "capacity", "state"])
    return registration
