"""What the room does when programmes change: it follows its sitting, after the commit."""

from peerhouse.kernel.events import receiver_of
from peerhouse.programmes import queries as programmes
from peerhouse.programmes.events import Registered, SessionRenamed, SittingMoved, SittingPlanned, Switched
from peerhouse.rooms import services, tasks
from peerhouse.rooms.queries import sittings_with_a_room


@receiver_of(SittingPlanned)
def prepare_room(event: SittingPlanned) -> None:
    services.prepare_room(programmes.sitting(event.sitting_id), actor=None)


@receiver_of(SittingMoved)
def follow_move(event: SittingMoved) -> None:
    services.refresh_titles(event.sitting_id, actor=None)


@receiver_of(SessionRenamed)
def follow_name(event: SessionRenamed) -> None:
    for sitting_id in sittings_with_a_room(event.session_id):
        services.refresh_titles(sitting_id, actor=None)


@receiver_of(Registered)
def confirm_registration(event: Registered) -> None:
    tasks.confirm_registration.enqueue(str(event.registration_id))


@receiver_of(Switched)
def confirm_switch(event: Switched) -> None:
    tasks.confirm_registration.enqueue(str(event.registration_id))
