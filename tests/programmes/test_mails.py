"""Mails as a real mail server gets them."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from icalendar import Calendar

from peerhouse.programmes import mails, queries, services
from peerhouse.programmes.enums import ProgrammeKind
from tests.factories import accounts, programmes
from tests.programmes.test_calendars import held_on

DIGEST = "ab" * 32
PORT = 22025


class Mailbox:
    """An SMTP server's handler that keeps what it is sent."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802 (aiosmtpd calls it so)
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"


@pytest.fixture
def mailbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", PORT
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=PORT)
    server.start()
    yield box
    server.stop()


@pytest.fixture
def sittings(db, at):
    """Sittings A and B of 15 March 2023: Los Angeles has summer time already, Zurich has not."""
    at(programmes.in_days(0).replace(year=2023, month=3, day=1))
    session = held_on(programmes.season(programmes.programme(slug="peers")), 2, "2023-03-15")
    return programmes.sitting(session, "A"), programmes.sitting(session, "B")


@pytest.fixture
def sending(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def text_of(message: EmailMessage) -> str:
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def entries_of(message: EmailMessage) -> list[Calendar]:
    files = [part for part in message.iter_attachments() if part.get_content_type() == "text/calendar"]
    calendars = [Calendar.from_ical(part.get_content()) for part in files]
    said = [part.get_param("method") for part in files]
    assert said == [calendar["METHOD"] for calendar in calendars]
    return calendars


def test_confirmation_is_on_the_readers_clock_and_carries_the_keys_digest(sittings, mailbox, sending):
    _first, second = sittings
    person = accounts.person("reader@company.example")
    seat = programmes.registration(person, second, time_zone="America/Los_Angeles", name="A & <B>")
    with sending(execute=True):
        services.send_confirmation(seat, key_digest=DIGEST)
    (message,) = mailbox.messages
    assert message["To"] == "reader@company.example"
    assert message["Subject"] == "You are registered: session 2, sitting B"
    assert "09:00–10:15 (San Francisco, UTC−7)" in text_of(message)
    assert f"http://testserver/en/door/{second.pk}/#keys={DIGEST}\n" in text_of(message)
    assert "The sitting’s own time" not in text_of(message)
    (calendar,) = entries_of(message)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert event["ATTENDEE"] == "mailto:reader@company.example"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert event["ORGANIZER"] == "mailto:secretariat@peerhouse.example"
    assert event["LOCATION"] == f"http://testserver/en/door/{second.pk}/#keys={DIGEST}"


def test_confirmation_is_in_the_readers_language(sittings, mailbox, sending):
    first, _second = sittings
    person = accounts.person()
    seat = programmes.registration(person, first, language="ar", time_zone="America/Los_Angeles")
    with sending(execute=True):
        services.send_confirmation(seat, key_digest=DIGEST)
    (message,) = mailbox.messages
    assert f"http://testserver/ar/door/{first.pk}/#keys={DIGEST}" in text_of(message)
    own, of_the_sitting = (text_of(message).find(clock) for clock in ("02:00–03:15", "10:00–11:15"))
    assert 0 < own < of_the_sitting
    assert "مارس" in text_of(message)


def test_titles_are_not_escaped_in_plain_text(db, mailbox, sending):
    sitting = programmes.sitting(programmes.session(title="Cause & “contribute” <or> linked"))
    seat = programmes.registration(accounts.person(), sitting)
    with sending(execute=True):
        services.send_confirmation(seat, key_digest=DIGEST)
    assert "Cause & “contribute” <or> linked" in text_of(mailbox.messages[0])


def test_switch_takes_one_sitting_out_of_the_calendar_and_enters_the_other(sittings, mailbox, sending):
    first, second = sittings
    person = accounts.person()
    seat = programmes.registration(person, first)
    seat.sitting = second
    with sending(execute=True):
        mails.send_switched(seat, left=first)
    (message,) = mailbox.messages
    old, new = entries_of(message)
    assert (old["METHOD"], new["METHOD"]) == ("CANCEL", "REQUEST")
    (gone,), (entered,) = old.walk("VEVENT"), new.walk("VEVENT")
    assert (gone["UID"], gone["STATUS"]) == (f"{first.pk}@testserver", "CANCELLED")
    assert (entered["UID"], entered["STATUS"]) == (f"{second.pk}@testserver", "CONFIRMED")
    assert "LOCATION" not in entered


def test_giving_up_the_seat_takes_it_out_of_the_calendar(sittings, mailbox, sending):
    first, _second = sittings
    person = accounts.person()
    seat = programmes.registration(person, first)
    with sending(execute=True):
        services.cancel_registration(seat, actor=person)
    (message,) = mailbox.messages
    assert message["Subject"] == "You have cancelled: session 2, sitting A"
    assert [calendar["METHOD"] for calendar in entries_of(message)] == ["CANCEL"]


def test_everybody_registered_hears_that_a_sitting_moved(sittings, convenor, mailbox, sending):
    first, second = sittings
    here, elsewhere, gone = accounts.person(), accounts.person(), accounts.person()
    programmes.registration(here, first)
    programmes.registration(elsewhere, second)
    services.cancel_registration(programmes.registration(gone, first), actor=gone)
    with sending(execute=True):
        mails.tell_registered(queries.sitting(first.pk), mails.MOVED)
    assert [message["To"] for message in mailbox.messages] == [here.email]
    services.move_sitting(first, starts_at=second.starts_at, time_zone="Asia/Tokyo", minutes=75, actor=convenor)
    with sending(execute=True):
        mails.tell_registered(queries.sitting(first.pk), mails.MOVED)
    (calendar,) = entries_of(mailbox.messages[-1])
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["SEQUENCE"]) == ("REQUEST", 1)
    assert event.start == second.starts_at
    assert "01:00–02:15 (Tokyo, UTC+9)" in text_of(mailbox.messages[-1])


def test_everybody_registered_hears_that_a_sitting_is_cancelled(sittings, convenor, mailbox, sending):
    first, _second = sittings
    programmes.registration(accounts.person(), first)
    with sending(execute=True):
        services.cancel_sitting(first, actor=convenor)
    (message,) = mailbox.messages
    assert message["Subject"] == "Session 2, sitting A will not be held"
    (calendar,) = entries_of(message)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)


def test_invitation_is_in_the_convenors_language_and_only_to_new_addresses(db, convenor, mailbox, sending):
    convenor.language = "fr"
    circle = programmes.programme(ProgrammeKind.INVITATION, slug="circle")
    with sending(execute=True):
        services.add_invitations(circle, ["Known@company.example"], actor=convenor)
        services.add_invitations(circle, ["known@company.example", "new@company.example"], actor=convenor, by_mail=True)
    (message,) = mailbox.messages
    assert message["To"] == "new@company.example"
    assert "http://testserver/fr/programmes/circle/" in text_of(message)
    assert [invitation.email for invitation in queries.invitations_of(circle)] == [
        "known@company.example",
        "new@company.example",
    ]
