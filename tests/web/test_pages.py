from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from peerhouse.web.context import interface
from peerhouse.web.views import permission_denied

LANGUAGES = dict(settings.LANGUAGES)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("page", ["", "desk/", "style/"])
def test_page_is_in_its_language_and_direction(client, code, page):
    html = soup(client.get(f"/{code}/{page}")).html
    assert html["lang"] == code
    assert html["dir"] == ("rtl" if code == "ar" else "ltr")


def test_languages_lead_to_the_same_page_each_in_its_own_name(client):
    links = soup(client.get("/en/programmes/peer-learning/?page=2")).select("details.drop .pop a")
    assert {a["hreflang"]: a["href"] for a in links} == {
        code: f"/{code}/programmes/peer-learning/?page=2" for code in LANGUAGES
    }
    assert {a["hreflang"]: a.text for a in links} == LANGUAGES
    assert [a["hreflang"] for a in links if a.get("aria-current")] == ["en"]
    assert [a["hreflang"] for a in links if a["dir"] == "rtl"] == ["ar"]


def test_languages_of_a_page_that_is_not_there_lead_to_the_front_page(client):
    links = soup(client.get("/en/nowhere/")).select("details.drop .pop a")
    assert {a["hreflang"]: a["href"] for a in links} == {
        code: "/en/nowhere/" if code == "en" else f"/{code}/" for code in LANGUAGES
    }


def test_skip_link_leads_to_the_content(client):
    page = soup(client.get("/en/"))
    assert page.select_one("body > a.skip")["href"] == "#main"
    assert page.main["id"] == "main"


def test_public_page_has_no_strip_and_a_page_of_the_desk_has_one(client):
    assert soup(client.get("/en/")).aside is None
    assert "Secretariat only." in soup(client.get("/en/desk/")).aside.text


def test_messages_are_toasts_where_it_went_well_and_notices_where_not(client):
    page = soup(client.get("/en/desk/"))
    assert [toast.text.strip() for toast in page.select("[role=status] .toast")] == ["The session is planned."]
    assert [notice.text.strip() for notice in page.select(".notice[role=alert]")] == [
        "Sitting B has no convenor yet.",
        "The mail could not be sent.",
    ]


def test_title_begins_with_error_where_a_form_came_back(client):
    assert soup(client.get("/en/form/")).title.text == "Register – Peerhouse"
    assert soup(client.post("/en/form/", {"email": "x"})).title.text == "Error: Register – Peerhouse"


def test_bare_page_needs_no_request_and_brings_no_script():
    with translation.override("ar"):
        page = BeautifulSoup(render_to_string("web/bare.html", {"static_prefix": "/s/"}), "html.parser")
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert {link["href"] for link in page.select("link")} == {
        "/s/mark.svg",
        "/s/fonts/text-latin.woff2",
        "/s/css/tokens.css",
        "/s/css/peerhouse.css",
    }
    assert page.select("script, form, input") == []


@pytest.fixture
def signed_in(rf):
    request = rf.get("/en/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    request.user = SimpleNamespace(is_authenticated=True)
    return request


def test_page_of_somebody_signed_in_offers_to_sign_out(signed_in):
    page = BeautifulSoup(render_to_string("web/public.html", request=signed_in), "html.parser")
    assert page.select_one("form[action='/en/sign-out/'] input[name=csrfmiddlewaretoken]")
    assert {a["href"] for a in page.select("#menu a")} == {"/en/", "/en/programmes/", "/en/registrations/", "/en/me/"}


def test_page_of_somebody_with_a_desk_leads_there(signed_in):
    assert 'href="/en/desk/"' in render_to_string("web/public.html", {"on_desk": True}, request=signed_in)


def test_visitor_is_not_looked_up():
    class Trap:
        def __getattr__(self, name):
            raise AssertionError("the session was opened")

    request = RequestFactory().get("/en/")
    request.user = Trap()
    assert interface(request)["signed_in"]() is False


def test_person_with_a_session_that_ended_is_a_visitor():
    request = RequestFactory().get("/en/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "old"
    request.user = AnonymousUser()
    assert interface(request)["signed_in"]() is False


# What went wrong


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("not-allowed", 403, "Only the rapporteur writes this note."),
        ("forbidden", 403, "Ask the convenor."),
        ("missing", 404, "This session was taken out of the calendar."),
        ("conflict", 409, "Somebody else released it."),
        ("closed", 410, "Registration closed yesterday."),
        ("not-yet", 423, "A poll is open."),
    ],
)
def test_refusal_says_why_and_where_to_go(client, name, status, reason):
    response = client.get(f"/en/refuse/{name}/")
    assert response.status_code == status
    page = soup(response)
    assert page.select_one("main .lead").text == reason
    assert {a["href"] for a in page.select("main nav a")} == {"/en/programmes/", "/en/"}
    assert page.h1.text in page.title.text


def test_refusal_by_a_part_that_stands_before_the_pages_says_why_too(rf):
    response = permission_denied(rf.get("/en/"), PermissionDenied("Prove your second factor."))
    assert response.status_code == 403
    assert soup(response).select_one("main .lead").text == "Prove your second factor."


def test_refusal_is_json_for_a_script(client):
    response = client.get("/en/refuse/conflict/", headers={"accept": "application/json"})
    assert response.json() == {"reason": "Somebody else released it."}


def test_refusal_says_when_to_come_back(client):
    assert client.get("/en/refuse/not-yet/").headers["Retry-After"] == "7"


def test_page_that_is_not_there_helps_and_shows_no_patterns(client):
    response = client.get("/en/nowhere/")
    assert response.status_code == 404
    assert soup(response).select_one("main .lead") is None
    assert "tried" not in response.text
    assert soup(response).select_one("main a[href='/en/programmes/']")


def test_page_that_is_not_there_speaks_the_language_asked_for(client):
    assert soup(client.get("/ar/nowhere/")).html["dir"] == "rtl"


def test_failure_of_ours_tells_nothing_about_it():
    client = Client(raise_request_exception=False)
    response = client.get("/fr/refuse/broken/")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert soup(response).html["lang"] == "fr"
    assert soup(response).select("script") == []


def test_form_without_its_token_is_refused_with_words():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/en/form/", {"email": "x"})
    assert response.status_code == 403
    assert soup(response).select_one("main .lead").text.startswith("The page was open too long")


def test_request_that_django_distrusts_is_not_quoted(client):
    response = client.get("/en/", headers={"host": "evil.example<script>"})
    assert response.status_code == 400
    assert "evil.example" not in response.text
