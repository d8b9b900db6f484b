"""The main job, end to end, by hand: from an empty calendar to a published note, each in a browser of their own."""

import re

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.axe import assert_accessible
from tests.journeys.browser import listen, person
from tests.journeys.crowd import Crowd
from tests.journeys.house import furnished, house  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey

ANSWERS = ["Identifying", "Acting", "Tracking"]
CROWD = [0] * 5 + [1] * 4 + [2] * 5  # with the two browsers six, five and five: a result that can always be shown
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SLOW = 60_000


def test_one_session_from_the_calendar_to_a_published_note(browser, house):  # noqa: F811, PLR0915 (one story)
    convenor, first, second, rapporteur, reader, public = (
        person(browser, device=device) for device in ("desktop", "phone", "phone", "desktop", "desktop", "phone")
    )
    desk, one, two, writer, second_reader, anybody = (
        context.new_page() for context in (convenor, first, second, rapporteur, reader, public)
    )
    complaints = [listen(page) for page in (desk, one, two, writer, second_reader, anybody)]
    for page in (desk, one, two, writer, second_reader, anybody):
        page.set_default_timeout(SLOW)

    # The convenor makes a session with two sittings, its agenda and a poll.
    house.sign_in(desk, "convenor@peerhouse.example")
    session, sittings = make_session(desk, house)
    write_agenda(desk, house, session)
    prepare_poll(desk, house, session)

    # The public reads its page; two people register on their phones, and a crowd by HTTP.
    anybody.goto(f"{house.site}/en/programmes/peer-learning-platform/2023/")
    anybody.get_by_role("link", name="Tracking what works").click()
    expect(anybody.get_by_role("heading", level=1)).to_have_text("Tracking what works")
    calendar = httpx.get(f"{house.site}/calendars/sittings/{sittings['A']}.ics").text
    assert f"UID:{sittings['A']}" in calendar
    assert "SEQUENCE:0" in calendar
    for page, email in ((one, "one@peerhouse.example"), (two, "two@peerhouse.example")):
        house.sign_in(page, email)
        register(page, house, session)
    crowd = Crowd(house, session, sittings["A"], CROWD)
    crowd.register()

    # The doors open. Both phones pass the gate, get their seals, compare the words and enter the room.
    desk.goto(f"{house.site}/en/convene/sittings/{sittings['A']}/console/")
    desk.get_by_role("button", name="Open the doors").click()
    expect(desk.get_by_role("button", name="Close the doors")).to_be_visible()
    desk.get_by_role("button", name=re.compile("^Next:")).click()
    words = desk.locator("ol.words li").all_inner_texts()
    assert len(words) == 8
    for page in (one, two):
        come_in(page, house, sittings["A"], words)
    crowd.check_in()
    desk.reload()
    desk.get_by_role("button", name="Close the doors").click()
    send(desk, "Close the doors, destroy the keys")
    expect(desk.get_by_text("Closed; the keys are destroyed")).to_be_visible()

    # The poll opens for all at once; nothing is shown but steps of five; the result appears on every screen.
    desk.get_by_role("button", name="Open the poll").click()
    cast(one, "Identifying")
    expect(desk.get_by_text(re.compile(r"Ballots in: (fewer than|at least)"))).to_be_visible()
    two.context.set_offline(True)
    two.get_by_role("radio", name="Acting").check()
    two.get_by_role("button", name="Cast sealed ballot").click()
    expect(two.get_by_role("heading", name="Your ballot waits on this device.")).to_be_visible()
    crowd.vote(open_poll(house, one, sittings["A"]))
    two.context.set_offline(False)
    expect(two.locator("b", has_text="Your ballot is in.")).to_be_visible()
    one.reload()
    expect(one.locator("b", has_text="Your ballot is in.")).to_be_visible()
    assert_accessible(one)
    desk.get_by_role("button", name="Close the poll").click()
    for page in (one, two):
        expect(page.locator("figure, [data-slot=releases]").get_by_text("Tracking").first).to_be_visible()
        expect(page.get_by_text("Seals handed out: at least 15. Seals made anew: none.")).to_be_visible()
        assert_accessible(page)
    expect(desk.locator("figure").get_by_text("Tracking").first).to_be_visible()
    crowd.close()

    # The sitting ends on every screen; the second sitting is called off, so the session is over.
    desk.get_by_role("button", name="End", exact=True).click()
    send(desk, "End the sitting")
    expect(one.get_by_text("The sitting has ended.").first).to_be_visible()

    # The rapporteur writes, meets the guard, settles what it found and hands over; the second reader releases.
    house.sign_in(writer, "rapporteur@peerhouse.example")
    write_note(writer, house, session, sittings["A"])
    settle(writer)
    house.sign_in(second_reader, "reader@peerhouse.example")
    release(second_reader, house, session)

    # The public reads it, without a name in it, and takes the files along.
    anybody.goto(f"{house.site}/en/programmes/peer-learning-platform/2023/9/note/")
    expect(anybody.get_by_role("heading", level=1)).to_have_text("What tracking taught us")
    expect(anybody.get_by_text("One company asks its suppliers twice a year.")).to_be_visible()
    expect(anybody.locator("figure").get_by_text("Identifying").first).to_be_visible()
    assert "Sample Messaging" not in anybody.content()
    assert_accessible(anybody)
    for kind, magic in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = httpx.get(f"{house.site}/en/programmes/peer-learning-platform/2023/9/note.{kind}")
        assert file.content.startswith(magic)
    # What a browser says of a form that was refused, or of a lost line, is no complaint about the page.
    for heard in complaints:
        assert [text for text in heard if not text.startswith("Failed to load resource")] == []


