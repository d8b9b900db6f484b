"""Where ballots lie while a poll is open. The spool knows the order of arrival, so it dies with the poll.

Each poll has a spool of its own: a file on SQLite, an unlogged table on PostgreSQL. One spool for all polls would have
to be emptied by DELETE while another sitting votes, and deleted rows stay on their pages in the order of arrival; a
spool of its own is destroyed whole, and nothing of it is ever reused. It is made by the first ballot.
"""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db import connection


class Ballot(NamedTuple):
    """`nullifier` is 32 bytes, SHA-256 of the seal's message; `option` counts from 0."""

    nullifier: bytes
    option: int


class Verdict(Enum):
    """`AGAIN` is the same ballot sent again, which counts once; `OTHER` is a used seal with another option."""

    NEW = "new"
    AGAIN = "again"
    OTHER = "other"


class Spool(Protocol):
    """Belongs to the thread that opened it."""

    def put(self, ballots: Sequence[Ballot]) -> list[Verdict]:
        """Commits them together and returns only then; of two ballots with one seal the first counts."""
        ...

    def count(self) -> int: ...

    def ballots(self) -> list[Ballot]:
        """All of them in the order of their nullifiers, which says nothing about the order of arrival."""
        ...

    def close(self) -> None: ...


def open_spool(poll_id: UUID) -> Spool:
    """Finds or makes the poll's spool beside the database in use."""
    if connection.vendor == "sqlite":
        from peerhouse.rooms.ballots.embedded import FileSpool

        return FileSpool(poll_id)
    from peerhouse.rooms.ballots.server import TableSpool

    return TableSpool(poll_id)


def scrub(poll_id: UUID) -> None:
    """Destroys the poll's spool; nothing happens if there is none. No thread may have it open."""
    if connection.vendor == "sqlite":
        from peerhouse.rooms.ballots.embedded import scrub_file

        scrub_file(poll_id)
    else:
        from peerhouse.rooms.ballots.server import drop_table

        drop_table(poll_id)
