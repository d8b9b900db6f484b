"""Registering in a browser without script."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from peerhouse.accounts.models import Organisation
from peerhouse.programmes import queries, services
from peerhouse.programmes.enums import ProgrammeKind
from peerhouse.programmes.models import Invitation, Registration
from tests.factories import accounts, programmes
from tests.programmes.test_calendars import held_on, shown

NOWHERE = "00000000-0000-4000-8000-000000000000"


def address_of(session) -> str:
    return reverse("register", args=[session.pk])


def page_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def good_answers(session, **changed) -> dict:
    rules = queries.current_statements(session.season.programme).first()
    answers = {
        "name": "A participant",
        "organisation": "Sample Messaging",
        "sector": "platforms",
        "region": "africa",
        "size": "medium",
        "eligibility": "technology",
        "reasons": ["peers", "remedy"],
        "sitting": str(queries.sittings_of(session)[0].pk),
        "language": "en",
    }
    if rules:
        answers |= {"rules": "on", "rules_version": rules.sha256}
    return answers | changed


@pytest.fixture
def session(db):
    made = programmes.session()
    programmes.statement(made.season.programme)
    return made


@pytest.fixture
def person(db):
    return accounts.person("participant@company.example", time_zone="Africa/Nairobi")


@pytest.fixture
def client(person, signed_in) -> Client:
    return signed_in(person)


def test_visitor_signs_in_first_and_comes_back(session):
    response = Client().get(address_of(session))
    assert response.status_code == 302
    assert response["Location"] == f"/en/sign-in/?next={address_of(session).replace('/', '%2F')}"


def test_form_shows_each_sitting_on_the_readers_clock_and_on_its_own(client, at):
    at(programmes.in_days(0).replace(year=2023, month=3, day=1))
    session = queries.session(held_on(programmes.season(), 2, "2023-03-15").pk)
    page = page_of(client.get(address_of(session)))
    labels = [label.get_text(" ", strip=True) for label in page.select(".boxed .choice")]
    assert labels == [
        "A: 12:00–13:15 Wednesday 15 March 2023 10:00 in Geneva",
        "B: 19:00–20:15 Wednesday 15 March 2023 09:00 in San Francisco",
    ]


def test_registration_ends_on_a_page_that_says_what_happens_next(client, person, session):
    response = client.post(address_of(session), good_answers(session, language="fr"))
    assert (response.status_code, response["Location"]) == (302, address_of(session))
    seat = queries.registration_in_session(person, session)
    assert (seat.sitting.letter, seat.reasons) == ("A", ["peers", "remedy"])
    assert seat.accepted_rules == queries.current_statements(session.season.programme).first()
    person.refresh_from_db()
    assert (person.language, person.time_zone) == ("fr", "Africa/Nairobi")
    page = page_of(client.get(address_of(session)))
    assert page.h1.get_text() == "You have a seat"
    assert page.select_one(f'a[href="{reverse("door", args=[seat.sitting_id])}"]')


def test_nothing_typed_is_lost_and_each_error_stands_beside_its_field(client, session):
    second = queries.sittings_of(session)[1]
    typed = good_answers(
        session, name="Typed & kept", eligibility="not-industry", sitting=str(second.pk), language="ru"
    )
    response = client.post(address_of(session), typed | {"reasons": [], "size": ""})
    page = page_of(response)
    assert response.status_code == 200
    assert page.title.get_text().startswith("Error:")
    assert not Registration.objects.exists()
    assert page.select_one("#id_name")["value"] == "Typed & kept"
    assert page.select_one("#id_organisation")["value"] == "Sample Messaging"
    assert {"not-industry", str(second.pk), "on"} == {tag.get("value", "on") for tag in page.select("input[checked]")}
    assert page.select_one("#id_language option[selected]")["value"] == "ru"
    errors = {tag["id"]: tag.get_text(" ", strip=True) for tag in page.select("[id$=_error]")}
    assert errors["id_size_error"] == "Choose the size of your company"
    assert errors["id_reasons_error"] == "Choose at least one reason"
    assert "civil society working group" in errors["id_eligibility_error"]
    links = [link["href"] for link in page.select(".notice.critical a")]
    assert links == ["#id_size", "#id_eligibility_0", "#id_reasons_0"]
    assert all(page.select_one(link) for link in links)


def test_empty_form_names_everything_that_is_missing(client, session):
    page = page_of(client.post(address_of(session), {}))
    assert len(page.select("[id$=_error]")) == 10


def test_ground_rules_that_changed_meanwhile_are_read_again(client, session):
    typed = good_answers(session)
    newer = programmes.statement(session.season.programme, text="- Changed.")
    page = page_of(client.post(address_of(session), typed))
    assert "changed while you were reading" in page.select_one("#id_rules_error").get_text()
    assert not page.select_one("#id_rules").has_attr("checked")
    assert page.select_one("[name=rules_version]")["value"] == newer.sha256
    response = client.post(address_of(session), typed | {"rules_version": newer.sha256})
    assert response.status_code == 302


def test_programme_without_ground_rules_asks_for_no_tick(client, person):
    session = programmes.session()
    assert not page_of(client.get(address_of(session))).select("#id_rules")
    assert client.post(address_of(session), good_answers(session)).status_code == 302
    assert queries.registration_in_session(person, session).accepted_rules is None


def test_sitting_that_is_no_longer_there_is_refused_beside_its_field(client, session, convenor):
    typed = good_answers(session)
    services.cancel_sitting(programmes.sitting(session), actor=convenor)
    page = page_of(client.post(address_of(session), typed))
    assert page.select_one("#id_sitting_error")
    assert len(page.select(".boxed .choice")) == 1


def test_second_session_is_filled_in_with_ones_own_words_only(client, person, session):
    services.register(
        programmes.sitting(session),
        programmes.answers(programmes.sitting(session), organisation="sample messaging", size="large"),
        actor=person,
    )
    Organisation.objects.update(name="SAMPLE MESSAGING", size="small")
    second = programmes.session(session.season, number=2)
    page = page_of(client.get(address_of(second)))
    assert page.select_one("#id_organisation")["value"] == "sample messaging"
    assert page.select_one("#id_size option[selected]")["value"] == "large"


def test_newcomer_sees_nothing_of_an_organisation_that_is_there(client, session):
    organisation = accounts.organisation("Sample Messaging")
    page = client.get(address_of(session)).content.decode()
    assert organisation.name not in page


def test_register_page_never_says_how_many(client, session):
    before = page_of(client.get(address_of(session))).main.get_text()
    for _number in range(3):
        programmes.registration(accounts.person(), programmes.sitting(session))
    assert page_of(client.get(address_of(session))).main.get_text() == before


def test_session_that_is_over_says_why_nobody_can_register(client, db):
    past = programmes.session(starts=[programmes.in_days(-2)])
    response = client.get(address_of(past))
    assert response.status_code == 403
    assert "Registration is closed" in response.content.decode()


def test_sessions_that_a_person_may_not_see_and_those_that_are_not_there_look_the_same(client, person, db):
    closed = programmes.session(programmes.season(programmes.programme(ProgrammeKind.INVITATION)))
    draft = programmes.session(published=False)
    nowhere = shown(client.get(reverse("register", args=[NOWHERE])), NOWHERE)
    for session in (closed, draft):
        response = client.get(address_of(session))
        assert response.status_code == 404
        assert shown(response, str(session.pk)) == nowhere
    Invitation.objects.create(programme=closed.season.programme, email=person.email)
    assert client.get(address_of(closed)).status_code == 200


@pytest.mark.parametrize("sittings", [1, 3])
def test_register_page_asks_the_database_as_often_for_three_sittings_as_for_one(
    client, db, sittings, django_assert_num_queries
):
    session = programmes.session(starts=[programmes.in_days(10 + number) for number in range(sittings)])
    programmes.statement(session.season.programme)
    with django_assert_num_queries(7):
        client.get(address_of(session))