def send(within: Page | Locator, button: str, page: Page | None = None) -> None:
    """Presses a button that loads a page, and waits for that page."""
    with (page or within).expect_navigation():
        within.get_by_role("button", name=button).last.click()


def make_session(page: Page, house) -> tuple[str, dict[str, str]]:  # noqa: F811
    page.goto(f"{house.site}/en/convene/{house.made['season']}/new/")
    page.get_by_label("Number in the season").fill("9")
    page.get_by_label("Title").fill("Tracking what works")
    page.get_by_label("What it is about").fill("How to see whether a measure helps the people it is for.")
    for place, hour in ((0, "10:00"), (1, "09:00")):
        group = page.locator("form .panel").nth(place)
        group.get_by_label("Date").fill("2023-12-06")
        group.get_by_label("Time there").fill(hour)
    page.get_by_label("Readers can see this session").check()
    send(page, "Make the session")
    session = UUID.search(page.url)[0]
    sittings = dict.fromkeys(re.findall(rf"/sittings/({UUID.pattern})/", page.content()))
    return session, dict(zip("AB", sittings, strict=True))


def write_agenda(page: Page, house, session: str) -> None:  # noqa: F811
    page.goto(f"{house.site}/en/convene/sessions/{session}/agenda/")
    send(page, "Add a part")
    for number, (title, minutes) in enumerate([("Welcome", "5"), ("Tracking in practice", "60")]):
        part = page.get_by_role("group", name=f"Part {number + 1}")
        part.get_by_label("What happens").fill(title)
        part.get_by_label("Minutes").fill(minutes)
    send(page, "Save the agenda")
    expect(page.get_by_text("The agenda is saved.")).to_be_visible()


def prepare_poll(page: Page, house, session: str) -> None:  # noqa: F811
    page.goto(f"{house.site}/en/convene/sessions/{session}/polls/")
    page.locator("[name=text]").fill("Which step is hardest for your company?")
    for number, label in enumerate(ANSWERS, start=1):
        page.locator(f"[name=option_{number}]").fill(label)
    with page.expect_navigation():
        page.locator("main form:has([name=text]) button").last.click()
    expect(page.get_by_text("The poll is prepared.")).to_be_visible()


