"""What a clock on a wall can mean: twice a year an hour is missing, and another comes twice."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MISSING_HOUR = _("On this day the clocks go forward and skip this time. Choose another.")
HOUR_TWICE = _("On this day the clocks go back and this time comes twice. Choose another.")


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment (UTC) when a clock in `zone` shows that time; one that is missing or comes twice is refused."""
    shown = datetime.combine(day, at)
    earlier, later = (shown.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if earlier.utcoffset() == later.utcoffset():
        return earlier.astimezone(UTC)
    returns = earlier.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == shown
    raise ValidationError(HOUR_TWICE if returns else MISSING_HOUR)
