"""Sittings whose seals can be made at once: 24 new keys would cost each test a second or two."""

import os
from functools import cache
from uuid import UUID

from peerhouse.credentials import protocol
from peerhouse.credentials.issuing.models import Issuer, SlotPrivateKey
from peerhouse.credentials.redeeming import services as redeeming


@cache
def keys() -> dict[str, protocol.SigningKey]:
    """The same 24 keys for every sitting of a test run."""
    return {slot: protocol.SigningKey.generate() for slot in protocol.POLL_SLOTS}


def issuer(sitting_id: UUID) -> Issuer:
    """A sitting's keys as `make_keys` leaves them."""
    moduli = {slot: key.public.modulus_bytes for slot, key in keys().items()}
    made = Issuer.objects.create(pk=sitting_id, manifest=protocol.manifest_bytes(sitting_id, moduli))
    SlotPrivateKey.objects.bulk_create(
        SlotPrivateKey(issuer=made, slot=slot, content=key.to_bytes()) for slot, key in keys().items()
    )
    redeeming.publish_keys(sitting_id, moduli)
    return made


class Wallet:
    """A participant's browser in a sitting that `issuer` made: 24 blinded messages, and what opens the answers."""

    def __init__(self, sitting_id: UUID) -> None:
        self.keys = {slot: key.public for slot, key in keys().items()}
        self.messages = {slot: protocol.message_for(os.urandom(32), sitting_id, slot) for slot in self.keys}
        self._blinded = {slot: protocol.blind(key, self.messages[slot]) for slot, key in self.keys.items()}

    @property
    def batch(self) -> list[bytes]:
        """What goes to the door, in the manifest's order."""
        return [blinded.request for blinded in self._blinded.values()]

    def open(self, answers: list[bytes]) -> dict[str, bytes]:
        """The signature for each slot; raises where the issuer answered anything else."""
        return {
            slot: protocol.finalize(key, self.messages[slot], answer, self._blinded[slot].inverse)
            for (slot, key), answer in zip(self.keys.items(), answers, strict=True)
        }
