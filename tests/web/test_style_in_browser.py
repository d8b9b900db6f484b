"""The style page in Chromium: every component accessible in both sizes, both colours and both directions."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.journeys.axe import assert_accessible, assert_accessible_in_every_look

pytestmark = pytest.mark.journey


@pytest.fixture
def house(settings):
    """A served house without a database, which nothing here may ask."""
    server = LiveServer("localhost:0")
    settings.SITE_ORIGIN = server.url
    yield server.url
    server.stop()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_style_page_is_accessible(house, visit, language):
    with visit(f"{house}/{language}/style/", language=language) as page:
        assert_accessible_in_every_look(page)


def test_audit_of_accessibility_finds_an_unnamed_button(house, visit):
    with visit(f"{house}/en/style/") as page:
        page.evaluate("() => document.querySelector('main').append(document.createElement('button'))")
        with pytest.raises(AssertionError, match="button-name"):
            assert_accessible(page)


def test_audit_of_accessibility_finds_sideways_scrolling(house, visit):
    with visit(f"{house}/en/style/", device="phone") as page:
        page.evaluate("() => document.querySelector('h1').append('M'.repeat(99))")
        page.evaluate("() => { document.querySelector('h1').style.overflowWrap = 'normal' }")
        with pytest.raises(AssertionError, match="sideways"):
            assert_accessible(page)


def test_policy_refuses_a_script_in_the_page(house, browser):
    page = browser.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{house}/en/style/")
    page.evaluate("""() => {
        const script = document.createElement('script');
        script.textContent = 'document.title = "taken"';
        document.head.append(script);
    }""")
    assert page.title() != "taken"
    assert any("Content Security Policy" in text for text in refused)
    page.close()


def test_error_summary_takes_the_focus(house, visit):
    with visit(f"{house}/en/form/", device="phone") as page:
        page.get_by_role("button", name="Register").click()
        assert page.evaluate("() => document.activeElement.getAttribute('role')") == "alert"
        assert_accessible(page)
        page.get_by_role("link", name="Choose a sitting").click()
        assert page.evaluate("() => document.activeElement.name") == "sitting"


def test_style_page_opens_at_its_beginning(house, visit):
    with visit(f"{house}/en/style/") as page:
        assert page.evaluate("() => scrollY") == 0


def test_menu_opens_as_a_drawer_on_a_phone_without_script(house, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{house}/en/")
    assert not page.get_by_role("link", name="Programmes").is_visible()
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Programmes").is_visible()
    context.close()


def test_times_stand_on_the_clock_of_the_device_and_nothing_is_sent(house, visit):
    with visit(f"{house}/en/style/") as page:
        assert page.get_by_label("Show times for").input_value() == "Africa/Nairobi"
        assert page.get_by_text("12:00–13:15 (East Africa Time)").is_visible()
        assert page.context.cookies() == []


def test_times_on_the_clock_of_the_device_are_in_the_language_of_the_page(house, visit):
    with visit(f"{house}/ar/style/", language="ar") as page:
        assert page.get_by_text("الأربعاء").first.is_visible()
        assert page.get_by_text("12:00–13:15").first.is_visible()


def test_zone_that_was_chosen_is_not_replaced_by_that_of_the_device(house, visit):
    with visit(f"{house}/en/style/") as page:
        page.get_by_label("Show times for").select_option("Asia/Tokyo")
        page.get_by_role("button", name="Change").click()
        assert page.url == f"{house}/en/style/"
        assert page.get_by_label("Show times for").input_value() == "Asia/Tokyo"
        assert page.get_by_text("18:00–19:15 (Tokyo, UTC+9)").is_visible()


def test_zone_that_is_not_listed_can_be_chosen_from_the_device(house, browser):
    context = browser.new_context(timezone_id="Africa/Kampala")
    page = context.new_page()
    page.goto(f"{house}/en/style/")
    page.get_by_role("button", name="Change").click()
    assert page.get_by_text("12:00–13:15 (Kampala, UTC+3)").is_visible()
    assert page.get_by_label("Show times for").locator("option:checked").inner_text() == "Kampala"
    context.close()


def test_colours_that_were_chosen_beat_those_of_the_device(house, visit):
    with visit(f"{house}/en/style/") as page:
        page.get_by_role("button", name="Dark").click()
        assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(14, 23, 22)"
        page.get_by_role("button", name="As my device").click()
        assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
