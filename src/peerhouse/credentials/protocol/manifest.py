"""The key manifest: one text, the same for everybody, that fixes which keys a sitting signs with.

Its digest travels in the check-in link's fragment and is read out as eight words. An issuer that gave one person
other keys, to recognise that person's seals, would have to give that person other words.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from hmac import compare_digest
from importlib.resources import files
from typing import Final
from uuid import UUID

from peerhouse.credentials.protocol.blindrsa import EXPONENT, VerifyingKey
from peerhouse.credentials.protocol.errors import ManifestRefusedError
from peerhouse.credentials.protocol.messages import PROTOCOL

WORDS: Final = 8
_BITS_PER_WORD: Final = 10
_FINGERPRINT_BITS: Final = WORDS * _BITS_PER_WORD


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest that was read and checked: every key in it is one that may sign seals."""

    sitting: UUID
    keys: Mapping[str, VerifyingKey]


def manifest_bytes(sitting: UUID, moduli: Mapping[str, bytes]) -> bytes:
    """Canonical: sorted keys, slots by name, no spaces, so that equal keys always give equal bytes."""
    slots = [[slot, urlsafe_b64encode(moduli[slot]).rstrip(b"=").decode()] for slot in sorted(moduli)]
    content = {"e": EXPONENT, "protocol": PROTOCOL, "sitting": str(sitting), "slots": slots}
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def manifest_digest(manifest: bytes) -> bytes:
    """SHA-256 of the bytes as they were received, 32 bytes: never of a re-written copy."""
    return sha256(manifest).digest()


def read_manifest(manifest: bytes, expected_digest: bytes) -> Manifest:
    """The digest is compared before anything is parsed; raises ManifestRefusedError or KeyRefusedError."""
    if not compare_digest(manifest_digest(manifest), expected_digest):
        raise ManifestRefusedError("these are not the keys that were promised")
    try:
        content = json.loads(manifest)
        terms = (content["protocol"], content["e"])
        slots = [(str(slot), _decode(modulus)) for slot, modulus in content["slots"]]
        sitting = UUID(content["sitting"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ManifestRefusedError("the manifest is malformed") from error
    if terms != (PROTOCOL, EXPONENT):
        raise ManifestRefusedError("another protocol or exponent")
    keys = {slot: VerifyingKey(modulus) for slot, modulus in slots}
    if len(keys) != len(slots) or len({modulus for _, modulus in slots}) != len(slots):
        raise ManifestRefusedError("every slot has one key of its own")
    return Manifest(sitting, keys)


def words(digest: bytes) -> tuple[str, ...]:
    """The first 80 bits of the digest as eight plain words, ten bits each, most significant first."""
    fingerprint = int.from_bytes(digest[: _FINGERPRINT_BITS // 8], "big")
    shifts = range(_FINGERPRINT_BITS - _BITS_PER_WORD, -1, -_BITS_PER_WORD)
    return tuple(word_list()[fingerprint >> shift & 0x3FF] for shift in shifts)


@cache
def word_list() -> tuple[str, ...]:
    """1,024 words of four to seven letters, told apart by their first four. The browser's copy is `words.js`."""
    return tuple((files("peerhouse.credentials") / "words.txt").read_text("ascii").split())


def _decode(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
