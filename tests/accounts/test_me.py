"""People change what they say about themselves, and nothing else."""

import re

import pytest

from peerhouse.accounts import services
from peerhouse.accounts.enums import Role
from peerhouse.accounts.models import Person
from tests.factories import accounts

pytestmark = pytest.mark.django_db

DETAILS = {"name": "A name", "language": "fr", "time_zone": "Asia/Kolkata"}


@pytest.fixture
def person(client):
    person = accounts.person("person@company.example")
    client.force_login(person)
    return person


def test_visitor_is_sent_to_sign_in(client):
    assert client.get("/en/me/")["Location"] == "/en/sign-in/?next=%2Fen%2Fme%2F"


def test_details_are_saved_and_answered_in_the_chosen_language(client, person):
    answer = client.post("/en/me/", DETAILS)
    assert answer["Location"] == "/fr/me/"
    person.refresh_from_db()
    assert (person.name, person.language, person.time_zone) == ("A name", "fr", "Asia/Kolkata")
    assert str(person) == "A name"


def test_nothing_but_details_can_be_changed(client, person):
    client.post("/en/me/", DETAILS | {"email": "other@company.example", "is_superuser": "on", "is_active": ""})
    person.refresh_from_db()
    assert (person.email, person.is_superuser, person.is_active) == ("person@company.example", False, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [("language", "tlh"), ("time_zone", "Mars/Olympus"), ("time_zone", "../etc"), ("name", "x" * 121)],
)
def test_mistaken_details_change_nothing_and_lose_nothing(client, person, name, value):
    answer = client.post("/en/me/", DETAILS | {name: value})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Error:" in page
    assert f'aria-describedby="id_{name}' in page
    if name != "name":
        assert 'value="A name"' in page
    person.refresh_from_db()
    assert person.name == ""


def test_page_offers_every_zone_that_is_a_place_by_continent(client, person):
    page = client.get("/en/me/").content.decode()
    assert re.findall(r'<optgroup label="([^"]+)"', page)[:3] == ["Africa", "Americas", "Antarctica"]
    for key, place in {"Europe/Zurich": "Geneva", "America/Argentina/Ushuaia": "Ushuaia", "UTC": "UTC"}.items():
        assert re.search(rf'<option value="{key}"[^>]*>{place}</option>', page)
    assert 'value="Etc/GMT+5"' not in page
    assert 'value="US/Pacific"' not in page


def test_page_leads_staff_to_their_second_factor(client, person):
    assert "/en/me/security/" not in client.get("/en/me/").content.decode()
    person.grants.create(role=Role.REVIEWER)
    page = client.get("/en/me/").content.decode()
    assert "/en/me/security/" in page
    assert "Reviewer" in page


def test_people_describe_themselves_alone(person):
    with pytest.raises(AssertionError):
        services.describe_person(person, actor=accounts.person(), **DETAILS)
    assert Person.objects.get(pk=person.pk).name == ""
