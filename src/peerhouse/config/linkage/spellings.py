"""One value in all the clothes it may wear in a column: raw bytes, UUID, hexadecimal, base64, or its SHA-256."""

import base64
import binascii
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Final
from uuid import UUID

_TOKEN: Final = re.compile(r"[0-9A-Za-z+/_-]{16,}={0,2}")


def spellings(value: object) -> frozenset[bytes]:
    """All that can be compared with the spellings of another value; two values that share one are the same secret.

    Numbers and short words compare as they are; empty values and yes or no compare with nothing.
    """
    if value is None or isinstance(value, bool) or value in ("", b""):
        return frozenset()
    plain = set(_readings(value))
    return frozenset(plain | {sha256(one).digest() for one in plain if len(one) > _SHORT})


_SHORT: Final = 8  # bytes; a digest of anything shorter proves nothing


def _readings(value: object) -> Iterator[bytes]:
    if isinstance(value, UUID):
        yield value.bytes
    elif isinstance(value, bytes | bytearray | memoryview):
        yield bytes(value)
    else:
        text = str(value)
        yield text.encode()
        for token in _TOKEN.findall(text):
            yield from _decoded(token)


def _decoded(token: str) -> Iterator[bytes]:
    try:
        yield bytes.fromhex(token.replace("-", ""))
    except ValueError:
        bare = token.rstrip("=").translate(str.maketrans("-_", "+/"))
        try:
            yield base64.b64decode(bare + "=" * (-len(bare) % 4))
        except binascii.Error:  # a length that no base64 has
            return


def written(nullifier: bytes) -> tuple[bytes, ...]:
    """How a nullifier would look in a text file: lower and upper hexadecimal, base64 of both alphabets."""
    urlsafe = base64.urlsafe_b64encode(nullifier).rstrip(b"=")
    return nullifier, nullifier.hex().encode(), nullifier.hex().upper().encode(), urlsafe, urlsafe.translate(_STANDARD)


_STANDARD: Final = bytes.maketrans(b"-_", b"+/")
