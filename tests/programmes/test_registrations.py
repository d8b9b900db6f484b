"""Seats: taken, switched, given up, forgotten."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from peerhouse.accounts.enums import Region, Sector, Size
from peerhouse.accounts.models import Person
from peerhouse.kernel.models import AuditEvent
from peerhouse.programmes import queries, services
from peerhouse.programmes.enums import Capacity, Eligibility, ProgrammeKind, StatementKind
from peerhouse.programmes.errors import AlreadyThere, NotEligible, NotYours, SittingOver, StatementChanged
from peerhouse.programmes.events import Cancelled, Registered, Switched
from peerhouse.programmes.models import Acceptance, Invitation, Registration
from tests.factories import accounts, programmes


@pytest.fixture
def sittings(db):
    """The two sittings of one session."""
    session = programmes.session()
    return programmes.sitting(session, "A"), programmes.sitting(session, "B")


def test_registration_gives_a_seat_and_enrols(sittings, told):
    first, _second = sittings
    person = accounts.person()
    told()
    rules = programmes.statement(first.session.season.programme)
    seat = programmes.registration(person, first, name="A person", language="ar", time_zone="Asia/Amman", rules=rules)
    assert queries.registration_for(person, first) == seat
    assert queries.registration_in_session(person, first.session) == seat
    assert (seat.reasons, seat.accepted_rules, seat.capacity) == (["peers"], rules, Capacity.PARTICIPANT)
    person.refresh_from_db()
    assert (person.name, person.language, person.time_zone) == ("A person", "ar", "Asia/Amman")
    enrolment = queries.enrolment_of(person, first.session.season.programme)
    assert (enrolment.organisation.name, enrolment.sector) == ("Sample Messaging", Sector.PLATFORMS)
    assert told() == [Registered(seat.pk)]


def test_registering_leaves_no_audit_event(sittings):
    first, second = sittings
    person = accounts.person()
    AuditEvent.objects.all().delete()
    seat = programmes.registration(person, first)
    seat = services.switch_sitting(seat, second, actor=person)
    services.cancel_registration(seat, actor=person)
    assert not AuditEvent.objects.exists()


def test_two_people_of_one_organisation_never_see_each_others_words(sittings):
    first, second = sittings
    one, other = accounts.person(), accounts.person()
    programmes.registration(one, first, organisation="Sample Messaging", size=Size.LARGE)
    programmes.registration(other, second, organisation="sample  messaging", size=Size.SMALL, region=Region.AFRICA)
    programme = first.session.season.programme
    mine, theirs = queries.enrolment_of(one, programme), queries.enrolment_of(other, programme)
    assert mine.organisation == theirs.organisation
    assert (theirs.organisation_name, theirs.size) == ("sample  messaging", Size.SMALL)


def test_registration_refuses_who_does_not_represent_a_company(sittings):
    first, _second = sittings
    with pytest.raises(NotEligible):
        programmes.registration(accounts.person(), first, eligibility=Eligibility.NOT_INDUSTRY)
    assert not Registration.objects.exists()


def test_registration_refuses_ground_rules_that_are_no_longer_in_force(sittings):
    first, _second = sittings
    old = programmes.statement(first.session.season.programme)
    programmes.statement(first.session.season.programme, text="- Newer.")
    for read in (old, None):
        with pytest.raises(StatementChanged):
            programmes.registration(accounts.person(), first, rules=read)


def test_registration_refuses_a_cancelled_sitting(sittings, convenor):
    first, _second = sittings
    services.cancel_sitting(first, actor=convenor)
    with pytest.raises(SittingOver):
        programmes.registration(accounts.person(), queries.sitting(first.pk))


def test_registration_refuses_whom_the_rule_denies(db):
    closed = programmes.season(programmes.programme(ProgrammeKind.INVITATION))
    sitting = programmes.sitting(programmes.session(closed))
    with pytest.raises(NotYours):
        programmes.registration(accounts.person(), sitting)


def test_person_has_one_seat_in_a_session(sittings):
    first, second = sittings
    person = accounts.person()
    programmes.registration(person, first)
    with pytest.raises(AlreadyThere):
        programmes.registration(person, second)


def test_switched_seat_is_the_same_row(sittings, told):
    first, second = sittings
    person = accounts.person()
    seat = programmes.registration(person, first)
    told()
    services.switch_sitting(seat, second, actor=person)
    assert queries.registration_for(person, first) is None
    assert queries.registration_for(person, second).pk == seat.pk
    assert told() == [Switched(seat.pk, from_sitting_id=first.pk)]


def test_switch_refuses_another_session_and_another_person(sittings):
    first, second = sittings
    person = accounts.person()
    seat = programmes.registration(person, first)
    elsewhere = programmes.sitting(programmes.session(first.session.season, number=2))
    with pytest.raises(SittingOver):
        services.switch_sitting(seat, elsewhere, actor=person)
    with pytest.raises(NotYours):
        services.switch_sitting(seat, second, actor=accounts.person())


def test_switch_is_refused_once_the_first_sitting_started(sittings, at):
    first, second = sittings
    person = accounts.person()
    seat = programmes.registration(person, first)
    at(first.starts_at + timedelta(minutes=1))
    with pytest.raises(NotYours, match="until the first of the two"):
        services.switch_sitting(seat, second, actor=person)


def test_seat_given_up_and_taken_again_is_the_same_row(sittings, told):
    first, second = sittings
    person = accounts.person()
    seat = programmes.registration(person, first)
    told()
    services.cancel_registration(seat, actor=person)
    assert queries.registration_for(person, first) is None
    assert queries.registrations_of(person) == []
    assert programmes.registration(person, second).pk == seat.pk
    assert queries.registration_for(person, second).pk == seat.pk
    assert told() == [Cancelled(seat.pk), Registered(seat.pk)]


def test_seat_cannot_be_given_up_once_the_sitting_started(sittings, at):
    first, _second = sittings
    person = accounts.person()
    seat = programmes.registration(person, first)
    at(first.starts_at)
    with pytest.raises(NotYours, match="until the sitting starts"):
        services.cancel_registration(seat, actor=person)


def test_speaker_gets_an_account_and_a_seat(sittings, convenor, told):
    first, _second = sittings
    told()
    seat = services.add_speaker(first, "Speaker@Company.example", actor=convenor)
    assert seat.person == Person.objects.get(email="speaker@company.example")
    assert list(queries.speakers_of(first.session)) == [seat]
    assert told() == [Registered(seat.pk)]
    (event,) = AuditEvent.objects.filter(action="speaker added")
    assert event.detail == {}


def test_participant_becomes_a_speaker_in_the_same_seat(sittings, convenor, told):
    first, second = sittings
    person = accounts.person("participant@company.example")
    seat = programmes.registration(person, first)
    told()
    services.add_speaker(second, "participant@company.example", actor=convenor)
    again = queries.registration_for(person, first)
    assert (again.pk, again.capacity) == (seat.pk, Capacity.SPEAKER)
    assert told() == []


def test_speaker_who_had_left_comes_back(sittings, convenor):
    first, second = sittings
    person = accounts.person("participant@company.example")
    seat = programmes.registration(person, first)
    services.cancel_registration(seat, actor=person)
    services.add_speaker(second, "participant@company.example", actor=convenor)
    assert queries.registration_for(person, second).pk == seat.pk


def test_registrations_in_a_sitting_show_what_people_declared(sittings, convenor):
    first, _second = sittings
    person = accounts.person()
    programmes.registration(person, first)
    services.add_speaker(first, "speaker@company.example", actor=convenor)
    (speaker, nothing), (seat, declared) = queries.registrations_in(first)
    assert (speaker.person.email, nothing) == ("speaker@company.example", None)
    assert (seat.person, declared.organisation.name) == (person, "Sample Messaging")


def test_acceptance_is_for_a_version_and_a_sitting(sittings):
    first, second = sittings
    person = accounts.person()
    programme = first.session.season.programme
    rules = programmes.statement(programme)
    antitrust = programmes.statement(programme, StatementKind.ANTITRUST)
    assert queries.statements_to_accept(person, first) == [rules, antitrust]
    services.accept_statement(person, first, rules)
    services.accept_statement(person, first, rules)
    services.accept_statement(person, first, antitrust)
    assert queries.statements_to_accept(person, first) == []
    assert queries.statements_to_accept(person, second) == [rules, antitrust]
    newer = programmes.statement(programme, text="- Changed.")
    assert queries.statements_to_accept(person, first) == [newer]
    assert Acceptance.objects.count() == 2


def test_acceptance_refuses_a_version_that_is_no_longer_in_force(sittings):
    first, _second = sittings
    old = programmes.statement(first.session.season.programme)
    programmes.statement(first.session.season.programme, text="- Changed.")
    with pytest.raises(StatementChanged):
        services.accept_statement(accounts.person(), first, old)


def test_registrations_are_forgotten_30_days_after_the_sitting(sittings, at):
    first, second = sittings
    person, other = accounts.person(), accounts.person()
    rules = programmes.statement(first.session.season.programme)
    programmes.registration(person, first)
    programmes.registration(other, second)
    services.accept_statement(person, first, rules)
    at(first.ends_at + timedelta(days=30) - timedelta(minutes=1))
    services.forget_past_registrations(actor=None)
    assert Registration.objects.count() == 2
    at(first.ends_at + timedelta(days=30))
    call_command("forget_past_registrations")
    call_command("forget_past_registrations")
    assert [seat.person for seat in Registration.objects.all()] == [other]
    assert not Acceptance.objects.exists()
    assert AuditEvent.objects.filter(action="registrations deleted").count() == 1


def test_no_row_about_a_person_names_them_in_a_log_or_a_traceback(sittings, convenor):
    first, _second = sittings
    programme = first.session.season.programme
    person = accounts.person("somebody@company.example", name="Somebody")
    rules = programmes.statement(programme)
    rows = [
        programmes.registration(person, first, name="Somebody", organisation="Sample Telecom"),
        services.accept_statement(person, first, rules),
        queries.enrolment_of(person, programme),
        Invitation.objects.create(programme=programme, email=person.email),
        services.allow_term(programme, "A public law", "It is public", actor=convenor),
    ]
    assert [str(row) for row in rows] == [str(first), "ground-rules 1", str(programme), str(programme), "A public law"]
