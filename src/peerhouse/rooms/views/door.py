"""The door: the statements, then the seals. The last pages on which a participant is known by name."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from peerhouse.credentials.issuing import queries as issuing
from peerhouse.kernel.decisions import Denied
from peerhouse.programmes import queries as programmes
from peerhouse.programmes import rules as programmes_rules
from peerhouse.programmes import services as programmes_services
from peerhouse.rooms import queries, rules, services
from peerhouse.rooms.enums import RoomState
from peerhouse.rooms.errors import DOORS_RETRY_SECONDS, POLL_OPEN_RETRY_SECONDS
from peerhouse.rooms.models import Room
from peerhouse.web.authorisation import guarded, person_of
from peerhouse.web.errors import wants_json

WAITING: Final = "waiting"  # the doors are open, but a poll is too
RETRY: Final = {RoomState.PREPARED: DOORS_RETRY_SECONDS, WAITING: POLL_OPEN_RETRY_SECONDS}


def _state(room: Room) -> str:
    return WAITING if room.state == RoomState.OPEN and queries.takes_ballots(room.pk) else room.state


@guarded(rules.knock, load=queries.room)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, room: Room) -> HttpResponse:
    """Says in order: sign in, register, accept, wait; then sends on to the seals. POST accepts the statements."""
    if not request.user.is_authenticated:
        return render(request, "rooms/door/sign_in.html", {"sitting_id": room.pk})
    decision = rules.get_seals(request.user, room)
    if isinstance(decision, Denied):
        return _turn_away(request, room, decision)
    if request.method == "POST":
        return _accept(request, room)
    if wants_json(request):
        return JsonResponse({"state": _state(room)})
    return _lead_on(request, room)


def _lead_on(request: HttpRequest, room: Room) -> HttpResponse:
    if programmes.statements_to_accept(person_of(request), room.sitting):
        return _gate(request, room)
    if _state(room) == RoomState.OPEN:
        return redirect("seal", room.pk)
    return _wait(request, room)


def _turn_away(request: HttpRequest, room: Room, decision: Denied) -> HttpResponse:
    if decision.hidden:
        raise Http404
    session = room.sitting.session
    context = {
        "room": room,
        "session": session,
        "elsewhere": programmes.registration_in_session(person_of(request), session),
        "can_register": bool(programmes_rules.register(request.user, session)),
    }
    return render(request, "rooms/door/not_registered.html", context, status=403)


def _gate(request: HttpRequest, room: Room, *, problem: str = "", status: int = 200) -> HttpResponse:
    language = get_language() or settings.LANGUAGE_CODE
    statements = programmes.current_statements(room.sitting.session.season.programme)
    texts = [(statement, *programmes.text_of(statement, language)) for statement in statements]
    context = {"room": room, "texts": texts, "problem": problem}
    return render(request, "rooms/door/gate.html", context, status=status)


def _accept(request: HttpRequest, room: Room) -> HttpResponse:
    """Stores what was accepted, each version by itself: neither when, nor from where."""
    if "agree" not in request.POST:
        return _gate(request, room, problem=gettext("Tick the box if you will keep to these rules."), status=400)
    asked = programmes.statements_to_accept(person_of(request), room.sitting)
    if {str(statement.pk) for statement in asked} - set(request.POST.getlist("statements")):
        changed = gettext("This text changed while you were reading. Read it again.")
        return _gate(request, room, problem=changed, status=409)
    for statement in asked:
        programmes_services.accept_statement(person_of(request), room.sitting, statement)
    return redirect("door", room.pk)


def _wait(request: HttpRequest, room: Room) -> HttpResponse:
    state = _state(room)
    context = {"room": room, "state": state, "retry": RETRY.get(state), "address": _address_of(room)}
    return render(request, "rooms/door/wait.html", context)


@guarded(rules.get_seals, load=queries.room)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seal(request: HttpRequest, room: Room) -> HttpResponse:
    """The page whose script makes the seals; POST `{"blinded": [...]}` (base64url) signs the batch.

    The answer is `{"signatures": [...], "room": address, "room_key": ...}`: the signatures in the order of the
    batch, and what opens the room. The key is in no page, so only those who were handed seals ever have it.
    """
    if request.method == "POST":
        return _sign(request, room)
    if programmes.statements_to_accept(person_of(request), room.sitting) or _state(room) != RoomState.OPEN:
        return redirect("door", room.pk)
    return render(request, "rooms/door/seal.html", {"room": room, "address": _address_of(room)})


def _sign(request: HttpRequest, room: Room) -> HttpResponse:
    blinded = _batch(request)
    registration = programmes.registration_for(person_of(request), room.sitting)
    assert registration, "the rule has found it"
    signed = services.hand_out_seals(registration, blinded, actor=person_of(request))
    return JsonResponse(
        {
            "signatures": [_encode(signature) for signature in signed],
            "room": _address_of(room),
            "room_key": room.key,
        }
    )


def _address_of(room: Room) -> str:
    """The room's shell on its own origin, in the reader's language."""
    return f"{settings.ROOM_ORIGIN}/{get_language()}/room/{room.pk}"


def _batch(request: HttpRequest) -> list[bytes]:
    try:
        texts: Any = json.loads(request.body)["blinded"]
        return [urlsafe_b64decode(f"{text}{'=' * (-len(text) % 4)}".encode("ascii")) for text in texts]
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise BadRequest(gettext("This is not a batch of blinded seals.")) from error


def _encode(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


@guarded(rules.read_keys, load=queries.room)
@require_safe
def manifest(request: HttpRequest, room: Room) -> HttpResponse:  # noqa: ARG001 - the same answer for everybody
    """The bytes whose digest stands in the joining link; cookies are neither needed nor looked at."""
    response = HttpResponse(issuing.manifest(room.pk), content_type="application/json")
    response["Cache-Control"] = "public, max-age=3600"
    return response
