"""The door and the console in Chromium: seals are made by a real browser, and every page is accessible."""

import re
from contextlib import contextmanager

import pytest
from django.conf import settings as house_settings
from django.test import Client
from django.urls import reverse

from peerhouse.accounts.enums import Role
from peerhouse.credentials import protocol
from peerhouse.credentials.issuing import queries as issuing
from peerhouse.programmes.models import Sitting
from peerhouse.rooms import services
from peerhouse.rooms.enums import PollState, RoomState
from peerhouse.rooms.models import Poll, Room
from tests.factories import accounts, programmes, rooms
from tests.journeys.axe import assert_accessible_in_every_look
from tests.journeys.browser import listen, person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(live_server, settings):
    settings.SITE_ORIGIN = live_server.url.replace("127.0.0.1", "localhost")
    return settings.SITE_ORIGIN


@pytest.fixture
def enter(browser, house):
    """`with enter(somebody, device=...) as page`: a signed-in browser; complaints of the browser fail the test."""

    @contextmanager
    def entering(somebody, *, forgiven=(), **who):
        client = Client()
        client.force_login(somebody)
        cookie = client.cookies[house_settings.SESSION_COOKIE_NAME].value
        with person(browser, **who) as context:
            context.add_cookies([{"name": house_settings.SESSION_COOKIE_NAME, "value": cookie, "url": house}])
            page = context.new_page()
            page.set_default_timeout(20_000)
            complaints = listen(page)
            yield page
            assert [text for text in complaints if not any(status in text for status in forgiven)] == []

    return entering


def room_at() -> Room:
    """A room with statements. Its sitting is not planned by the service, which would make 24 new keys for each test."""
    session = programmes.session(number=2, starts=[])
    sitting = Sitting.objects.create(
        session=session, letter="A", starts_at=programmes.in_days(1), time_zone="Europe/Zurich", minutes=75
    )
    room = rooms.room(programmes.queries.sitting(sitting.pk))
    programmes.statement(rooms.programme_of(room), text="- **Say what.** Never who.\n- **Nothing is recorded.**")
    return room


def words_on(page):
    return tuple(page.locator("[data-words] li").all_inner_texts())


def test_seals_are_made_by_the_browser_and_only_once(house, enter):
    room = room_at()
    registration = programmes.registration(accounts.person(), room.sitting)
    digest = issuing.manifest_digest(room.pk)
    link = f"{house}/en/door/{room.pk}/#keys={digest.hex()}"
    convenor = accounts.staff(Role.CONVENOR)

    with enter(registration.person, device="phone", forgiven=["409", "410"]) as page:
        page.goto(link)
        page.get_by_label("I will keep to these rules").check()
        page.get_by_role("button", name="Accept and go on").click()
        page.get_by_role("heading", name="The doors are not open yet").wait_for()
        services.open_doors(room, actor=convenor)
        page.get_by_role("heading", name="Your seat is sealed", exact=True).wait_for()
        assert words_on(page) == protocol.words(digest)
        assert page.get_by_text("they are the same").is_visible()
        way_in = page.get_by_role("link", name="Enter the room").get_attribute("href")
        assert re.fullmatch(rf"{re.escape(house_settings.ROOM_ORIGIN)}/en/room/{room.pk}#key=.+&wallet=.+", way_in)
        page.reload()
        page.get_by_role("heading", name="Your seat is sealed", exact=True).wait_for()
        assert page.get_by_role("link", name="Enter the room").get_attribute("href") == way_in
        page.evaluate("document.querySelector('a[data-enter]').addEventListener('click', (e) => e.preventDefault())")
        page.get_by_role("link", name="Enter the room").click()
        assert "signature" not in page.evaluate("JSON.stringify(localStorage)"), "the site keeps no seal"
        page.reload()
        page.get_by_role("heading", name="You checked in with this browser").wait_for()
        assert issuing.issued_count(room.pk) == 1

        with enter(registration.person, forgiven=["409"]) as other:
            other.goto(f"{house}/en/door/{room.pk}/")
            other.get_by_role("heading", name="Your seals were made already").wait_for()
            services.reissue_seal(registration, actor=convenor)
            other.get_by_role("button", name="Try again").click()
            other.get_by_role("heading", name="Your seat is sealed", exact=True).wait_for()
            assert other.get_by_text("You came without a joining link").is_visible()

        services.close_doors(room, actor=convenor)
        page.goto(link)
        page.reload()
        page.get_by_role("heading", name="The doors are closed").wait_for()
        assert page.get_by_role("link", name="Back to the room").is_visible()


