"""Times in plain text, for mails: the words of `{% when %}` without its mark-up."""

from datetime import datetime
from html import unescape

from django import template
from django.utils.html import strip_tags

from peerhouse.web.templatetags.peerhouse import when

register = template.Library()


@register.simple_tag
def spoken_when(value: datetime, zone: str, until: datetime) -> str:
    """Day, time, place and offset of a sitting on the clock of `zone` (an IANA key)."""
    return unescape(strip_tags(when(value, zone, until=until)))
