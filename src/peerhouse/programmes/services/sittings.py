"""A sitting moves, is cancelled, or was held. Who is registered hears of it, calendars included."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from peerhouse.kernel import audit, clock, events
from peerhouse.programmes import mails
from peerhouse.programmes.enums import SittingState
from peerhouse.programmes.errors import SittingOver
from peerhouse.programmes.events import SittingMoved
from peerhouse.programmes.models import Sitting

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


@transaction.atomic
def move_sitting(
    sitting: Sitting, *, starts_at: datetime, time_zone: str, minutes: int, actor: "Person | None"
) -> Sitting:
    """Gives the sitting another time; its calendar entry stays the same one, with a higher sequence.

    Who is registered gets a mail with the new entry. Refused once the sitting was held or cancelled.
    """
    sitting = _planned(sitting)
    sitting.starts_at, sitting.time_zone, sitting.minutes = starts_at, time_zone, minutes
    _revise(sitting)
    audit.record("sitting moved", sitting, actor=actor, starts_at=starts_at.isoformat(), time_zone=time_zone)
    mails.tell_registered(sitting, mails.MOVED)
    return sitting


@transaction.atomic
def cancel_sitting(sitting: Sitting, *, actor: "Person | None") -> Sitting:
    """The sitting will not be held; registrations stay, so that people can switch to another."""
    sitting = _planned(sitting)
    sitting.state = SittingState.CANCELLED
    _revise(sitting)
    audit.record("sitting cancelled", sitting, actor=actor)
    mails.tell_registered(sitting, mails.CALLED_OFF)
    return sitting


@transaction.atomic
def mark_held(sitting: Sitting, *, actor: "Person | None") -> Sitting:
    """The sitting is over. Done again it changes nothing."""
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if sitting.state == SittingState.CANCELLED:
        raise SittingOver(_("This sitting was cancelled."))
    if sitting.state == SittingState.PLANNED:
        sitting.state = SittingState.HELD
        sitting.save(update_fields=["state"])
        audit.record("sitting held", sitting, actor=actor)
    return sitting


def _planned(sitting: Sitting) -> Sitting:
    locked = Sitting.objects.select_for_update(of=("self",)).select_related("session__season__programme")
    current = locked.get(pk=sitting.pk)
    if current.state == SittingState.HELD:
        raise SittingOver(_("This sitting was held. Its time cannot change any more."))
    if current.state == SittingState.CANCELLED:
        raise SittingOver(_("This sitting was cancelled. Its time cannot change any more."))
    return current


def _revise(sitting: Sitting) -> None:
    sitting.sequence += 1
    sitting.revised_at = clock.now()
    sitting.save()
    events.publish(SittingMoved(sitting.pk))