def register(page: Page, house, session: str) -> None:  # noqa: F811
    page.goto(f"{house.site}/en/register/{session}/")
    send(page, "Register")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Your name").fill("Somebody at Sample Telecom")
    page.locator("[name=organisation]").fill("Sample Telecom")
    page.get_by_label("It is a technology company").check()
    for name in ("sector", "region", "size"):
        page.locator(f"select[name={name}]").select_option(index=1)
    page.get_by_label("Meet peers").check()
    page.locator("[name=sitting]").first.check()
    page.locator("[name=rules]").check()
    send(page, "Register")
    assert page.locator("[aria-invalid=true]").count() == 0
    assert_accessible(page)


def come_in(page: Page, house, sitting: str, words: list[str]) -> None:  # noqa: F811
    page.goto(f"{house.site}/en/door/{sitting}/")
    page.get_by_label("I will keep to these rules").check()
    assert_accessible(page)
    send(page, "Accept and go on")
    page.get_by_role("heading", name="Your seat is sealed", exact=True).wait_for()
    assert page.locator("[data-words] li").all_inner_texts() == words
    page.get_by_role("link", name="Enter the room").click()
    page.get_by_text("You are in. Your seat is sealed.").wait_for()
    assert page.url.startswith(house.room)
    assert "#" not in page.url
    assert page.context.cookies(house.room) == []
    assert_accessible(page)


def cast(page: Page, answer: str) -> None:
    page.get_by_role("radio", name=answer).check()
    assert_accessible(page)
    page.get_by_role("button", name="Cast sealed ballot").click()
    expect(page.locator("b", has_text="Your ballot is in.")).to_be_visible()


def open_poll(house, page: Page, sitting: str) -> dict:  # noqa: F811
    """What the room tells everybody who holds its key, which this phone does."""
    stored = page.evaluate("() => ({ ...localStorage })")
    [key] = [value for name, value in stored.items() if name.endswith(f"key.{sitting}")]
    answer = httpx.get(f"{house.room}/room/{sitting}/snapshot", params={"key": key})
    assert answer.json()["poll"]["at_least"] % 5 == 0
    return answer.json()["poll"]


def write_note(page: Page, house, session: str, sitting: str) -> None:  # noqa: F811
    page.goto(f"{house.site}/en/convene/sittings/{sitting}/notes/")
    page.get_by_label("Your notes").fill("A lively sitting.")
    send(page, "Save my notes")
    page.goto(f"{house.site}/en/convene/sessions/{session}/note/")
    page.get_by_label("Title").fill("What tracking taught us")
    page.locator("[name=text]").fill(
        "## Tracking\n\nSample Messaging 1 asks its suppliers twice a year. "
        "The method has the name Lighthouse.\n\n[[poll 1]]\n"
    )
    expect(page.locator("#preview figure").get_by_text("Identifying").first).to_be_visible()
    assert_accessible(page)
    send(page, "Save and check")


def settle(page: Page) -> None:
    expect(page.get_by_role("heading", name="Check for traces of who spoke")).to_be_visible()
    assert_accessible(page)
    card = page.locator("li.card", has_text="A company’s name")
    assert card.get_by_label("Reason to keep it").count() == 0
    card.get_by_label("Write instead").fill("One company")
    send(card, "Replace", page)
    expect(page.get_by_text("Replaced.")).to_be_visible()
    while (open_cards := page.locator("li.card:not(.settled)")).count():
        open_cards.first.get_by_label("Reason to keep it").fill("A word that points at nobody.")
        send(open_cards.first, "Keep, with this reason", page)
    send(page, "Hand to the second reader")
    expect(page.get_by_text("You wrote a part of this note.")).to_be_visible()


def release(page: Page, house, session: str) -> None:  # noqa: F811
    page.goto(f"{house.site}/en/convene/sessions/{session}/note/second-reader/")
    send(page, "Release the note")
    expect(page.get_by_role("alert")).to_be_visible()
    for box in page.get_by_role("checkbox").all():
        box.check()
    assert_accessible(page)
    send(page, "Release the note")
    expect(page.get_by_text("The note is public.")).to_be_visible()
