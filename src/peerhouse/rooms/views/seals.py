"""Issuing seals again: the one page of a sitting with names, kept apart from everything that was answered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from peerhouse.credentials.issuing import queries as issuing
from peerhouse.kernel.errors import Conflict, Missing
from peerhouse.programmes import queries as programmes
from peerhouse.rooms import queries, rules, services
from peerhouse.rooms.enums import RoomState
from peerhouse.rooms.models import Room
from peerhouse.web.authorisation import guarded, person_of


@guarded(rules.see_attendance, load=queries.room)
@never_cache
@require_safe
def seals(request: HttpRequest, room: Room) -> HttpResponse:
    """Who has checked in, by name: attendance, for the secretariat alone."""
    issued = issuing.registrations_with_seals(room.pk)
    everybody = (registration for registration, _enrolment in programmes.registrations_in(room.sitting))
    checked_in = [registration for registration in everybody if registration.pk in issued]
    context = {
        "room": room,
        "session": room.sitting.session,
        "checked_in": checked_in,
        "possible": room.state == RoomState.OPEN and not queries.takes_ballots(room.pk),
    }
    return render(request, "rooms/seals.html", context)


def _load(sitting_id: UUID, registration_id: UUID) -> tuple[Room, UUID]:
    return queries.room(sitting_id), registration_id


@guarded(rules.see_attendance, load=_load)
@require_POST
def reissue(request: HttpRequest, target: tuple[Room, UUID]) -> HttpResponse:
    room, registration_id = target
    registration = programmes.registration(registration_id)
    if registration.sitting_id != room.pk:
        raise Missing(_("There is no such registration."))
    try:
        services.reissue_seal(registration, actor=person_of(request))
    except Conflict as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("This person can check in again, on any device."))
    return redirect("seals", room.pk)
