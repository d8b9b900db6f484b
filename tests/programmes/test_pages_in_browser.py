"""The pages on which a convenor begins, in Chromium: accessible empty, with errors and filled."""

import pytest
from django.conf import settings as house_settings
from django.test import Client
from django.urls import reverse

from peerhouse.accounts.enums import Role
from peerhouse.programmes import services
from tests.factories import accounts, programmes
from tests.journeys.axe import assert_accessible_in_every_look
from tests.journeys.browser import listen, person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(live_server, settings):
    settings.SITE_ORIGIN = live_server.url.replace("127.0.0.1", "localhost")
    return settings.SITE_ORIGIN


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_accessible(house, browser, language):
    season = programmes.season()
    programme = season.programme
    services.allow_term(programme, "Sample Act on the duties of companies", "It is a law", actor=None)
    client = Client()
    client.force_login(accounts.staff(Role.CONVENOR))
    name = house_settings.SESSION_COOKIE_NAME
    with person(browser, language=language) as context:
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": house}])
        page = context.new_page()
        complaints = listen(page)
        for address in (
            reverse("convene"),
            reverse("programme-new"),
            reverse("season-new", args=[programme.pk]),
            reverse("allowed-terms", args=[programme.pk]),
        ):
            page.goto(house + address.replace("/en/", f"/{language}/"))
            assert_accessible_in_every_look(page)
        page.locator("main form:not([action]) button").click()
        page.get_by_role("alert").wait_for()
        assert_accessible_in_every_look(page)
        assert complaints == []
