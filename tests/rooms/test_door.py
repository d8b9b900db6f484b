"""The door: who is asked what, in which order, and what stays behind."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from django.test import Client
from django.urls import reverse

from peerhouse.credentials.issuing import queries as issuing
from peerhouse.programmes import services as programmes_services
from peerhouse.programmes.enums import ProgrammeKind, StatementKind
from peerhouse.programmes.models import Acceptance
from peerhouse.rooms import services
from peerhouse.rooms.enums import PollState, RoomState
from tests.factories import accounts, credentials, programmes, rooms

pytestmark = pytest.mark.django_db


def door(room):
    return reverse("door", args=[room.pk])


def seal(room):
    return reverse("seal", args=[room.pk])


def ask_for_seals(client, room, wallet):
    batch = [urlsafe_b64encode(value).rstrip(b"=").decode() for value in wallet.batch]
    return client.post(seal(room), json.dumps({"blinded": batch}), content_type="application/json")


def open_seals(wallet, answer):
    signatures = [urlsafe_b64decode(text + "=" * (-len(text) % 4)) for text in answer.json()["signatures"]]
    return wallet.open(signatures)


@pytest.fixture
def room():
    return rooms.room(state=RoomState.OPEN)


def test_visitor_is_asked_to_sign_in_and_told_nothing(room):
    page = Client().get(door(room))
    assert page.status_code == 200
    assert f"{reverse('sign-in')}?next={door(room)}" in page.text
    assert room.title not in page.text


def test_visitor_gets_no_seals(room):
    answer = ask_for_seals(Client(), room, credentials.Wallet(room.pk))
    assert (answer.status_code, list(answer.json())) == (403, ["reason"])


def test_unknown_sitting_is_not_there():
    assert Client().get(reverse("door", args=[accounts.person().pk])).status_code == 404


def test_person_who_is_not_registered_is_told_where_to(room, signed_in):
    client = signed_in(accounts.person())
    page = client.get(door(room))
    assert page.status_code == 403
    assert "You are not registered for this sitting" in page.text
    assert reverse("register", args=[room.sitting.session_id]) in page.text
    assert ask_for_seals(client, room, credentials.Wallet(room.pk)).status_code == 403


def test_person_registered_for_the_other_sitting_is_told_so(room, signed_in):
    other = rooms.room(programmes.sitting(room.sitting.session, "B"))
    page = signed_in(rooms.participant(other).person).get(door(room))
    assert "You are registered for sitting B" in page.text
    assert reverse("registrations") in page.text


def test_person_who_is_too_late_to_register_is_told_so(room, signed_in):
    for letter in "AB":
        programmes_services.cancel_sitting(programmes.sitting(room.sitting.session, letter), actor=None)
    page = signed_in(accounts.person()).get(door(room))
    assert "Registration for this session is closed" in page.text


def test_sitting_by_invitation_is_not_there_for_others(signed_in):
    session = programmes.session(programmes.season(programmes.programme(ProgrammeKind.INVITATION)))
    room = rooms.room(programmes.sitting(session))
    assert signed_in(accounts.person()).get(door(room)).status_code == 404


def test_statements_are_accepted_before_anything_else(room, signed_in):
    registration = rooms.participant(room)
    rules = programmes.statement(rooms.programme_of(room), text="- **Say what.** Never who.")
    client = signed_in(registration.person)

    gate = client.get(door(room))
    assert "<strong>Say what.</strong>" in gate.text
    assert rules.sha256 in gate.text
    assert client.get(seal(room))["Location"] == door(room)
    assert ask_for_seals(client, room, credentials.Wallet(room.pk)).status_code == 403

    accepted = client.post(door(room), {"agree": "on", "statements": [rules.pk]})
    assert accepted["Location"] == door(room)
    assert client.get(door(room))["Location"] == seal(room)
    assert client.get(seal(room)).status_code == 200


def test_acceptance_keeps_neither_time_nor_address(room, signed_in):
    rules = programmes.statement(rooms.programme_of(room))
    person = accounts.person()
    programmes.registration(person, room.sitting)
    signed_in(person).post(door(room), {"agree": "on", "statements": [rules.pk]})
    assert Acceptance.objects.values().get() == {
        "id": Acceptance.objects.get().pk,
        "person_id": person.pk,
        "sitting_id": room.pk,
        "statement_id": rules.pk,
    }


def test_statement_without_the_box_is_not_accepted(room, signed_in):
    registration = rooms.participant(room)
    rules = programmes.statement(rooms.programme_of(room))
    page = signed_in(registration.person).post(door(room), {"statements": [rules.pk]})
    assert page.status_code == 400
    assert "Tick the box" in page.text
    assert not Acceptance.objects.exists()


def test_statement_that_changed_while_it_was_read_is_asked_again(room, signed_in):
    registration = rooms.participant(room)
    read = programmes.statement(rooms.programme_of(room), text="- One.")
    programmes.statement(rooms.programme_of(room), text="- Two.")
    page = signed_in(registration.person).post(door(room), {"agree": "on", "statements": [read.pk]})
    assert page.status_code == 409
    assert "This text changed while you were reading" in page.text
    assert "Two." in page.text
    assert not Acceptance.objects.exists()


def test_new_version_is_asked_again_at_the_door(room, signed_in):
    registration = rooms.participant(room)
    client = signed_in(registration.person)
    assert client.get(door(room))["Location"] == seal(room)
    programmes.statement(rooms.programme_of(room), StatementKind.ANTITRUST, "No prices.")
    page = client.get(door(room))
    assert page.status_code == 200
    assert "No prices." in page.text
    assert ask_for_seals(client, room, credentials.Wallet(room.pk)).status_code == 403


def test_statement_in_arabic_is_marked_as_such(room, signed_in):
    registration = rooms.participant(room)
    texts = {"en": "- One.", "ar": "- واحد."}
    programmes_services.publish_statement(rooms.programme_of(room), StatementKind.GROUND_RULES, texts, actor=None)
    page = signed_in(registration.person).get(door(room).replace("/en/", "/ar/"))
    assert '<div class="statement" lang="ar" dir="rtl">' in page.text


def test_door_before_its_time_says_when(signed_in):
    room = rooms.room()
    client = signed_in(rooms.participant(room).person)
    page = client.get(door(room))
    assert page.status_code == 200
    assert "The doors are not open yet" in page.text
    assert room.sitting.starts_at.strftime("%Y-%m-%d") in page.text
    assert 'data-retry="15"' in page.text
    assert ask_for_seals(client, room, credentials.Wallet(room.pk)).status_code == 423


@pytest.mark.parametrize("state", [PollState.OPEN, PollState.CLOSING])
def test_door_waits_while_a_poll_takes_ballots(room, signed_in, state):
    client = signed_in(rooms.participant(room).person)
    poll = rooms.poll(room, state)

    page = client.get(door(room))
    assert 'data-retry="5"' in page.text
    assert "The door opens again when the poll closes" in page.text
    assert client.get(seal(room))["Location"] == door(room)
    answer = ask_for_seals(client, room, credentials.Wallet(room.pk))
    assert (answer.status_code, answer["Retry-After"]) == (423, "5")
    assert answer.json() == {"reason": "A poll is open. The door opens again when it closes."}
    assert client.get(door(room), headers={"Accept": "application/json"}).json() == {"state": "waiting"}

    type(poll).objects.filter(pk=poll.pk).update(state=PollState.SEALED)
    assert client.get(door(room), headers={"Accept": "application/json"}).json() == {"state": "open"}
    assert ask_for_seals(client, room, credentials.Wallet(room.pk)).status_code == 200


@pytest.mark.parametrize(
    ("state", "words"), [(RoomState.CLOSED, "The doors are closed"), (RoomState.ENDED, "The sitting has ended")]
)
def test_closed_door_stays_closed(signed_in, state, words):
    room = rooms.room()
    client = signed_in(rooms.participant(room).person)
    rooms.bring_to(room, state)
    page = client.get(door(room))
    assert words in page.text
    assert 'data-retry=""' in page.text
    assert ask_for_seals(client, room, credentials.Wallet(room.pk)).status_code == 410


def test_seals_are_signed_once_for_a_registration(room, signed_in, settings):
    registration = rooms.participant(room)
    client = signed_in(registration.person)
    wallet = credentials.Wallet(room.pk)

    answer = ask_for_seals(client, room, wallet)
    assert answer.status_code == 200
    assert len(open_seals(wallet, answer)) == 24
    assert answer.json()["room"] == f"{settings.ROOM_ORIGIN}/en/room/{room.pk}"
    assert answer.json()["room_key"] == room.key
    assert ask_for_seals(client, room, wallet).json() == answer.json(), "a lost answer costs nothing"

    other = ask_for_seals(client, room, credentials.Wallet(room.pk))
    assert other.status_code == 409
    assert "another browser" in other.json()["reason"]
    assert issuing.issued_count(room.pk) == 1


def test_seals_are_signed_anew_once_a_convenor_allows_it(room, signed_in):
    registration = rooms.participant(room)
    client = signed_in(registration.person)
    ask_for_seals(client, room, credentials.Wallet(room.pk))
    services.reissue_seal(registration, actor=None)
    wallet = credentials.Wallet(room.pk)
    assert len(open_seals(wallet, ask_for_seals(client, room, wallet))) == 24


@pytest.mark.parametrize(
    "body", ["", "[]", '{"blinded": 3}', '{"blinded": [3]}', '{"blinded": ["é"]}', '{"blinded": ["a"]}']
)
def test_nonsense_is_not_signed(room, signed_in, body):
    client = signed_in(rooms.participant(room).person)
    answer = client.post(seal(room), body, content_type="application/json")
    assert answer.status_code in {400, 403}
    assert issuing.issued_count(room.pk) == 0


def test_page_of_the_seal_does_not_hold_the_key_of_the_room(room, signed_in):
    page = signed_in(rooms.participant(room).person).get(seal(room))
    assert room.key not in page.text
    assert reverse("manifest", args=[room.pk]) in page.text
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_manifest_is_the_same_for_everybody(room, signed_in):
    address = reverse("manifest", args=[room.pk])
    answers = {Client().get(address).content, signed_in(rooms.participant(room).person).get(address).content}
    assert answers == {issuing.manifest(room.pk)}
    assert not Client().get(address).cookies


def test_manifest_that_is_not_made_yet_can_be_asked_for_again():
    room = services.prepare_room(programmes.sitting(), actor=None)
    answer = Client().get(reverse("manifest", args=[room.pk]))
    assert answer.status_code == 423
    assert answer["Retry-After"]
