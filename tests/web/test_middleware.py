from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils import timezone

from peerhouse.web.middleware import ReaderTimeZone

ADDRESSES = ["/", "/en/", "/en/style/", "/en/nowhere/", "/en/refuse/not-allowed/", "/en/refuse/closed/", "/plain/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_policy(client, address):
    headers = client.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert {
        policy[name] for name in ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action")
    } == {"'self'"}
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_policy_allows_nothing_unsafe(client):
    policy = client.get("/en/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "data:" not in policy
    assert "http" not in policy


def test_view_can_tighten_the_policy_and_not_replace_it(client):
    ours, theirs = client.get("/upload/").headers["Content-Security-Policy"].split(", ")
    assert ours == client.get("/plain/").headers["Content-Security-Policy"]
    assert theirs == "default-src 'none'; sandbox"


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a != "/"])
def test_visitor_gets_no_cookie(client, address):
    response = client.get(address)
    assert "Set-Cookie" not in response.headers
    assert not response.cookies


def test_answer_that_comes_of_cookies_is_not_kept_for_others(client):
    assert "Cookie" in client.get("/en/").headers["Vary"]


def test_pages_have_no_inline_script_or_style(client):
    page = client.get("/en/style/").text
    assert "<style" not in page
    assert ' style="' not in page
    assert "<script>" not in page
    assert " onclick" not in page


# One host


@pytest.fixture
def two_hosts(settings):
    settings.SITE_ORIGIN = "http://localhost:8000"
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]


def test_page_asked_for_at_the_rooms_host_is_sent_to_the_site_without_a_cookie(client, two_hosts):
    client.cookies["session"] = "x"
    response = client.get("/en/colours/?next=1", headers={"host": "127.0.0.1:8000"})
    assert (response.status_code, response.url) == (302, "http://localhost:8000/en/colours/?next=1")
    assert not response.cookies


def test_static_file_asked_for_at_the_rooms_host_is_sent_to_the_site(client, two_hosts):
    assert client.get("/static/mark.svg", headers={"host": "127.0.0.1"}).status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_anything_else_at_the_rooms_host_is_refused(client, two_hosts, method):
    response = getattr(client, method)("/en/colours/", headers={"host": "127.0.0.1:8000"})
    assert response.status_code == 400
    assert not response.cookies


def test_path_that_looks_like_a_host_stays_on_the_site(client, two_hosts):
    response = client.get("//evil.example/", headers={"host": "127.0.0.1"})
    assert response.url.startswith("http://localhost:8000/")


def test_page_asked_for_at_the_site_is_answered_whatever_the_port(client, two_hosts):
    assert client.get("/en/", headers={"host": "localhost:9999"}).status_code == 200
    assert client.get("/en/", headers={"host": "LOCALHOST"}).status_code == 200


# The reader's clock


def zone_of(request):
    ReaderTimeZone(lambda _request: HttpResponse())(request)
    return request.reader_zone


def test_zone_of_a_visitor_is_that_of_the_house(rf):
    assert zone_of(rf.get("/")).key == settings.TIME_ZONE


def test_zone_of_a_person_is_their_own(rf):
    request = rf.get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    request.user = SimpleNamespace(is_authenticated=True, time_zone="America/Los_Angeles")
    assert (zone_of(request).key, request.reader_zone.chosen) == ("America/Los_Angeles", False)
    assert timezone.get_current_timezone_name() == "America/Los_Angeles"


def test_zone_chosen_in_this_browser_comes_first(rf):
    request = rf.get("/")
    request.COOKIES.update({settings.SESSION_COOKIE_NAME: "x", "zone": "Asia/Tokyo"})
    request.user = SimpleNamespace(is_authenticated=True, time_zone="America/Los_Angeles")
    assert (zone_of(request).key, request.reader_zone.chosen) == ("Asia/Tokyo", True)


def test_zone_of_the_reader_before_is_forgotten(rf):
    before = rf.get("/")
    before.COOKIES["zone"] = "Asia/Tokyo"
    zone_of(before)
    assert zone_of(rf.get("/")).key == settings.TIME_ZONE
    assert timezone.get_current_timezone_name() == settings.TIME_ZONE


def test_zone_of_a_session_that_ended_is_that_of_the_house(rf):
    request = rf.get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "old"
    request.user = AnonymousUser()
    assert zone_of(request).key == settings.TIME_ZONE
