"""The doors: who comes in gets seals, until the keys that sign them are destroyed."""

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from peerhouse.credentials.issuing import queries as issuing_queries
from peerhouse.credentials.issuing import services as issuing
from peerhouse.kernel import audit, events
from peerhouse.programmes import queries as programmes_queries
from peerhouse.programmes import services as programmes
from peerhouse.programmes.enums import SittingState
from peerhouse.rooms.enums import RoomState
from peerhouse.rooms.errors import DoorsClosedError, DoorsNotOpenError, NotAcceptedError, PollOpenError, WrongStateError
from peerhouse.rooms.events import SittingEnded
from peerhouse.rooms.models import PollQuestion, Room
from peerhouse.rooms.services.change import locked, move_room, show
from peerhouse.rooms.services.polls import add_poll
from peerhouse.rooms.states import TAKING_BALLOTS, floor_to_five

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Registration, Sitting

KEY_BYTES = 24


@transaction.atomic
def prepare_room(sitting: "Sitting", *, actor: "Person | None") -> Room:
    """The sitting's room, made once, with the polls that are already prepared for its session."""
    existing = Room.objects.filter(pk=sitting.pk).first()
    if existing is not None:
        return existing
    room = Room(sitting=sitting, key=secrets.token_urlsafe(KEY_BYTES))
    _entitle(room)
    room.save(force_insert=True)
    for question in PollQuestion.objects.filter(session=sitting.session_id):
        add_poll(room, question)
    audit.record("room prepared", room, actor=actor)
    return room


@transaction.atomic
def refresh_titles(sitting_id: UUID, *, actor: "Person | None") -> Room | None:
    """Copies what the session is called into its room; the anonymous side reads it only there."""
    room = Room.objects.select_for_update().filter(pk=sitting_id).first()
    if room is None:
        return None
    _entitle(room)
    audit.record("room renamed", room, actor=actor)
    return show(room)


def _entitle(room: Room) -> None:
    session = room.sitting.session
    room.title, room.session_number, room.letter = session.title, session.number, room.sitting.letter
    room.language = session.season.programme.language


@transaction.atomic
def open_doors(room: Room, *, actor: "Person | None") -> Room:
    """Check-in begins. The keys must be there: the eight words on the stage are made from them."""
    room = locked(room.pk)
    if room.sitting.state == SittingState.CANCELLED:
        raise WrongStateError(_("This sitting is cancelled."))
    move_room(room, RoomState.OPEN)
    if not issuing_queries.has_keys(room.pk):
        raise WrongStateError(_("The keys of this sitting are still being made. Try again in a minute."))
    audit.record("doors opened", room, actor=actor)
    return show(room)


@transaction.atomic
def close_doors(room: Room, *, actor: "Person | None") -> Room:
    """Check-in ends for good: from now on nobody, this office included, can make a seal."""
    room = locked(room.pk)
    move_room(room, RoomState.CLOSED)
    issuing.destroy_keys(room.sitting, actor=actor)
    audit.record("doors closed", room, actor=actor)
    return show(room)


@transaction.atomic
def end_sitting(room: Room, *, actor: "Person | None") -> Room:
    """Everybody leaves; doors that are still open are closed first. Refused while a poll takes ballots."""
    room = locked(room.pk)
    if room.polls.filter(state__in=TAKING_BALLOTS).exists():
        raise WrongStateError(_("A poll is open. Close it first."))
    if room.state == RoomState.OPEN:
        room = close_doors(room, actor=actor)
    move_room(room, RoomState.ENDED)
    room.current_item, room.item_ends_at, room.shown_poll = None, None, None
    programmes.mark_held(room.sitting, actor=actor)
    audit.record("sitting ended", room, actor=actor)
    events.publish(SittingEnded(room.pk))
    return show(room)


def hand_out_seals(registration: "Registration", blinded: Sequence[bytes], *, actor: "Person") -> list[bytes]:
    """Signs one batch without seeing it. Leaves no audit event: what a participant does is nobody's business.

    Refused before the doors open and while a poll takes ballots (NotYet), after they closed (Closed), and without
    the acceptance of today's statements (NotAllowed). The same batch is signed again, another one is a Conflict.
    """
    room = Room.objects.get(pk=registration.sitting_id)
    if room.state == RoomState.PREPARED:
        raise DoorsNotOpenError
    if room.state != RoomState.OPEN:
        raise DoorsClosedError
    if room.polls.filter(state__in=TAKING_BALLOTS).exists():
        raise PollOpenError
    if programmes_queries.statements_to_accept(registration.person, room.sitting):
        raise NotAcceptedError
    signed = issuing.issue(registration, blinded, actor=actor)
    _tell_about_seals(room)
    return signed


def _tell_about_seals(room: Room) -> None:
    """The room learns how many seals there are in steps of five: nobody sees one person come in."""
    about = floor_to_five(issuing_queries.issued_count(room.pk))
    Room.objects.filter(pk=room.pk, seals_about__lt=about).update(seals_about=about, version=F("version") + 1)


@transaction.atomic
def reissue_seal(registration: "Registration", *, actor: "Person | None") -> None:
    """Allows one new batch to somebody who lost theirs: counted, and never while a poll is open."""
    room = locked(registration.sitting_id)
    if room.state != RoomState.OPEN:
        raise WrongStateError(_("Seals can be issued again only while the doors are open."))
    if room.polls.filter(state__in=TAKING_BALLOTS).exists():
        raise WrongStateError(_("A poll is open. Close it first."))
    issuing.reissue(registration, actor=actor)
