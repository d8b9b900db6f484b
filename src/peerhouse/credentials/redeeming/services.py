"""Making keys known to the side that checks seals."""

from collections.abc import Mapping
from uuid import UUID

from peerhouse.credentials.redeeming.models import SlotPublicKey


def publish_keys(sitting_id: UUID, moduli: Mapping[str, bytes]) -> None:
    """Once for a sitting, in the caller's transaction; the database refuses a second key for a slot."""
    SlotPublicKey.objects.bulk_create(
        SlotPublicKey(sitting_id=sitting_id, slot=slot, modulus=modulus) for slot, modulus in moduli.items()
    )
