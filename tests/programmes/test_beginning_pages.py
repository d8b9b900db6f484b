"""A convenor begins: a programme, its season, and the names that its notes may hold."""

import pytest
from django.test import Client
from django.urls import reverse

from peerhouse.kernel import audit
from peerhouse.programmes import queries, services
from peerhouse.programmes.enums import ProgrammeKind
from peerhouse.programmes.models import AllowedTerm, Programme, Season
from tests.factories import programmes
from tests.programmes.pages import errors_of, page_of

NEW = {
    "title": "Peer learning",
    "slug": "peer-learning",
    "kind": "open",
    "audience": "Companies that use technology.",
    "lead": "Companies learn from each other.",
    "description": "Six **sessions** a year.",
    "language": "fr",
}


@pytest.fixture
def client(convenor, signed_in) -> Client:
    return signed_in(convenor)


def test_programme_is_made_and_its_statements_come_next(client, convenor):
    address = reverse("programme-new")
    assert page_of(client.get("/en/convene/")).select_one(f'a[href="{address}"]')
    assert page_of(client.get(address)).select_one("#id_language option[selected]")["value"] == "en"
    response = client.post(address, NEW)
    programme = Programme.objects.get()
    assert response["Location"] == reverse("statements", args=[programme.pk])
    assert {name: getattr(programme, name) for name in NEW} == NEW
    (event,) = audit.about(programme)
    assert (event.action, event.actor) == ("programme created", convenor)
    assert "<strong>sessions</strong>" in Client().get(reverse("programme", args=["peer-learning"])).text


def test_programme_says_every_error_and_keeps_what_was_typed(client):
    typed = NEW | {"title": "", "slug": "Peer learning", "kind": "", "audience": "", "lead": "Kept & safe"}
    response = client.post(reverse("programme-new"), typed | {"description": ""})
    assert errors_of(response) == {
        "title": "Enter a title",
        "slug": "Use small letters, digits and hyphens alone, like peer-learning or 2027",
        "kind": "Choose who can take part",
        "audience": "Say in a sentence whom the programme is for",
        "description": "Describe the programme in a few sentences",
    }
    assert page_of(response).select_one("#id_lead")["value"] == "Kept & safe"
    assert not Programme.objects.exists()


@pytest.mark.parametrize("slug", ["2027", "a", "peer-learning-2", " 2027\n"])
def test_address_can_have_letters_digits_and_hyphens(client, slug):
    client.post(reverse("programme-new"), NEW | {"slug": slug})
    assert Programme.objects.get().slug == slug.strip()


@pytest.mark.parametrize("slug", ["-a", "a-", "a--b", "a_b", "a/b", "é", "a" * 51, "2027\n-"])
def test_address_that_would_break_a_link_is_refused(client, slug):
    response = client.post(reverse("programme-new"), NEW | {"slug": slug})
    assert list(errors_of(response)) == ["slug"]
    assert not Programme.objects.exists()


def test_programme_with_a_taken_address_is_refused_beside_its_field(client):
    programmes.programme(slug="peer-learning")
    response = client.post(reverse("programme-new"), NEW)
    assert errors_of(response) == {"slug": "There is a programme with this address already."}
    assert Programme.objects.count() == 1


def test_season_is_made_and_its_first_session_comes_next(client):
    programme = programmes.programme(ProgrammeKind.INVITATION)
    address = reverse("season-new", args=[programme.pk])
    assert page_of(client.get("/en/convene/")).select_one(f'a[href="{address}"]')
    assert programme.title in client.get(address).text
    response = client.post(address, {"title": "Season 2027", "slug": "2027"})
    season = Season.objects.get()
    assert response["Location"] == reverse("session-new", args=[season.pk])
    assert (season.programme, season.title, season.slug) == (programme, "Season 2027", "2027")


def test_season_with_a_taken_or_missing_address_is_refused_beside_its_field(client):
    programme = programmes.season(slug="2027").programme
    address = reverse("season-new", args=[programme.pk])
    taken = client.post(address, {"title": "Season 2027", "slug": "2027"})
    assert errors_of(taken) == {"slug": "This programme has a season with this address already."}
    missing = client.post(address, {"title": "", "slug": ""})
    assert errors_of(missing) == {
        "title": "Enter a title",
        "slug": "Enter the last part of the address, like peer-learning or 2027",
    }
    assert Season.objects.count() == 1


def test_name_is_allowed_with_a_reason_and_taken_off_the_list(client, convenor):
    programme = programmes.programme()
    address = reverse("allowed-terms", args=[programme.pk])
    assert page_of(client.get("/en/convene/")).select_one(f'a[href="{address}"]')
    assert "No name yet." in client.get(address).text
    client.post(address, {"term": " Sample Act ", "reason": "It is a law"})
    client.post(address, {"term": "Sample Act", "reason": "It is public"})
    assert queries.allowed_terms(programme) == [("Sample Act", "It is public")]
    page = page_of(client.get(address))
    assert "It is public" in page.main.get_text()
    form = page.select_one("form[action$='/remove/']")
    assert client.post(form["action"])["Location"] == address
    assert queries.allowed_terms(programme) == []
    assert client.post(form["action"]).status_code == 404
    assert {event.actor for event in audit.events("term disallowed")} == {convenor}


def test_name_without_a_reason_is_refused_and_kept(client):
    programme = programmes.programme()
    address = reverse("allowed-terms", args=[programme.pk])
    response = client.post(address, {"term": "Sample Act", "reason": " "})
    assert errors_of(response) == {"reason": "Say why a note may hold this name"}
    assert page_of(response).select_one("#id_term")["value"] == "Sample Act"
    assert errors_of(client.post(address, {"reason": "x"})) == {"term": "Enter the name as notes write it"}
    assert not AllowedTerm.objects.exists()


def test_list_shows_the_names_of_its_programme_alone(client):
    here, elsewhere = programmes.programme(), programmes.programme()
    services.allow_term(elsewhere, "Sample Act", "It is a law", actor=None)
    assert "Sample Act" not in client.get(reverse("allowed-terms", args=[here.pk])).text
