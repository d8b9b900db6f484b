"""What a thief reads on SQLite: row numbers, the bytes of the database file and its log, and the folder of spools."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection

from peerhouse.config.linkage import catalogue, remnants
from peerhouse.config.linkage.catalogue import as_uuid, ask
from peerhouse.config.linkage.evidence import BALLOTS, Ballot, Poll, Reading, Table, Truth
from peerhouse.config.linkage.remnants import Medium

NUMBERS, FILE, LOG = "row numbers", "bytes of the database file", "bytes of the write-ahead log"
_HEADER: Final = slice(16, 18)  # of the file: its page size
_LOG_HEADER, _FRAME_HEADER = 32, 24
_ROW: Final = bytes((4, 0x4C, 0x4D))  # a record of three columns: 32 bytes, 32 letters, and a number


class Embedded:
    orders: Sequence[str] = (NUMBERS, FILE, LOG)
    not_tried: Sequence[str] = ()

    def tables(self) -> list[Table]:
        quote = connection.ops.quote_name
        return [
            # "NOT INDEXED" is the order of the row numbers.
            Table(name, catalogue.columns_of(name), ask(f"SELECT * FROM {quote(name)} NOT INDEXED"))  # noqa: S608
            for name in catalogue.electorate_tables()
        ]

    def ballots(self) -> list[Ballot]:
        """In the order of their row numbers."""
        names = catalogue.columns_of(BALLOTS)
        found = (dict(zip(names, row, strict=True)) for row in ask(f"SELECT * FROM {BALLOTS} ORDER BY rowid"))  # noqa: S608
        return [Ballot(bytes(fields["nullifier"]), as_uuid(fields["poll_id"]), fields) for fields in found]

    def readings(self, polls: Sequence[Poll], ballots: Sequence[Ballot], truth: Truth | None) -> Iterator[Reading]:
        for poll in polls:
            known = [ballot.nullifier for ballot in ballots if ballot.poll == poll.id]
            yield Reading(NUMBERS, [known])
            for medium in media():
                yield medium.rows_of(poll.id.hex.encode(), frozenset(known))
        if truth:
            for medium in media():
                for sequence in remnants.first_and_last(medium.data, truth.arrivals):
                    yield Reading(medium.order, [sequence])

    def spools(self) -> set[UUID]:
        """The polls of which a spool is there, or its log."""
        return {UUID(file.name[:32]) for file in Path(settings.SPOOL_PATH).glob("*.sqlite3*")}

    def triggers(self) -> list[str]:
        return [
            f"{name} on {table}"
            for name, table in ask("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        ]

    def key_bytes(self) -> bytes:
        """All that may hold the bytes of a private key."""
        return b"".join(medium.data for medium in media())


def media() -> tuple[Medium, Medium]:
    path = Path(connection.settings_dict["NAME"])
    data, log = content(path), content(path.with_name(path.name + "-wal"))
    size = page_size(data)
    return (
        Medium(FILE, data, lambda at: at // size, is_row),
        Medium(LOG, log, lambda at: (at - _LOG_HEADER) // (size + _FRAME_HEADER), is_row),
    )


def is_row(data: bytes, start: int) -> bool:
    return data[start - 4 : start - 1] == _ROW


def content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def page_size(database: bytes) -> int:
    """In bytes; the largest, 65,536, is written as 1. A database that is in its log alone has no header: 4096."""
    return {0: 4096, 1: 65_536}.get(size := int.from_bytes(database[_HEADER], "big"), size)
