"""Calendar files: stable identity, growing sequence, the clock of the sitting, and nothing about who comes."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from peerhouse.programmes import queries, services
from peerhouse.programmes.enums import ProgrammeKind
from peerhouse.programmes.models import Invitation
from tests.factories import accounts, programmes

NOWHERE = "00000000-0000-4000-8000-000000000000"


def events_of(content: bytes) -> list:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def shown(response, asked_for: str) -> str:
    """A page without what differs each time: what was asked for, and the token of its forms."""
    return re.sub(r'value="\w{64}"', "", response.content.decode().replace(asked_for, ""))


def held_on(season, number, day, *, zurich="10:00", los_angeles="09:00"):
    """A session held twice that day, each time on the clock of the sitting."""
    local = [("A", zurich, "Europe/Zurich"), ("B", los_angeles, "America/Los_Angeles")]
    sittings = [
        (letter, datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), zone, 75)
        for letter, at, zone in local
    ]
    return services.create_session(
        season, number=number, title="Remedy", lead="Who, how.", sittings=sittings, published=True, actor=None
    )


def test_sitting_file_names_the_sitting_and_its_page(db):
    sitting = programmes.sitting(programmes.session(programmes.season(programmes.programme(slug="peers")), number=2))
    response = Client().get(reverse("sitting-ics", args=[sitting.pk]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="session-2-a.ics"'
    (event,) = events_of(response.content)
    assert event["UID"] == f"{sitting.pk}@testserver"
    assert event["SUMMARY"] == "Session 2, sitting A: Human rights due diligence"
    assert event["URL"] == "http://testserver/en/programmes/peers/2023/2/"
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    assert event.start == sitting.starts_at
    assert event.end - event.start == timedelta(minutes=75)
    assert event["DTSTART"].params["TZID"] == "Europe/Zurich"
    assert "door" not in response.content.decode()
    assert not {"ATTENDEE", "ORGANIZER"} & event.keys()


@pytest.mark.parametrize(
    ("day", "zurich", "los_angeles", "apart"),
    [
        ("2023-02-08", "+01:00", "-08:00", 8),
        ("2023-03-15", "+01:00", "-07:00", 7),
        ("2023-05-10", "+02:00", "-07:00", 8),
        ("2023-11-01", "+01:00", "-07:00", 7),
        ("2023-11-08", "+01:00", "-08:00", 8),
    ],
)
def test_offset_between_the_sittings_changes_with_daylight_saving(db, day, zurich, los_angeles, apart):
    session = queries.session(held_on(programmes.season(), 1, day).pk)
    first, second = queries.sittings_of(session)
    assert second.starts_at - first.starts_at == timedelta(hours=apart)
    for sitting, clock, offset in ((first, "10:00:00", zurich), (second, "09:00:00", los_angeles)):
        (event,) = events_of(queries.sitting_calendar(queries.sitting(sitting.pk)))
        assert event.start.isoformat() == f"{day}T{clock}{offset}"


def test_file_brings_its_own_zone(db):
    """A calendar program that knows no zones reads the right moment from VTIMEZONE alone."""
    session = queries.session(held_on(programmes.season(), 1, "2023-03-15").pk)
    second = queries.sitting(session.sittings.get(letter="B").pk)
    calendar = Calendar.from_ical(queries.sitting_calendar(second))
    (zone,) = calendar.walk("VTIMEZONE")
    shown = datetime(2023, 3, 15, 9, tzinfo=zone.to_tz(lookup_tzid=False))
    assert shown.astimezone(UTC) == second.starts_at == datetime(2023, 3, 15, 16, tzinfo=UTC)


def test_sequence_grows_and_the_identity_stays_when_a_sitting_moves(db, convenor, at):
    sitting = programmes.sitting()
    before = events_of(queries.sitting_calendar(sitting))[0]
    at(programmes.in_days(1))
    later = programmes.in_days(20)
    moved = services.move_sitting(sitting, starts_at=later, time_zone="Asia/Tokyo", minutes=60, actor=convenor)
    after = events_of(queries.sitting_calendar(moved))[0]
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt
    assert after.start == later


def test_cancelled_sitting_stays_in_the_feed_as_cancelled(db, convenor):
    session = programmes.session(programmes.season(programmes.programme(slug="peers")))
    programmes.session(session.season, number=2, published=False)
    services.cancel_sitting(programmes.sitting(session, "B"), actor=convenor)
    response = Client().get("/calendars/peers/2023.ics")
    assert [event["STATUS"] for event in events_of(response.content)] == ["CONFIRMED", "CANCELLED"]
    calendar = Calendar.from_ical(response.content)
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert str(calendar["NAME"]) == "Peer learning, Season 2023"
    zones = [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]
    assert sorted(zones) == ["America/Los_Angeles", "Europe/Zurich"]


def test_feed_of_a_season_without_sessions_is_an_empty_calendar(db):
    programmes.season(programmes.programme(slug="peers"))
    assert events_of(Client().get("/calendars/peers/2023.ics").content) == []


def test_calendar_is_in_the_language_of_the_programme(db):
    sitting = programmes.sitting(programmes.session(programmes.season(programmes.programme(language="fr"))))
    (event,) = events_of(queries.sitting_calendar(sitting))
    assert "/fr/programmes/" in event["URL"]


def test_unchanged_calendar_is_not_sent_again(db, convenor):
    sitting = programmes.sitting()
    address = reverse("sitting-ics", args=[sitting.pk])
    first = Client().get(address)
    again = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    services.cancel_sitting(sitting, actor=convenor)
    changed = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("kind", ["stranger", "visitor"])
def test_calendar_of_a_programme_by_invitation_is_not_there_for_others(db, signed_in, kind):
    closed = programmes.season(programmes.programme(ProgrammeKind.INVITATION, slug="circle"))
    sitting = programmes.sitting(programmes.session(closed))
    client = signed_in(accounts.person()) if kind == "stranger" else Client()
    for real, unreal in (
        (f"/calendars/sittings/{sitting.pk}.ics", f"/calendars/sittings/{NOWHERE}.ics"),
        ("/calendars/circle/2023.ics", "/calendars/circle/2024.ics"),
    ):
        there, nowhere = client.get(real), client.get(unreal)
        assert there.status_code == nowhere.status_code == 404
        assert shown(there, real) == shown(nowhere, unreal)


def test_invited_person_can_keep_the_calendar_of_the_programme(db, signed_in):
    closed = programmes.season(programmes.programme(ProgrammeKind.INVITATION, slug="circle"))
    programmes.session(closed)
    person = accounts.person()
    Invitation.objects.create(programme=closed.programme, email=person.email)
    response = signed_in(person).get("/calendars/circle/2023.ics")
    assert len(events_of(response.content)) == 2
    assert response["Cache-Control"] == "private, no-cache"
