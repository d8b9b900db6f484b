"""Writing, checking and reading second in Chromium: accessible, and the preview follows what is typed."""

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from peerhouse.notes import queries, services
from peerhouse.notes.models import SummaryNote
from tests.factories import notes
from tests.journeys.axe import assert_accessible, assert_accessible_in_every_look
from tests.journeys.browser import listen, person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# What Chromium says of a form that comes back with its errors.
REFUSED = "Failed to load resource: the server responded with a status of 400 (Bad Request)"
TEXT = """\
## Four steps, one example

Participants found the first step the hardest. One team at Sample Messaging keeps its map of risks in
a tool called Lighthouse.

[[poll 1]]

- Ask who would notice first.
- Write down what you stopped doing.
"""


@pytest.fixture
def house(settings, transactional_db):
    # Nobody votes here: the keys that a planned sitting gets would take seconds to make.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    server = LiveServer("localhost:0")
    settings.SITE_ORIGIN = server.url
    yield server.url
    server.stop()


@pytest.fixture
def session(house):
    made = notes.session(title="Human rights due diligence and end use")
    notes.released_poll(made)
    return made


@pytest.fixture
def opened(house, browser):
    """`opened(somebody, path, **look)`: the page in a browser in which that person is signed in."""
    contexts, heard = [], []

    def open_page(somebody, path, **look) -> Page:
        client = Client()
        client.force_login(somebody)
        context = person(browser, **look)
        contexts.append(context)
        name = django_settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": house}])
        page = context.new_page()
        heard.append(listen(page))
        page.goto(f"{house}/{look.get('language', 'en')}/convene/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [complaint for page in heard for complaint in page if complaint != REFUSED] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_a_note_are_accessible(session, opened, language):
    rapporteur = notes.rapporteur()
    services.save_private_note(session.sittings.first(), "Lively on tracking.", actor=notes.rapporteur())
    notes.draft(session, TEXT, by=rapporteur)
    keep(session, rapporteur)
    page = opened(rapporteur, f"sessions/{session.pk}/note/", language=language)
    assert_accessible_in_every_look(page)
    for path in (f"sessions/{session.pk}/note/check/", f"sittings/{session.sittings.first().pk}/notes/"):
        page.goto(page.url.split("/convene/")[0] + f"/convene/{path}")
        assert_accessible_in_every_look(page)
    [left] = queries.open_passages(SummaryNote.objects.get())
    found = left.finding
    services.replace_passage(session, found.start, found.text, "one company", actor=rapporteur)
    services.hand_over_note(session, actor=rapporteur)
    second = opened(notes.second_reader(), f"sessions/{session.pk}/note/second-reader/", language=language)
    assert_accessible_in_every_look(second)


def keep(session, by):
    soft = next(one.finding for one in queries.open_passages(SummaryNote.objects.get()) if not one.hard)
    services.keep_passage(session, soft.start, soft.text, "A working name that nobody outside uses", actor=by)


def test_preview_follows_what_is_typed_and_stores_nothing(session, opened):
    page = opened(notes.rapporteur(), f"sessions/{session.pk}/note/")
    page.get_by_label("Text").fill("## Learned\n[[poll 1]]\nMuch.")
    preview = page.locator("#preview")
    expect(preview.get_by_role("heading", name="Learned")).to_be_visible()
    expect(preview.get_by_text("Show as a table")).to_be_visible()
    assert not SummaryNote.objects.exists()
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_text("Every passage is settled.")).to_be_visible()
    assert SummaryNote.objects.get().text == "## Learned\n[[poll 1]]\nMuch."


def test_passages_are_settled_by_keyboard_and_a_missing_reason_is_said(session, opened):
    notes.draft(session, "A team at Sample\nMessaging has a tool called Lighthouse.", by=notes.rapporteur())
    page = opened(notes.rapporteur(), f"sessions/{session.pk}/note/check/", device="phone")
    page.get_by_role("button", name=re.compile("^Keep, with this reason.*Lighthouse$")).press("Enter")
    assert page.evaluate("() => document.activeElement.getAttribute('role')") == "alert"
    assert_accessible(page)
    page.get_by_role("link", name="Say why this passage can stay").click()
    page.keyboard.type("A working name")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept: A working name")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Replace.*Sample")).press("Enter")
    expect(page.get_by_text("Every passage is settled.")).to_be_visible()
    page.get_by_role("button", name="Hand to the second reader").click()
    expect(page.get_by_text("You wrote a part of this note.")).to_be_visible()


def test_every_box_has_to_be_ticked_before_the_release(session, opened):
    notes.handed_over(session)
    page = opened(notes.second_reader(), f"sessions/{session.pk}/note/second-reader/", device="phone")
    page.get_by_role("button", name="Release the note").click()
    assert_accessible(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Release the note").click()
    expect(page.get_by_text("The note is public.")).to_be_visible()
    assert page.url.endswith("/1/note/")
    assert_accessible(page)
