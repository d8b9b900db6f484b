"""Time zones that a reader can choose, each named after a place that people know.

A key is an IANA name. Any key of the database is accepted, because a browser may offer one that is not listed here;
a place that is not listed shows the last part of its key.
"""

from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE = "zone"

REGIONS: tuple[tuple[Promise, dict[str, Promise]], ...] = (
    (
        _("Africa"),
        {
            "Africa/Accra": _("Accra"),
            "Africa/Cairo": _("Cairo"),
            "Africa/Johannesburg": _("Johannesburg"),
            "Africa/Lagos": _("Lagos"),
            "Africa/Nairobi": _("Nairobi"),
        },
    ),
    (
        _("Americas"),
        {
            "America/Bogota": _("Bogotá"),
            "America/Argentina/Buenos_Aires": _("Buenos Aires"),
            "America/Chicago": _("Chicago"),
            "America/Denver": _("Denver"),
            "America/Mexico_City": _("Mexico City"),
            "America/New_York": _("New York"),
            "America/Los_Angeles": _("San Francisco"),
            "America/Santiago": _("Santiago"),
            "America/Sao_Paulo": _("São Paulo"),
        },
    ),
    (
        _("Asia"),
        {
            "Asia/Amman": _("Amman"),
            "Asia/Bangkok": _("Bangkok"),
            "Asia/Shanghai": _("Beijing"),
            "Asia/Kolkata": _("Delhi"),
            "Asia/Dhaka": _("Dhaka"),
            "Asia/Dubai": _("Dubai"),
            "Asia/Jakarta": _("Jakarta"),
            "Asia/Karachi": _("Karachi"),
            "Asia/Manila": _("Manila"),
            "Asia/Seoul": _("Seoul"),
            "Asia/Singapore": _("Singapore"),
            "Asia/Tashkent": _("Tashkent"),
            "Asia/Tokyo": _("Tokyo"),
        },
    ),
    (
        _("Europe"),
        {
            "Europe/Athens": _("Athens"),
            "Europe/Zurich": _("Geneva"),
            "Europe/Istanbul": _("Istanbul"),
            "Europe/Lisbon": _("Lisbon"),
            "Europe/London": _("London"),
            "Europe/Moscow": _("Moscow"),
            "Europe/Paris": _("Paris"),
        },
    ),
    (
        _("Pacific"),
        {
            "Pacific/Auckland": _("Auckland"),
            "Pacific/Honolulu": _("Honolulu"),
            "Australia/Perth": _("Perth"),
            "Australia/Sydney": _("Sydney"),
        },
    ),
    (_("Everywhere"), {"UTC": _("UTC")}),
)
PLACES = {key: place for _region, places in REGIONS for key, place in places.items()}


@cache
def _keys() -> frozenset[str]:
    # Names without a region belong to this machine ("localtime"), which no browser knows.
    return frozenset(key for key in available_timezones() if "/" in key or key == "UTC")


def zone_called(key: str) -> ZoneInfo | None:
    """The zone of that IANA key, or None for anything else, whatever a cookie may hold."""
    return ZoneInfo(key) if key in _keys() else None


def place_of(key: str) -> str:
    """The place that stands for a zone in a sentence: "Europe/Zurich" is Geneva, where the programme sits."""
    return str(PLACES.get(key) or key.rpartition("/")[2].replace("_", " "))


@dataclass(frozen=True)
class ReaderZone:
    """The zone whose clock the reader sees, and what can be chosen instead."""

    key: str
    chosen: bool  # in this browser; else a device may offer its own
    assumed: bool  # nobody said it: where there is script, times move to the clock of the device
    regions: tuple[tuple[Promise, dict[str, Promise]], ...] = REGIONS

    @property
    def place(self) -> str:
        return place_of(self.key)

    @property
    def listed(self) -> bool:
        return self.key in PLACES
