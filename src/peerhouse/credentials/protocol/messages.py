"""What a seal signs: 32 random bytes and the slot they may be spent in."""

from __future__ import annotations

from hashlib import sha256
from typing import Final
from uuid import UUID

PROTOCOL: Final = "peerhouse/v1"
RANDOMNESS_BYTES: Final = 32
POLL_SLOTS: Final = tuple(f"poll-{number:02}" for number in range(1, 25))


def message_for(randomness: bytes, sitting: UUID, slot: str) -> bytes:
    """The randomness must be fresh for every message: it is what makes two seals of one slot differ.

    RFC 9474 "Randomized" prepares `random(32) || input` before it signs. Here the 32 bytes are that prefix and
    `peerhouse/v1|sitting|slot` is the input, so a message is signed as it stands and never prepared twice.
    """
    if len(randomness) != RANDOMNESS_BYTES:
        raise ValueError(f"a message starts with exactly {RANDOMNESS_BYTES} random bytes, not {len(randomness)}")
    return randomness + _suffix(sitting, slot)


def belongs(message: bytes, sitting: UUID, slot: str) -> bool:
    """False for a message of another sitting, another slot or another length, whatever its signature says."""
    return len(message) > RANDOMNESS_BYTES and message[RANDOMNESS_BYTES:] == _suffix(sitting, slot)


def nullifier(message: bytes) -> bytes:
    """SHA-256 of the message, 32 bytes: unique in its slot, so that a seal counts once however often it is sent."""
    return sha256(message).digest()


def _suffix(sitting: UUID, slot: str) -> bytes:
    return f"{PROTOCOL}|{sitting}|{slot}".encode()
