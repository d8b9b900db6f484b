from peerhouse.credentials.issuing import tasks
from peerhouse.kernel.events import receiver_of
from peerhouse.programmes.events import SittingPlanned


@receiver_of(SittingPlanned)
def prepare_keys(event: SittingPlanned) -> None:
    """Keys are ready long before the doors open, so that joining links can carry their digest."""
    tasks.make_keys.enqueue(str(event.sitting_id))
