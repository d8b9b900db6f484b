"""What the services of a room change, tell and leave alone."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from peerhouse.credentials.issuing import queries as issuing
from peerhouse.credentials.issuing.models import SlotPrivateKey
from peerhouse.kernel import audit
from peerhouse.kernel.models import AuditEvent
from peerhouse.programmes import services as programmes_services
from peerhouse.programmes.enums import SittingState, StatementKind
from peerhouse.rooms import services
from peerhouse.rooms.enums import PollState, RoomState
from peerhouse.rooms.errors import (
    DoorsClosedError,
    DoorsNotOpenError,
    NotAcceptedError,
    PollOpenError,
    WrongStateError,
)
from peerhouse.rooms.models import AgendaItem, Poll, PollQuestion, Room, SealedBallot
from tests.factories import credentials, programmes, rooms

pytestmark = pytest.mark.django_db


def test_room_is_prepared_once_with_the_polls_of_its_session():
    session = programmes.session()
    first = services.prepare_room(programmes.sitting(session, "A"), actor=None)
    question = rooms.question(first)

    second = services.prepare_room(programmes.sitting(session, "B"), actor=None)

    assert services.prepare_room(programmes.sitting(session, "B"), actor=None).key == second.key
    assert (second.title, second.session_number, second.letter, second.language) == (session.title, 1, "B", "en")
    assert [(poll.room.letter, poll.slot) for poll in question.polls.order_by("room__letter")] == [
        ("A", "poll-01"),
        ("B", "poll-01"),
    ]


def test_keys_of_two_rooms_are_random():
    session = programmes.session()
    keys = {services.prepare_room(programmes.sitting(session, letter), actor=None).key for letter in "AB"}
    assert len(keys) == 2
    assert min(map(len, keys)) >= 32


def test_titles_follow_the_session():
    room = rooms.room()
    programmes_services.rename_session(room.sitting.session, number=4, title="Remedy", lead="", actor=None)
    renamed = services.refresh_titles(room.pk, actor=None)
    assert (renamed.title, renamed.session_number, renamed.version) == ("Remedy", 4, room.version + 1)


def test_titles_of_a_sitting_without_a_room_are_nobodys():
    assert services.refresh_titles(programmes.sitting().pk, actor=None) is None


def test_doors_do_not_open_before_the_keys_are_made():
    room = services.prepare_room(programmes.sitting(), actor=None)
    with pytest.raises(WrongStateError, match="still being made"):
        services.open_doors(room, actor=None)


def test_doors_do_not_open_for_a_cancelled_sitting():
    room = rooms.room()
    programmes_services.cancel_sitting(room.sitting, actor=None)
    with pytest.raises(WrongStateError, match="cancelled"):
        services.open_doors(room, actor=None)


def test_closing_the_doors_destroys_every_private_key():
    room = rooms.room(state=RoomState.OPEN)
    assert SlotPrivateKey.objects.filter(issuer=room.pk).count() == 24
    services.close_doors(room, actor=None)
    assert not SlotPrivateKey.objects.filter(issuer=room.pk).exists()


def test_ending_closes_open_doors_and_marks_the_sitting_held(convenor):
    room = rooms.room(state=RoomState.OPEN)
    rooms.agenda(room)
    services.next_item(room, actor=convenor)

    ended = services.end_sitting(room, actor=convenor)

    assert (ended.state, ended.current_item, ended.item_ends_at) == (RoomState.ENDED, None, None)
    assert not issuing.has_keys(room.pk)
    assert programmes.queries.sitting(room.pk).state == SittingState.HELD


def test_agenda_keeps_the_items_that_stay_and_their_clock():
    room = rooms.room(state=RoomState.OPEN)
    welcome, steps, end = rooms.agenda(room)
    services.start_item(room, steps, actor=None)

    saved = services.save_agenda(
        room.sitting.session,
        [
            services.Line("Four steps, slower", 45, steps.pk),
            services.Line("Coffee", 5),
            services.Line("End", 5, end.pk),
        ],
        actor=None,
    )

    assert [(item.title, item.minutes) for item in saved] == [("Four steps, slower", 45), ("Coffee", 5), ("End", 5)]
    assert [saved[0].pk, saved[2].pk] == [steps.pk, end.pk]
    assert not AgendaItem.objects.filter(pk=welcome.pk).exists()
    assert Room.objects.get(pk=room.pk).current_item == saved[0]


def test_agenda_without_the_running_item_stops_its_clock():
    room = rooms.room(state=RoomState.OPEN)
    rooms.agenda(room)
    running = services.next_item(room, actor=None)
    services.save_agenda(room.sitting.session, [services.Line("Welcome", 10)], actor=None)
    stopped = Room.objects.get(pk=room.pk)
    assert (stopped.current_item, stopped.item_ends_at) == (None, None)
    assert stopped.version > running.version


def test_item_of_another_session_is_not_started():
    room = rooms.room(state=RoomState.OPEN)
    elsewhere = rooms.room(programmes.sitting(programmes.session(number=2)))
    item, *_others = rooms.agenda(elsewhere)
    with pytest.raises(WrongStateError, match="another session"):
        services.start_item(room, item, actor=None)


def test_next_walks_through_the_agenda_and_stops_at_its_end():
    room = rooms.room(state=RoomState.OPEN)
    items = rooms.agenda(room)
    for item in items:
        room = services.next_item(room, actor=None)
        assert room.current_item == item
        assert abs(room.item_ends_at - now() - timedelta(minutes=item.minutes)) < timedelta(seconds=5)
    with pytest.raises(WrongStateError, match="last part"):
        services.next_item(room, actor=None)


def test_minutes_are_added_to_the_time_left():
    room = rooms.room(state=RoomState.OPEN)
    rooms.agenda(room)
    running = services.next_item(room, actor=None)
    assert services.add_minutes(room, 2, actor=None).item_ends_at == running.item_ends_at + timedelta(minutes=2)


def test_minutes_are_added_from_now_once_the_time_is_over():
    room = rooms.room(state=RoomState.OPEN)
    rooms.agenda(room)
    services.next_item(room, actor=None)
    Room.objects.filter(pk=room.pk).update(item_ends_at=now() - timedelta(minutes=7))
    longer = services.add_minutes(room, 2, actor=None)
    assert abs(longer.item_ends_at - now() - timedelta(minutes=2)) < timedelta(seconds=5)


def test_minutes_need_a_running_item():
    room = rooms.room(state=RoomState.OPEN)
    with pytest.raises(WrongStateError, match="No part"):
        services.add_minutes(room, 2, actor=None)


def test_question_takes_the_first_free_slot():
    room = rooms.room()
    first, second = rooms.question(room), rooms.question(room)
    services.delete_question(first, actor=None)
    assert (rooms.question(room).number, second.number) == (1, 2)


def test_session_has_24_slots_and_no_more():
    room = rooms.room()
    for number in range(1, 25):
        assert rooms.question(room).number == number
    with pytest.raises(WrongStateError, match="24 polls"):
        rooms.question(room)


def test_question_can_be_changed_until_a_sitting_sees_it():
    room = rooms.room(state=RoomState.OPEN)
    question = rooms.question(room)
    services.edit_question(question, "What is hard?", [{"label": "All", "hint": ""}], actor=None)
    assert PollQuestion.objects.get(pk=question.pk).text == "What is hard?"

    services.open_poll(question.polls.get(), actor=None)
    for change in (
        lambda: services.edit_question(question, "What else?", [], actor=None),
        lambda: services.delete_question(question, actor=None),
    ):
        with pytest.raises(WrongStateError, match="no longer be changed"):
            change()


def test_closing_keeps_how_many_seals_were_issued():
    room = rooms.room(state=RoomState.OPEN)
    registration = rooms.participant(room)
    services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)
    poll = rooms.poll(room, PollState.CLOSING)
    assert (poll.seals_issued, poll.seals_anew) == (1, 0)


def test_closing_keeps_how_many_seals_were_made_anew():
    room = rooms.room(state=RoomState.OPEN)
    registration = rooms.participant(room)
    services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)
    services.reissue_seal(registration, actor=None)
    services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)
    poll = rooms.poll(room, PollState.CLOSING)
    assert (poll.seals_issued, poll.seals_anew) == (2, 1)


def test_seals_are_handed_out_and_open():
    room = rooms.room(state=RoomState.OPEN)
    registration = rooms.participant(room)
    wallet = credentials.Wallet(room.pk)
    signed = services.hand_out_seals(registration, wallet.batch, actor=registration.person)
    assert len(wallet.open(signed)) == 24
    assert services.hand_out_seals(registration, wallet.batch, actor=registration.person) == signed


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (RoomState.PREPARED, DoorsNotOpenError),
        (RoomState.CLOSED, DoorsClosedError),
        (RoomState.ENDED, DoorsClosedError),
    ],
)
def test_seals_are_handed_out_only_while_the_doors_are_open(state, refusal):
    room = rooms.room()
    registration = rooms.participant(room)
    rooms.bring_to(room, state)
    with pytest.raises(refusal):
        services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)


@pytest.mark.parametrize("state", [PollState.OPEN, PollState.CLOSING])
def test_no_seal_is_handed_out_while_a_poll_takes_ballots(state):
    room = rooms.room(state=RoomState.OPEN)
    registration = rooms.participant(room)
    rooms.poll(room, state)
    with pytest.raises(PollOpenError) as refusal:
        services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)
    assert refusal.value.retry_after > 0


def test_seals_wait_for_the_acceptance_of_a_new_version():
    room = rooms.room(state=RoomState.OPEN)
    registration = rooms.participant(room)
    programmes.statement(rooms.programme_of(room), StatementKind.ANTITRUST, "No prices.")
    wallet = credentials.Wallet(room.pk)
    with pytest.raises(NotAcceptedError):
        services.hand_out_seals(registration, wallet.batch, actor=registration.person)
    rooms.accept(registration)
    assert services.hand_out_seals(registration, wallet.batch, actor=registration.person)


def test_room_learns_of_seals_in_fives():
    room = rooms.room(state=RoomState.OPEN)
    for number in range(1, 8):
        registration = rooms.participant(room)
        services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)
        shown = Room.objects.get(pk=room.pk)
        assert shown.seals_about == number - number % 5
        assert shown.version == room.version + number // 5


def test_seals_can_be_allowed_anew_and_are_counted():
    room = rooms.room(state=RoomState.OPEN)
    registration = rooms.participant(room)
    services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)
    services.reissue_seal(registration, actor=None)
    assert services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)
    assert (issuing.issued_count(room.pk), issuing.reissued_count(room.pk)) == (2, 1)


@pytest.mark.parametrize("state", [RoomState.PREPARED, RoomState.CLOSED, RoomState.ENDED])
def test_seals_are_not_allowed_anew_behind_closed_doors(state):
    room = rooms.room()
    registration = rooms.participant(room)
    rooms.bring_to(room, state)
    with pytest.raises(WrongStateError, match="only while the doors are open"):
        services.reissue_seal(registration, actor=None)


def test_seals_are_not_allowed_anew_under_an_open_poll():
    room = rooms.room(state=RoomState.OPEN)
    registration = rooms.participant(room)
    rooms.poll(room, PollState.OPEN)
    with pytest.raises(WrongStateError, match="A poll is open"):
        services.reissue_seal(registration, actor=None)


def test_every_staff_action_leaves_an_event(convenor):
    room = rooms.room()
    AuditEvent.objects.all().delete()
    session = room.sitting.session
    options = [{"label": "Yes", "hint": ""}, {"label": "No", "hint": ""}]

    services.save_agenda(session, [services.Line("Welcome", 5), services.Line("Steps", 30)], actor=convenor)
    question = services.prepare_question(session, "Well?", options, actor=convenor)
    services.edit_question(question, "All well?", options, actor=convenor)
    services.delete_question(services.prepare_question(session, "Else?", options, actor=convenor), actor=convenor)
    services.open_doors(room, actor=convenor)
    services.next_item(room, actor=convenor)
    services.add_minutes(room, 2, actor=convenor)
    registration = rooms.participant(room)
    before = AuditEvent.objects.count()
    services.hand_out_seals(registration, credentials.Wallet(room.pk).batch, actor=registration.person)
    assert AuditEvent.objects.count() == before, "what a participant does is nobody's business"
    services.reissue_seal(registration, actor=convenor)
    poll = Poll.objects.get(question=question)
    services.open_poll(poll, actor=convenor)
    services.close_poll(poll, actor=convenor)
    Poll.objects.filter(pk=poll.pk).update(state=PollState.RELEASED)
    services.close_doors(room, actor=convenor)
    services.end_sitting(room, actor=convenor)

    assert sorted(AuditEvent.objects.filter(actor=convenor).values_list("action", flat=True)) == sorted([
        "agenda saved", "poll prepared", "poll edited", "poll prepared", "poll deleted", "doors opened",
        "agenda item started", "agenda item extended", "new seals allowed", "poll opened", "poll closed",
        "keys destroyed", "doors closed", "sitting held", "sitting ended",
    ])  # fmt: skip
    told = " ".join(str(event.detail) for event in AuditEvent.objects.all())
    assert registration.person.email not in told
    assert str(registration.pk) not in told
    assert {event.action for event in audit.about(room)} == {
        "doors opened", "agenda item started", "agenda item extended", "doors closed", "sitting ended",
    }  # fmt: skip


def test_things_of_a_room_are_called_what_staff_calls_them():
    room = rooms.room(state=RoomState.OPEN)
    welcome, *_others = rooms.agenda(room)
    poll = rooms.poll(room)
    assert [str(thing) for thing in (room, welcome, poll, poll.question)] == [
        f"{room.title} A",
        "Welcome",
        "What goes well?",
        "What goes well?",
    ]


def test_sealed_ballot_says_nothing_of_itself():
    assert str(SealedBallot(nullifier=b"n" * 32, option=1)) == "sealed ballot"
