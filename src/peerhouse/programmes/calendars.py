"""Sittings as calendar entries (RFC 5545). A public one never holds the joining link."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import STATUS, Calendar, Event, vCalAddress

from peerhouse.programmes.enums import SittingState
from peerhouse.programmes.models import Season, Sitting

PRODUCT = "-//Peerhouse//Peer learning//EN"
# How often a calendar that follows the season may ask whether something moved.
REFRESH = timedelta(hours=6)

Method = Literal["REQUEST", "CANCEL"]


def sitting_calendar(sitting: Sitting) -> bytes:
    """The file of one sitting, in the programme's language; the same bytes until staff change the sitting."""
    with translation.override(sitting.session.season.programme.language):
        return _calendar(sitting.pk, [_event(sitting)])


def season_calendar(season: Season, sittings: Sequence[Sitting]) -> bytes:
    """The feed of a season, in the programme's language; a cancelled sitting stays in it, marked as cancelled."""
    with translation.override(season.programme.language):
        name = _("%(programme)s, %(season)s") % {"programme": season.programme.title, "season": season.title}
        return _calendar(season.pk, [_event(sitting) for sitting in sittings], name=name, refresh_interval=REFRESH)


def sitting_notice(sitting: Sitting, *, to: str, method: Method, joining_link: str = "") -> bytes:
    """The file for a mail to one person, in the active language: REQUEST enters the sitting, CANCEL takes it out.

    The person counts as having accepted, and no reply is asked: answers would pile up who comes in a mailbox.
    """
    event = _event(sitting)
    organiser = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    organiser.params["CN"] = sitting.session.season.programme.title
    attendee = vCalAddress(f"mailto:{to}")
    attendee.params.update({"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    event.add("organizer", organiser)
    event.add("attendee", attendee)
    if method == "CANCEL":
        event.status = STATUS.CANCELLED
    if joining_link:
        event["location"] = joining_link
    return _calendar(sitting.pk, [event], method=method)


def _event(sitting: Sitting) -> Event:
    session = sitting.session
    zone = ZoneInfo(sitting.time_zone)
    season = session.season
    page = reverse("session", args=[season.programme.slug, season.slug, session.number])
    words = {"number": session.number, "letter": sitting.letter, "title": session.title}
    return Event.new(
        uid=f"{sitting.pk}@{urlsplit(settings.SITE_ORIGIN).hostname}",
        stamp=sitting.revised_at,
        sequence=sitting.sequence,
        start=sitting.starts_at.astimezone(zone),
        end=sitting.ends_at.astimezone(zone),
        status=STATUS.CANCELLED if sitting.state == SittingState.CANCELLED else STATUS.CONFIRMED,
        summary=_("Session %(number)s, sitting %(letter)s: %(title)s") % words,
        description=session.lead,
        url=f"{settings.SITE_ORIGIN}{page}",
    )


def _calendar(uid: UUID, events: Sequence[Event], **properties: Any) -> bytes:
    calendar = Calendar.new(prodid=PRODUCT, uid=str(uid), **properties)
    for event in events:
        calendar.add_component(event)
    if events:
        # Only the years in question: the whole history of a zone is longer than the calendar.
        years = [event.start.year for event in events]
        calendar.add_missing_timezones(first_date=date(min(years) - 1, 1, 1), last_date=date(max(years) + 1, 12, 31))
    return bytes(calendar.to_ical())
