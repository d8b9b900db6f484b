"""The only source of time in domain code: the demonstration runs in 2023, tests stand still."""

from datetime import UTC, datetime, timedelta

from django.conf import settings


def now() -> datetime:
    """The moment, aware and in UTC, moved by `CLOCK_SHIFT` (a timedelta; zero outside the demonstration)."""
    shift: timedelta = settings.CLOCK_SHIFT
    return datetime.now(UTC) + shift
