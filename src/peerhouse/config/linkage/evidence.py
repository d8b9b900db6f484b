"""What a thief of a full copy holds, and what only a test knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

BALLOTS: Final = "rooms_sealedballot"
ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    BALLOTS: frozenset({"nullifier", "poll_id", "option"}),
    "redeeming_slotpublickey": frozenset({"id", "sitting_id", "slot", "modulus"}),
}
"""The tables of the anonymous side, and every column they may have."""
TRANSACTION: Final = "xmin"
"""The column in which PostgreSQL says which transaction wrote a row."""
OPEN: Final = frozenset({"open", "closing"})


@dataclass(frozen=True, slots=True)
class Truth:
    """Of one poll: when each nullifier arrived, as a place, and the ids (hex) by which tables know its voter."""

    arrivals: Mapping[bytes, int]
    voters: Mapping[bytes, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll as its row shows it. `seals` were handed out when it closed, `counted` ballots were sealed."""

    id: UUID
    state: str
    seals: int | None
    counted: int | None


@dataclass(frozen=True, slots=True)
class Ballot:
    """One stored contribution: `fields` has every column, also those that should not be there."""

    nullifier: bytes
    poll: UUID
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` stand in their physical order; on PostgreSQL the first column is `TRANSACTION`."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The ballots of one poll in an order that the storage shows, cut where a page ends."""

    order: str
    pages: Sequence[Sequence[bytes]]

    @property
    def sequences(self) -> tuple[list[bytes], list[bytes]]:
        """Each ballot once, where it stands first: as the bytes lie, and with each page read from its end."""
        down = (nullifier for page in self.pages for nullifier in page)
        up = (nullifier for page in self.pages for nullifier in reversed(page))
        return list(dict.fromkeys(down)), list(dict.fromkeys(up))


@dataclass(frozen=True, slots=True)
class Attack:
    """`advantage` is what a thief gains over a blind guess, for the ballots of the poll where it works best."""

    name: str
    advantage: float
    finding: str
    bound: float = 0.0

    @property
    def within_chance(self) -> bool:
        return self.advantage <= self.bound
