"""Which key a seal must be signed with."""

from functools import lru_cache
from uuid import UUID

from peerhouse.credentials.protocol import POLL_SLOTS, VerifyingKey
from peerhouse.credentials.redeeming.errors import UnknownSlotError
from peerhouse.credentials.redeeming.models import SlotPublicKey

SITTINGS_REMEMBERED = 100


@lru_cache(maxsize=SITTINGS_REMEMBERED * len(POLL_SLOTS))
def verifying_key(sitting_id: UUID, slot: str) -> VerifyingKey:
    """Remembered, because a published key never changes. UnknownSlotError where there is none: not remembered."""
    found = SlotPublicKey.objects.filter(sitting_id=sitting_id, slot=slot).first()
    if found is None:
        raise UnknownSlotError
    return VerifyingKey(bytes(found.modulus))
