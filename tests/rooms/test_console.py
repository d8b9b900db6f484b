"""The console and the shared screen: what can be pressed, and that neither shows more than the room sees."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from peerhouse.credentials import protocol
from peerhouse.credentials.issuing import queries as issuing
from peerhouse.releases import services as releases
from peerhouse.rooms import queries, services
from peerhouse.rooms.enums import PollState, RoomState
from peerhouse.rooms.models import Poll, Room, SealedBallot
from tests.factories import credentials, programmes, rooms

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def room():
    return rooms.room(state=RoomState.OPEN)


def console(room):
    return reverse("console", args=[room.pk])


def stage(room):
    return reverse("stage", args=[room.pk])


def press(desk, room, action, **data):
    headers = data.pop("headers", {})
    return desk.post(reverse("console-act", args=[room.pk, action]), data, headers=headers)


def release(poll, counts=(12, 9, 6), people=None):
    options = [option["label"] for option in poll.question.options]
    releases.release_poll(
        poll_id=poll.pk,
        sitting_id=poll.room_id,
        title=poll.question.text,
        options=options,
        counts=list(counts),
        people=sum(counts) if people is None else people,
        anew=1,
    )
    Poll.objects.filter(pk=poll.pk).update(state=PollState.RELEASED)


def digits_about_ballots(page):
    """Every number that stands in the text or in an attribute, without addresses, times and drawings."""
    text = re.sub(r"<(svg|head|style|script|symbol)\b.*?</\1>", "", page, flags=re.DOTALL)
    text = re.sub(r'\b(id|href|action|value|src|data-now|data-ends-at|datetime|hx-\w+|class)="[^"]*"', "", text)
    return {int(number) for number in re.findall(r"\d+", re.sub(r"\b\d{1,2}:\d\d\b", "", text))}


def test_whole_sitting_is_run_by_its_buttons(desk):
    room = rooms.room()
    rooms.agenda(room)
    poll = rooms.poll(room)
    assert "Polls can be opened once the doors have opened." in desk.get(console(room)).text

    assert press(desk, room, "open-doors")["Location"] == console(room)
    for action in ("next-item", "add-minutes"):
        assert press(desk, room, action).status_code == 302
    assert press(desk, room, "open-poll", poll=poll.pk)["Location"] == f"{console(room)}?poll={poll.pk}"
    assert press(desk, room, "close-poll", poll=poll.pk).status_code == 302
    assert "The ballots are being sealed" in desk.get(console(room)).text
    release(Poll.objects.get(pk=poll.pk))
    assert press(desk, room, "close-doors").status_code == 302
    assert "Closed; the keys are destroyed" in desk.get(console(room)).text
    assert press(desk, room, "end").status_code == 302

    page = desk.get(console(room)).text
    assert Room.objects.get(pk=room.pk).state == RoomState.ENDED
    assert "The sitting has ended; the keys are destroyed" in page
    assert "hx-trigger" not in page


def test_item_is_started_out_of_turn(room, desk):
    *_others, last = rooms.agenda(room)
    press(desk, room, "start-item", item=last.pk)
    assert Room.objects.get(pk=room.pk).current_item == last


@pytest.mark.parametrize("action", ["start-item", "open-poll", "close-poll", "dance"])
def test_button_without_its_thing_is_not_there(room, desk, action):
    elsewhere = rooms.room(programmes.sitting(programmes.session(number=2)), RoomState.OPEN)
    theirs, *_others = rooms.agenda(elsewhere)
    foreign = {"poll": rooms.poll(elsewhere).pk, "item": theirs.pk}
    for data in ({}, {"poll": "x", "item": "x"}, foreign):
        assert press(desk, room, action, **data).status_code == 404


def test_refused_button_says_why_above_the_same_console(room, desk):
    rooms.poll(room, PollState.OPEN)
    waiting = rooms.poll(room, text="What is hard?")
    page = press(desk, room, "open-poll", poll=waiting.pk)
    assert page.status_code == 409
    assert "Another poll is open. Close it first." in page.text
    assert "<html" in page.text
    part = press(desk, room, "open-poll", poll=waiting.pk, headers=HTMX)
    assert part.status_code == 409
    assert part.text.lstrip().startswith('<div class="wrap wide console" id="live"')


def test_button_that_waits_for_another_poll_says_so(room, desk):
    rooms.poll(room, PollState.OPEN)
    waiting = rooms.poll(room, text="What is hard?")
    page = desk.get(f"{console(room)}?poll={waiting.pk}").text
    assert 'id="open-poll" aria-disabled="true" aria-describedby="why-not"' in page


def test_moving_part_comes_alone_and_only_when_it_changed(room, desk):
    poll = rooms.poll(room, PollState.OPEN)
    for address in (console(room), stage(room)):
        page = desk.get(address).text
        seen = re.search(r'hx-get="([^"]+)"', page)[1].replace("&amp;", "&")
        assert desk.get(seen, headers=HTMX).status_code == 204

        Poll.objects.filter(pk=poll.pk).update(at_least=poll.at_least + 5)
        poll.refresh_from_db()
        part = desk.get(seen, headers=HTMX)
        assert part.status_code == 200
        assert "<html" not in part.text
    part = press(desk, room, "close-poll", poll=poll.pk, headers=HTMX)
    assert part.status_code == 200
    assert "<html" not in part.text


@pytest.mark.parametrize("state", [PollState.OPEN, PollState.CLOSING])
def test_nothing_but_steps_of_five_is_shown_while_a_poll_is_open(room, desk, state):
    for _number in range(3):
        registration = rooms.participant(room)
        services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)
    poll = rooms.poll(room, PollState.OPEN)
    Poll.objects.filter(pk=poll.pk).update(at_least=15, ballots_counted=17, state=state, seals_issued=3)
    SealedBallot.objects.bulk_create(
        SealedBallot(nullifier=bytes([number]) * 32, poll_id=poll.pk, option=0) for number in range(17)
    )
    for address in (console(room), stage(room)):
        page = desk.get(address).text
        if state == PollState.OPEN or address == stage(room):
            assert "Ballots in: at least" in page
            assert 15 in digits_about_ballots(page)
        assert not {3, 17, 13, 16} & digits_about_ballots(page)
        assert 'class="tally"' not in page


def test_release_is_shown_as_the_room_sees_it(room, desk):
    poll = rooms.poll(room, PollState.SEALED)
    release(poll)
    for address in (console(room), stage(room)):
        page = desk.get(address).text
        assert "Counts are rounded at random to a multiple of five." in page
        values = [int(number) for number in re.findall(r'<span class="value">(\d+)', page)]
        assert len(values) == 3
        assert not any(value % 5 for value in values)


def test_too_small_a_poll_is_withheld_on_both_screens(room, desk):
    poll = rooms.poll(room, PollState.SEALED)
    release(poll, (4, 3, 1))
    for address in (console(room), stage(room)):
        page = desk.get(address).text
        assert 'class="withheld"' in page
        assert 'class="tally"' not in page


def test_no_name_is_on_the_console_or_on_the_stage(room, desk):
    registration = rooms.participant(room)
    services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)
    for address in (console(room), stage(room)):
        page = desk.get(address).text
        assert registration.person.name not in page
        assert registration.person.email not in page


def test_console_shows_the_poll_that_moves_then_the_next_then_the_last(room, desk):
    first = rooms.poll(room, PollState.RELEASED)
    second = rooms.poll(room, text="What is hard?")
    assert '<h2 id="poll">What is hard?</h2>' in desk.get(console(room)).text
    assert '<h2 id="poll">What goes well?</h2>' in desk.get(f"{console(room)}?poll={first.pk}").text
    third = rooms.poll(room, PollState.OPEN, text="What comes next?")
    assert '<h2 id="poll">What comes next?</h2>' in desk.get(console(room)).text
    Poll.objects.filter(pk__in=[second.pk, third.pk]).update(state=PollState.WITHHELD)
    assert '<h2 id="poll">What comes next?</h2>' in desk.get(console(room)).text


def test_words_are_those_of_the_keys(room, desk):
    words = protocol.words(issuing.manifest_digest(room.pk))
    for address in (console(room), stage(room)):
        page = desk.get(address).text
        assert all(f"<li>{word}</li>" in page for word in words)


def test_words_wait_for_the_keys(desk):
    room = services.prepare_room(programmes.sitting(), actor=None)
    page = desk.get(console(room)).text
    assert "The keys of this sitting are being made." in page
    assert 'id="open-doors"' not in page
    assert desk.get(stage(room)).status_code == 200


def test_both_screens_say_with_the_result_how_many_seals_there_were(room, desk):
    poll = rooms.poll(room, PollState.SEALED)
    release(poll)
    for address in (console(room), stage(room)):
        page = desk.get(address).text
        assert "Seals handed out: at least 25. Seals made anew: fewer than 5." in page


def test_both_screens_say_when_more_ballots_came_in_than_seals_were_handed_out(room, desk):
    poll = rooms.poll(room, PollState.SEALED)
    release(poll, people=26)
    for address in (console(room), stage(room)):
        page = desk.get(address).text
        assert "More ballots came in than seals were handed out, so the counts are withheld." in page
        assert "Ballots: at least" not in page


def test_console_says_how_late_the_sitting_is(room, desk):
    rooms.agenda(room, ("Welcome", 10), ("Steps", 40))
    services.next_item(room, actor=None)
    start = room.sitting.starts_at
    for minutes, words in (
        (11, "1 minute late"),
        (15, "5 minutes late"),
        (9, "1 minute early"),
        (8, "2 minutes early"),
    ):
        Room.objects.filter(pk=room.pk).update(item_ends_at=start + timedelta(minutes=minutes))
        assert f"The sitting runs {words}." in desk.get(console(room)).text
    Room.objects.filter(pk=room.pk).update(item_ends_at=start + timedelta(minutes=10))
    assert "The sitting runs" not in desk.get(console(room)).text


def test_clock_of_the_current_item_runs_on_both_screens(room, desk):
    rooms.agenda(room)
    services.next_item(room, actor=None)
    Room.objects.filter(pk=room.pk).update(item_ends_at=now() + timedelta(minutes=5, seconds=48, milliseconds=400))
    for address in (console(room), stage(room)):
        assert re.search(r"data-digits[^>]*>5:4[78]<", desk.get(address).text)


def test_stage_shows_the_way_in_until_a_poll_opens(room, desk):
    page = desk.get(stage(room)).text
    assert '<svg viewBox="0 0' in page.replace(' class="code"', "")
    assert "Scan to come in" in page
    assert "style=" not in page
    poll = rooms.poll(room, PollState.OPEN)
    page = desk.get(stage(room)).text
    assert "Scan to come in" not in page
    assert f"<h1>{poll.question.text}</h1>" in page
    assert "Where harm could come from" in page
    assert "Choose one." in page


def test_stage_follows_the_agenda_the_poll_and_the_end(room, desk):
    assert f"<h1>{room.title}</h1>" in desk.get(stage(room)).text
    rooms.agenda(room)
    services.next_item(room, actor=None)
    page = desk.get(stage(room)).text
    assert "<h1>Welcome</h1>" in page
    assert "Next: Four steps" in page
    poll = rooms.poll(room, PollState.SEALED)
    assert "The ballots are being sealed" in desk.get(stage(room)).text
    release(poll)
    assert "<h1>What goes well?</h1>" in desk.get(stage(room)).text
    services.next_item(room, actor=None)
    services.next_item(room, actor=None)
    page = desk.get(stage(room)).text
    assert "<h1>What comes next</h1>" in page
    assert "Next:" not in page
    services.close_doors(room, actor=None)
    assert "Doors closed" in desk.get(stage(room)).text
    services.end_sitting(room, actor=None)
    page = desk.get(stage(room)).text
    assert "<h1>The sitting has ended</h1>" in page
    assert "hx-trigger" not in page


def test_console_asks_the_database_the_same_for_one_poll_and_for_three(room, desk):
    rooms.agenda(room)
    rooms.poll(room)
    asked = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked_for:
            desk.get(console(room))
        asked.append(len(asked_for))
        rooms.poll(room, text="What is hard?")
        rooms.poll(room, text="What comes next?")
    assert asked[0] == asked[1]


def test_timetable_counts_on_from_the_end_of_the_part_that_runs(room):
    rooms.agenda(room, ("Welcome", 10), ("Steps", 40), ("End", 5))
    services.next_item(room, actor=None)
    start = room.sitting.starts_at

    def starts(ends_at):
        Room.objects.filter(pk=room.pk).update(item_ends_at=ends_at)
        return [
            round((step.starts_at - start) / timedelta(minutes=1))
            for step in queries.timetable(queries.room(room.pk)).steps
        ]

    assert [step.state for step in queries.timetable(queries.room(room.pk)).steps] == ["now", "ahead", "ahead"]
    assert starts(start + timedelta(minutes=10)) == [0, 10, 50]
    assert starts(start + timedelta(minutes=15)) == [0, 15, 55]
    assert starts(start + timedelta(minutes=4)) == [-6, 4, 44]
