"""Second factors in Chromium, under the policy of every page; a virtual authenticator stands in for the device."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from peerhouse.accounts.enums import Role
from tests.factories import accounts
from tests.journeys.axe import assert_accessible, assert_accessible_in_every_look
from tests.journeys.browser import listen, person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

STAFF = "staff@secretariat.example"


@pytest.fixture
def house(settings, transactional_db) -> Iterator[str]:
    server = LiveServer("localhost:0")
    settings.SITE_ORIGIN = server.url
    settings.REQUIRE_STAFF_SECOND_FACTOR = True
    accounts.staff(Role.ADMINISTRATOR, email=STAFF)
    yield server.url
    server.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with person(browser) as context:
        page = context.new_page()
        complaints = listen(page)
        yield page
        assert complaints == []


def plug_in(page: Page):
    """A device that keeps passkeys and recognises its owner; returns how to make it fail or succeed."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def recognise(*, owner: bool) -> None:
        session.send("WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], "isUserVerified": owner})

    return recognise


def enter_code(page: Page, house: str, mailoutbox, onward: str = "/en/me/") -> None:
    """Signs in with the mailed code, as far as that goes."""
    page.goto(f"{house}/en/sign-in/?next={onward}")
    page.get_by_label("Your email address").fill(STAFF)
    page.get_by_role("button", name="Send the code").click()
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    found = re.search(r"\d{4} \d{4}", mailoutbox[-1].body)
    assert found
    page.get_by_label("The code from the message").fill(found[0])
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    """Without the button, which leads to the portal's front page: it is not furnished here."""
    page.context.clear_cookies()


def test_passkey_from_first_sign_in_to_removal(house, page, mailoutbox):
    recognise = plug_in(page)
    enter_code(page, house, mailoutbox)

    expect(page.get_by_text("Set up a second factor first.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Add a passkey").click()
    assert_accessible(page)
    recognise(owner=False)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used.")
    recognise(owner=True)
    page.get_by_label("Name of the passkey").fill("The office key")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{house}/en/me/")
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    assert_accessible(page)

    sign_out(page)
    page.goto(f"{house}/en/sign-in/?next=/en/me/")
    assert_accessible(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="My account")).to_be_visible()

    sign_out(page)
    enter_code(page, house, mailoutbox)
    expect(page.get_by_role("heading", name="Prove that it is you")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="My account")).to_be_visible()

    page.goto(f"{house}/en/me/security/")
    page.get_by_role("link", name="Remove The office key").click()
    expect(page.get_by_role("heading", name="Prove that it is you")).to_be_visible()
    page.get_by_role("link", name="Use a passkey").click()
    assert_accessible(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Remove “The office key”?")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_text("The passkey was removed.")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_app_codes_from_set_up_to_sign_in(house, page, mailoutbox):
    enter_code(page, house, mailoutbox)
    page.get_by_role("link", name="Set up an app").click()
    assert_accessible(page)
    expect(page.get_by_role("img", name="The key as a QR code")).to_be_visible()
    secret = page.locator("dl code").inner_text()

    def code() -> str:
        cache.clear()  # a code works once; this one was used a moment ago
        return format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    page.get_by_label("Code from the app").fill(code())
    page.get_by_role("button", name="Set up the app").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    sign_out(page)
    enter_code(page, house, mailoutbox)
    page.get_by_label("Code from your app, or a recovery code").fill(code())
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="My account")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_own_and_staff_pages_are_accessible(house, browser, settings, client, language):
    settings.REQUIRE_STAFF_SECOND_FACTOR = False
    staff = accounts.staff(Role.ADMINISTRATOR, email="other@secretariat.example")
    client.force_login(staff)
    client.post("/en/desk/people/", {"email": STAFF, "role": "reviewer"})
    with person(browser, language=language) as context:
        context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": house}])
        page = context.new_page()
        for path in ("me/", "desk/people/", "desk/", "desk/audit/"):
            page.goto(f"{house}/{language}/{path}")
            expect(page.locator("aside.audience")).to_be_visible()
            assert_accessible_in_every_look(page)
