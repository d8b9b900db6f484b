"""What only the pages around a room show."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from peerhouse.web.zones import place_of

register = template.Library()

register.filter("place", place_of)


@register.filter
def milliseconds(moment: datetime) -> int:
    """Since 1970, for a script's clock."""
    return round(moment.timestamp() * 1000)


@register.filter
def minutes_from(end: datetime, now: datetime) -> str:
    """The time left, or over, as a kitchen timer says it: 5:48. A script keeps it going."""
    minutes, seconds = divmod(round(abs((end - now).total_seconds())), 60)
    return f"{minutes}:{seconds:02}"


@register.filter
def clock(moment: datetime) -> str:
    """The time of day on the reader's clock."""
    return date_format(timezone.localtime(moment), "TIME_FORMAT")
