"""The agenda, the same in each sitting of a session, and the clock that runs over it in one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peerhouse.kernel import audit, clock
from peerhouse.rooms.errors import WrongStateError
from peerhouse.rooms.models import AgendaItem, Room
from peerhouse.rooms.services.change import locked, require_running, show, show_all

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Session


@dataclass(frozen=True)
class Line:
    """One row of the editor: `id` is that of the item it was, or None for a new one."""

    title: str
    minutes: int
    id: UUID | None = None


@transaction.atomic
def save_agenda(session: "Session", lines: Sequence[Line], *, actor: "Person | None") -> list[AgendaItem]:
    """The lines become the agenda, in their order. Items that stay keep their id, so a running clock goes on."""
    known = {item.id: item for item in AgendaItem.objects.filter(session=session)}
    kept: list[AgendaItem] = []
    for order, line in enumerate(lines, start=1):
        item = known.pop(line.id) if line.id in known else AgendaItem(session=session)
        item.order, item.title, item.minutes = order, line.title, line.minutes
        item.save()
        kept.append(item)
    AgendaItem.objects.filter(pk__in=known).delete()
    # An item that was running and is gone takes its clock with it.
    Room.objects.filter(sitting__session=session, current_item=None).update(item_ends_at=None)
    show_all(session.pk)
    audit.record("agenda saved", session, actor=actor, items=len(kept))
    return kept


@transaction.atomic
def start_item(room: Room, item: AgendaItem, *, actor: "Person | None") -> Room:
    """The clock runs for this item from now on."""
    room = locked(room.pk)
    require_running(room)
    if item.session_id != room.sitting.session_id:
        raise WrongStateError(_("This part belongs to another session."))
    room.current_item, room.shown_poll = item, None
    room.item_ends_at = clock.now() + timedelta(minutes=item.minutes)
    audit.record("agenda item started", room, actor=actor, item=item.title)
    return show(room)


@transaction.atomic
def next_item(room: Room, *, actor: "Person | None") -> Room:
    """Starts the item after the current one, or the first; after the last one WrongStateError."""
    room = locked(room.pk)
    coming = AgendaItem.objects.filter(session=room.sitting.session_id)
    if room.current_item is not None:
        coming = coming.filter(order__gt=room.current_item.order)
    item = coming.first()
    if item is None:
        raise WrongStateError(_("This is the last part of the agenda."))
    return start_item(room, item, actor=actor)


@transaction.atomic
def add_minutes(room: Room, minutes: int, *, actor: "Person | None") -> Room:
    """More time for the current item; counted from now where its time is already over."""
    room = locked(room.pk)
    require_running(room)
    if room.current_item is None or room.item_ends_at is None:
        raise WrongStateError(_("No part of the agenda is running."))
    room.item_ends_at = max(room.item_ends_at, clock.now()) + timedelta(minutes=minutes)
    audit.record("agenda item extended", room, actor=actor, item=room.current_item.title, minutes=minutes)
    return show(room)