def test_keys_that_the_link_did_not_promise_are_refused(house, enter):
    room = rooms.bring_to(room_at(), RoomState.OPEN)
    registration = rooms.accept(programmes.registration(accounts.person(), room.sitting))
    with enter(registration.person) as page:
        page.goto(f"{house}/en/door/{room.pk}/#keys={'ab' * 32}")
        page.get_by_role("heading", name="These are not the keys of your link").wait_for()
        assert page.get_by_role("link", name="Enter the room").is_hidden()
    assert issuing.issued_count(room.pk) == 0


def test_sitting_is_run_with_the_keyboard_alone(house, enter):
    room = room_at()
    rooms.agenda(room)
    poll = rooms.poll(room)
    convenor = accounts.staff(Role.CONVENOR)

    def press(page, name):
        button = page.get_by_role("button", name=name, exact=True)
        button.focus()
        page.keyboard.press("Enter")

    with enter(convenor) as page, enter(convenor, device="projector") as stage:
        page.goto(house + reverse("console", args=[room.pk]))
        stage.goto(house + reverse("stage", args=[room.pk]))
        press(page, "Open the doors")
        stage.get_by_text("Scan to come in").wait_for()
        press(page, "Next: Welcome")
        stage.get_by_role("heading", name="Welcome").wait_for()
        page.get_by_role("button", name="Next: Four steps").wait_for()
        assert page.evaluate("document.activeElement.id") == "next-item", "the focus stays where it was"
        press(page, "Open the poll")
        stage.get_by_role("heading", name=poll.question.text).wait_for()
        Poll.objects.filter(pk=poll.pk).update(at_least=15)
        page.get_by_text("Ballots in: at least 15").wait_for()
        stage.locator(".huge", has_text="15").wait_for()
        press(page, "Close the poll")
        page.get_by_text("The ballots are being sealed").wait_for()
        Poll.objects.filter(pk=poll.pk).update(state=PollState.WITHHELD)
        press(page, "Close the doors")
        press(page, "Close the doors, destroy the keys")
        page.get_by_text("Closed; the keys are destroyed").wait_for()
        press(page, "End")
        press(page, "End the sitting")
        page.get_by_text("The sitting has ended; the keys are destroyed").wait_for()
        stage.get_by_role("heading", name="The sitting has ended").wait_for()
    room.refresh_from_db()
    assert room.state == RoomState.ENDED


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_accessible(house, enter, language):
    room = room_at()
    rooms.agenda(room)
    rooms.poll(room)
    registration = programmes.registration(accounts.person(), room.sitting)
    session, sitting = room.sitting.session_id, room.pk

    def look(page, name, *args):
        page.goto(house + reverse(name, args=args).replace("/en/", f"/{language}/"))
        assert_accessible_in_every_look(page)

    with (
        enter(registration.person, forgiven=["403"], language=language) as page,
        enter(accounts.staff(Role.CONVENOR), language=language) as desk,
    ):
        look(page, "door", sitting)
        rooms.accept(registration)
        look(page, "door", sitting)
        look(desk, "agenda", session)
        look(desk, "polls", session)
        look(desk, "poll-edit", room.polls.get().question_id)
        services.open_doors(room, actor=None)
        services.next_item(room, actor=None)
        page.goto(f"{house}/{language}/door/{sitting}/")
        page.locator("a[data-enter]").wait_for()
        assert_accessible_in_every_look(page)
        look(desk, "stage", sitting)
        look(desk, "seals", sitting)
        services.open_poll(room.polls.get(), actor=None)
        look(desk, "console", sitting)
        look(desk, "stage", sitting)
        desk.locator("#live").wait_for()
    with enter(accounts.person(), forgiven=["403"], language=language) as stranger:
        look(stranger, "door", sitting)
