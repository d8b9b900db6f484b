"""What one has registered for: switch, give up, and the reason where that is no longer possible."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from peerhouse.programmes import queries, services
from tests.factories import accounts, programmes

MINE = "/en/me/registrations/"


@pytest.fixture
def person(db):
    return accounts.person()


@pytest.fixture
def client(person, signed_in) -> Client:
    return signed_in(person)


@pytest.fixture
def seat(person):
    return programmes.registration(person, programmes.sitting())


def main_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").main


def test_page_is_empty_for_who_has_no_seat(client):
    assert "No sitting yet" in main_of(client.get(MINE)).get_text()


def test_visitor_is_asked_to_sign_in(db):
    assert Client().get(MINE)["Location"] == "/en/sign-in/?next=%2Fen%2Fme%2Fregistrations%2F"


def test_seat_is_switched_on_the_page(client, person, seat):
    button = main_of(client.get(MINE)).select_one("form[action$='/switch/']")
    assert button.button.get_text().startswith("Switch to sitting B")
    response = client.post(button["action"], {"sitting": button.select_one("[name=sitting]")["value"]}, follow=True)
    assert queries.registration_in_session(person, seat.session).sitting.letter == "B"
    assert "You have a seat in sitting B now." in response.content.decode()


def test_switch_to_what_cannot_be_chosen_is_refused_in_words(client, person, seat):
    for sitting in ("", str(seat.sitting_id), "nonsense"):
        response = client.post(reverse("registration-switch", args=[seat.pk]), {"sitting": sitting}, follow=True)
        assert "You cannot switch to this sitting any more." in response.content.decode()
    assert queries.registration_in_session(person, seat.session).sitting.letter == "A"


def test_seat_is_given_up_on_the_page(client, person, seat):
    form = main_of(client.get(MINE)).select_one("form[action$='/cancel/']")
    response = client.post(form["action"], follow=True)
    assert queries.registration_in_session(person, seat.session) is None
    assert "No sitting yet" in main_of(response).get_text()
    again = client.post(form["action"])
    assert (again.status_code, "You have cancelled" in again.content.decode()) == (403, True)


def test_page_gives_the_reason_once_the_sitting_started(client, seat, at):
    at(seat.sitting.starts_at + timedelta(minutes=1))
    main = main_of(client.get(MINE))
    assert not main.select("form[action$='/switch/'], form[action$='/cancel/']")
    assert "You can switch until the first of the two sittings starts." in main.get_text()
    assert "You can cancel until the sitting starts." in main.get_text()
    refused = client.post(reverse("registration-cancel", args=[seat.pk]))
    assert (refused.status_code, "until the sitting starts" in refused.content.decode()) == (403, True)


def test_cancelled_sitting_says_so_and_offers_the_other(client, seat, convenor):
    services.cancel_sitting(seat.sitting, actor=convenor)
    main = main_of(client.get(MINE))
    assert "This sitting is cancelled" in main.get_text()
    assert main.select_one("form[action$='/switch/']")
    assert not main.select(f'a[href="{reverse("door", args=[seat.sitting_id])}"]')


def test_speaker_is_marked_on_their_own_page(client, person, seat, convenor):
    services.add_speaker(seat.sitting, person.email, actor=convenor)
    assert "Speaker" in main_of(client.get(MINE)).get_text()


def test_seat_of_somebody_else_is_not_there(signed_in, seat):
    other = signed_in(accounts.person())
    for name in ("registration-switch", "registration-cancel"):
        assert other.post(reverse(name, args=[seat.pk])).status_code == 404
    assert "No sitting yet" in main_of(other.get(MINE)).get_text()


@pytest.mark.parametrize("seats", [1, 3])
def test_page_asks_the_database_as_often_for_three_seats_as_for_one(client, person, seats, django_assert_num_queries):
    season = programmes.season()
    for number in range(seats):
        programmes.registration(person, programmes.sitting(programmes.session(season, number=number + 1)))
    with django_assert_num_queries(4):
        client.get(MINE)
