"""The console: the convenor runs the clock, the doors and the polls, and sees exactly what the room sees."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from peerhouse.kernel import clock
from peerhouse.kernel.errors import Conflict
from peerhouse.releases import queries as releases
from peerhouse.rooms import queries, rules, services
from peerhouse.rooms.enums import PollState, RoomState
from peerhouse.rooms.models import Poll, Room
from peerhouse.rooms.states import TAKING_BALLOTS
from peerhouse.rooms.views.words import words_of
from peerhouse.web.authorisation import guarded, person_of

MORE_MINUTES: Final = 2
MOVING: Final = TAKING_BALLOTS | {PollState.SEALED}
SECONDS_MOVING, SECONDS_CALM = 2, 5
CHANGED: Final = 409

Action = Callable[[Room, HttpRequest], object]


def _poll(room: Room, request: HttpRequest) -> Poll:
    return queries.poll(room, _id(request.POST.get("poll", "")))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


ACTIONS: Final[dict[str, Action]] = {
    "next-item": lambda room, request: services.next_item(room, actor=person_of(request)),
    "start-item": lambda room, request: services.start_item(
        room, queries.item(room, _id(request.POST.get("item", ""))), actor=person_of(request)
    ),
    "add-minutes": lambda room, request: services.add_minutes(room, MORE_MINUTES, actor=person_of(request)),
    "open-doors": lambda room, request: services.open_doors(room, actor=person_of(request)),
    "close-doors": lambda room, request: services.close_doors(room, actor=person_of(request)),
    "open-poll": lambda room, request: services.open_poll(_poll(room, request), actor=person_of(request)),
    "close-poll": lambda room, request: services.close_poll(_poll(room, request), actor=person_of(request)),
    "end": lambda room, request: services.end_sitting(room, actor=person_of(request)),
}


@guarded(rules.run_sitting, load=queries.room)
@never_cache
@require_safe
def console(request: HttpRequest, room: Room) -> HttpResponse:
    """The page; for htmx its moving part alone, or nothing (204) when that has not changed since `seen`."""
    if request.htmx and request.GET.get("seen") == _stamp(room):  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    return _show(request, room)


@guarded(rules.run_sitting, load=lambda sitting_id, action: (queries.room(sitting_id), action))
@require_POST
def act(request: HttpRequest, target: tuple[Room, str]) -> HttpResponse:
    """One button of the console. A refusal is shown above the same console, so that the convenor never leaves it."""
    room, action = target
    if action not in ACTIONS:
        raise Http404
    try:
        ACTIONS[action](room, request)
    except Conflict as refusal:
        return _show(request, queries.room(room.pk), refusal=str(refusal.reason), status=CHANGED)
    if request.htmx:  # type: ignore[attr-defined]
        return _show(request, queries.room(room.pk))
    return redirect(_address(room, request.POST.get("poll", "")))


def _address(room: Room, poll_id: str) -> str:
    address = reverse("console", args=[room.pk])
    return f"{address}?poll={poll_id}" if poll_id else address


def _stamp(room: Room) -> str:
    """Changes with everything that the page shows: the room's version, and the steps of five of its polls."""
    return ".".join(map(str, [room.version, *room.polls.values_list("at_least", flat=True)]))


def _show(request: HttpRequest, room: Room, *, refusal: str = "", status: int = 200) -> HttpResponse:
    polls = queries.polls(room)
    chosen = request.POST.get("poll") or request.GET.get("poll", "")
    poll = _chosen(polls, chosen)
    moving = any(other.state in MOVING for other in polls)
    context: dict[str, Any] = {
        "room": room,
        "session": room.sitting.session,
        "timetable": queries.timetable(room),
        "now": clock.now(),
        "polls": polls,
        "poll": poll,
        "chart": releases.chart_of(poll.pk) if poll else None,
        "another_open": any(other.state in TAKING_BALLOTS for other in polls if other != poll),
        "running": room.state in {RoomState.OPEN, RoomState.CLOSED},
        "words": words_of(room.pk),
        "refusal": refusal,
        "seconds": SECONDS_MOVING if moving else SECONDS_CALM,
        "stamp": _stamp(room),
        "more_minutes": MORE_MINUTES,
    }
    template = "rooms/_console.html" if request.htmx else "rooms/console.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=status)


def _chosen(polls: list[Poll], poll_id: str) -> Poll | None:
    """The poll asked for; else the one that moves, else the next to be opened, else the last."""
    tests: list[Callable[[Poll], bool]] = [
        lambda poll: str(poll.pk) == poll_id,
        lambda poll: poll.state in MOVING,
        lambda poll: poll.state == PollState.PREPARED,
    ]
    for test in tests:
        found = next(filter(test, polls), None)
        if found:
            return found
    return polls[-1] if polls else None
