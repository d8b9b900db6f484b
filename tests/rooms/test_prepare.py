"""The agenda and the polls of a session, as convenors write them."""

import pytest
from django.urls import reverse

from peerhouse.rooms.enums import PollState, RoomState
from peerhouse.rooms.models import AgendaItem, PollQuestion
from tests.factories import programmes, rooms

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return rooms.room(state=RoomState.OPEN)


def agenda_of(room):
    return reverse("agenda", args=[room.sitting.session_id])


def polls_of(room):
    return reverse("polls", args=[room.sitting.session_id])


def rows(*lines, do="save"):
    data = {"rows": len(lines), "do": do}
    for index, (key, title, minutes) in enumerate(lines):
        data |= {f"{index}-id": key, f"{index}-title": title, f"{index}-minutes": minutes}
    return data


def test_agenda_is_written_and_stays(room, desk):
    assert 'name="0-title"' in desk.get(agenda_of(room)).text
    answer = desk.post(agenda_of(room), rows(("", "Welcome", "10"), ("", "Steps", "50")), follow=True)
    assert "The agenda is saved." in answer.text
    assert 'value="Steps"' in answer.text
    assert "The parts take 60 minutes; a sitting of this session lasts 75." in answer.text
    assert list(AgendaItem.objects.values_list("title", "minutes")) == [("Welcome", 10), ("Steps", 50)]


def test_agenda_that_is_too_long_says_so(room, desk):
    page = desk.post(agenda_of(room), rows(("", "Welcome", "80"), do="add"))
    assert 'class="status due"' in page.text
    assert not AgendaItem.objects.exists(), "only saving saves"


def test_agenda_with_an_error_loses_nothing(room, desk):
    page = desk.post(agenda_of(room), rows(("", "Welcome", "soon"), ("", "Steps", "50")))
    assert page.status_code == 400
    assert 'href="#id_0-minutes"' in page.text
    assert "Minutes of part 1" in page.text
    assert 'value="soon"' in page.text
    assert 'value="Steps"' in page.text


def test_agenda_is_reordered_by_its_ids(room, desk):
    first, second, third = rooms.agenda(room)
    desk.post(
        agenda_of(room),
        rows((str(second.pk), "Four steps", "40"), (str(first.pk), "Welcome", "10")),
    )
    assert list(AgendaItem.objects.values_list("pk", "order")) == [(second.pk, 1), (first.pk, 2)]
    assert third not in AgendaItem.objects.all()


def test_agenda_does_not_take_rows_of_another_session(room, desk):
    other = rooms.room(programmes.sitting(programmes.session(number=2)))
    theirs, *_others = rooms.agenda(other)
    desk.post(agenda_of(room), rows((str(theirs.pk), "Taken", "10")))
    theirs.refresh_from_db()
    assert (theirs.title, theirs.session_id) == ("Welcome", other.sitting.session_id)


def test_session_without_sittings_can_have_an_agenda(desk):
    session = programmes.session(starts=[])
    assert desk.get(reverse("agenda", args=[session.pk])).status_code == 200


def test_unknown_session_and_poll_are_not_there(room, desk):
    assert desk.get(reverse("agenda", args=[room.pk])).status_code == 404
    assert desk.get(reverse("poll-edit", args=[room.pk])).status_code == 404


POLL = {"text": "What goes well?", "option_1": "Yes", "hint_1": "All of it", "option_2": "No"}


def test_poll_is_prepared_for_every_sitting(room, desk):
    assert "No poll is prepared yet" in desk.get(polls_of(room)).text
    page = desk.post(polls_of(room), POLL, follow=True)
    assert "1. What goes well?" in page.text
    assert "All of it" in page.text
    assert "Sitting A: Prepared" in page.text


def test_poll_with_an_error_loses_nothing(room, desk):
    page = desk.post(polls_of(room), {**POLL, "option_2": ""})
    assert page.status_code == 400
    assert "Write at least two options." in page.text
    assert 'value="All of it"' in page.text


def test_poll_is_edited(room, desk):
    question = rooms.question(room)
    address = reverse("poll-edit", args=[question.pk])
    assert 'value="Where harm could come from"' in desk.get(address).text
    assert desk.post(address, {**POLL, "text": ""}).status_code == 400
    assert "The poll is changed." in desk.post(address, POLL, follow=True).text
    question.refresh_from_db()
    assert question.options == [{"label": "Yes", "hint": "All of it"}, {"label": "No", "hint": ""}]


def test_poll_is_deleted(room, desk):
    question = rooms.question(room)
    page = desk.post(reverse("poll-delete", args=[question.pk]), follow=True)
    assert "The poll is deleted." in page.text
    assert not PollQuestion.objects.exists()


def test_poll_that_was_opened_stays_as_it_was_asked(room, desk):
    question = rooms.poll(room, PollState.OPEN).question
    address = reverse("poll-edit", args=[question.pk])
    assert "It can no longer be changed." in desk.get(address).text
    assert address not in desk.get(polls_of(room)).text
    for answer in (desk.post(address, POLL), desk.post(reverse("poll-delete", args=[question.pk]))):
        assert answer.status_code == 409
        assert "It can no longer be changed." in answer.text
    question.refresh_from_db()
    assert question.text == "What goes well?"
