"""Searching raw bytes: ballots by how their rows look and by their nullifiers, private keys by how DER begins. Pure."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from peerhouse.config.linkage.evidence import Reading

PRIVATE_KEY: Final = re.compile(
    rb"\x02\x01\x00\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00"  # PKCS#8, version 0, RSA
    rb"\x04\x82..\x30\x82..\x02\x01\x00\x02\x82\x01\x01\x00(?=(.{256}))",  # PKCS#1, and the modulus of 2048 bits
    re.DOTALL,
)
NULLIFIER: Final = 32  # bytes


def private_keys(data: bytes) -> set[bytes]:
    """The moduli of all private keys in the bytes."""
    return {match[1] for match in PRIVATE_KEY.finditer(data)}


@dataclass(frozen=True, slots=True)
class Medium:
    """Bytes that hold rows. `page_of` tells the page of a place; `begins` whether a row's nullifier may begin there."""

    order: str
    data: bytes
    page_of: Callable[[int], int]
    begins: Callable[[bytes, int], bool]

    def rows_of(self, poll: bytes, known: Collection[bytes]) -> Reading:
        """The ballots of a poll, whose row has the nullifier right before `poll`.

        Where the poll's ballots are `known`, only they count; where they are deleted, whatever looks like a row.
        """
        pages: defaultdict[int, list[bytes]] = defaultdict(list)
        at = self.data.find(poll, NULLIFIER)
        while at >= 0:
            start = at - NULLIFIER
            nullifier = self.data[start:at]
            if nullifier in known if known else self.begins(self.data, start):
                pages[self.page_of(start)].append(nullifier)
            at = self.data.find(poll, at + len(poll))
        return Reading(self.order, list(pages.values()))


def first_and_last(data: bytes, nullifiers: Collection[bytes]) -> list[list[bytes]]:
    """Every copy anywhere, in an index or in free space: by the first of each, and by the last."""
    found = [nullifier for nullifier in nullifiers if nullifier in data]
    return [sorted(found, key=data.find), sorted(found, key=data.rfind)]


def marked_first_and_last(data: bytes, mark: bytes, nullifiers: Collection[bytes]) -> list[list[bytes]]:
    """The same for much data, where each copy stands behind a mark of one byte."""
    wanted = frozenset(nullifiers)
    places = [match.end() for match in re.finditer(re.escape(mark), data)]
    copies = [one for one in (data[place : place + NULLIFIER] for place in places) if one in wanted]
    return [list(dict.fromkeys(copies)), list(dict.fromkeys(reversed(copies)))]
