"""The shared screen: one thing at a time, large; nothing on it is more than everybody in the room may see."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from peerhouse.kernel import clock
from peerhouse.releases import queries as releases
from peerhouse.rooms import queries, rules
from peerhouse.rooms.enums import RoomState
from peerhouse.rooms.models import Room
from peerhouse.rooms.states import TAKING_BALLOTS
from peerhouse.rooms.views.words import joining_link, words_of
from peerhouse.web.authorisation import guarded


@guarded(rules.run_sitting, load=queries.room)
@never_cache
@require_safe
def stage(request: HttpRequest, room: Room) -> HttpResponse:
    """The page; for htmx its moving part alone, or nothing (204) when that has not changed since `seen`."""
    poll = room.shown_poll
    stamp = f"{room.version}.{poll.at_least if poll else 0}"
    if request.htmx and request.GET.get("seen") == stamp:  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    words = words_of(room.pk)
    voting = poll is not None and poll.state in TAKING_BALLOTS
    context: dict[str, Any] = {
        "room": room,
        "session": room.sitting.session,
        "timetable": queries.timetable(room),
        "now": clock.now(),
        "poll": poll,
        "voting": voting,
        "chart": releases.chart_of(poll.pk) if poll else None,
        "words": words,
        "code": _code(joining_link(room.pk)) if words and room.state == RoomState.OPEN and not voting else "",
        "stamp": stamp,
        "ended": room.state == RoomState.ENDED,
    }
    template = "rooms/_stage.html" if request.htmx else "rooms/stage.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _code(link: str) -> SafeString:
    """The link as a QR code, drawn here in the colours of the page: no other server is asked."""
    drawn = segno.make(link, error="m").svg_inline(svgclass="code", lineclass=None, border=0, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 (segno writes numbers, colours and a class name of ours)
