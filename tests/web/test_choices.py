import pytest
from bs4 import BeautifulSoup
from django.test import Client

from peerhouse.web import zones

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "",
]


@pytest.mark.parametrize("address", ["/en/time-zone/", "/en/colours/"])
def test_choice_leads_back_to_the_page_it_was_made_on(client, address):
    response = client.post(address, {"zone": "Asia/Tokyo", "theme": "dark", "next": "/en/style/?a=1"})
    assert (response.status_code, response.url) == (302, "/en/style/?a=1")


@pytest.mark.parametrize("address", ["/en/time-zone/", "/en/colours/"])
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_choice_never_leads_to_another_house(client, address, elsewhere):
    response = client.post(address, {"zone": "Asia/Tokyo", "theme": "dark", "next": elsewhere})
    assert response.url == "/en/"


@pytest.mark.parametrize("address", ["/en/time-zone/", "/en/colours/"])
def test_choice_is_not_made_by_following_a_link(client, address):
    response = client.get(address, {"zone": "Asia/Tokyo", "theme": "dark"})
    assert response.status_code == 405
    assert not response.cookies


def test_choice_works_in_a_browser_that_keeps_no_token():
    assert Client(enforce_csrf_checks=True).post("/en/colours/", {"theme": "dark"}).status_code == 302


def test_theme_is_kept_and_set_on_the_page(client):
    client.post("/en/colours/", {"theme": "dark"})
    page = BeautifulSoup(client.get("/en/").content, "html.parser")
    assert page.html["data-theme"] == "dark"
    pressed = [button.text for button in page.select("footer button[aria-pressed=true]")]
    assert pressed == ["Dark"]


@pytest.mark.parametrize("theme", ["", "purple", '"><script>'])
def test_theme_that_is_none_of_ours_leaves_it_to_the_device(client, theme):
    client.post("/en/colours/", {"theme": "light"})
    client.post("/en/colours/", {"theme": theme})
    assert "theme" not in client.cookies or client.cookies["theme"].value == ""
    assert "data-theme" not in client.get("/en/").text


def test_theme_of_a_cookie_that_somebody_wrote_is_not_believed(client):
    client.cookies["theme"] = "purple"
    assert "data-theme" not in client.get("/en/").text


def test_cookie_of_a_choice_is_closed_to_scripts_and_other_sites(client):
    cookie = client.post("/en/colours/", {"theme": "dark"}).cookies["theme"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_cookie_of_a_choice_is_secure_where_the_house_is(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert client.post("/en/colours/", {"theme": "dark"}).cookies["theme"]["secure"]


def test_zone_is_kept_and_shown_as_chosen(client):
    client.post("/en/time-zone/", {"zone": "Asia/Tokyo"})
    form = BeautifulSoup(client.get("/en/clock/").content, "html.parser").form
    assert [option["value"] for option in form.select("option[selected]")] == ["Asia/Tokyo"]
    assert not form.has_attr("data-offer-zone")
    assert "data-device-clock" not in client.get("/en/style/").text


def test_zone_that_nobody_chose_leaves_room_for_that_of_the_device(client):
    form = BeautifulSoup(client.get("/en/clock/").content, "html.parser").form
    assert [option["value"] for option in form.select("option[selected]")] == ["UTC"]
    assert form.has_attr("data-offer-zone")
    assert "data-device-clock" in client.get("/en/style/").text


def test_zone_that_is_not_listed_is_offered_when_it_is_the_readers(client):
    client.post("/en/time-zone/", {"zone": "Africa/Kampala"})
    form = BeautifulSoup(client.get("/en/clock/").content, "html.parser").form
    assert [option.text for option in form.select("option[selected]")] == ["Kampala"]


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "localtime"])
def test_zone_that_does_not_exist_is_refused_with_words(client, zone):
    response = client.post("/en/time-zone/", {"zone": zone})
    assert response.status_code == 400
    assert "Choose a time zone from the list." in response.text


def test_zone_of_a_cookie_that_somebody_wrote_is_not_believed(client):
    client.cookies["zone"] = "../../etc/passwd"
    assert "data-offer-zone" in client.get("/en/clock/").text


def test_every_listed_zone_exists_and_is_listed_once():
    listed = [key for _region, places in zones.REGIONS for key in places]
    assert len(listed) == len(set(listed)) > 30
    assert [key for key in listed if zones.zone_called(key) is None] == []
