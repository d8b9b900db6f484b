"""What a thief reads on PostgreSQL: ctid, xmin, the pages of the table and its indexes, and the write-ahead log."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final
from uuid import UUID

import psycopg
from django.db import connection

from peerhouse.config.linkage import catalogue, remnants
from peerhouse.config.linkage.catalogue import SPOOL, ask
from peerhouse.config.linkage.evidence import BALLOTS, TRANSACTION, Ballot, Poll, Reading, Table, Truth
from peerhouse.config.linkage.remnants import Medium

CTID, XMIN = "places on pages (ctid)", "transactions (xmin)"
PAGES, LOG = "bytes of the table and its indexes", "bytes of the write-ahead log"
KEYS: Final = "issuing_slotprivatekey"
SEGMENTS: Final = 4  # of 16 MB each: the newest; older ones tell the same about older polls
_PAGE: Final = 8192
_MARK: Final = bytes(((32 + 1) << 1 | 1,))  # the byte before a value of 32 bytes


class Server:
    def __init__(self) -> None:
        """Files can be read by a superuser alone; a thief of the disk needs no such right."""
        ((self.reads_files,),) = ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        self.orders: Sequence[str] = (CTID, XMIN, PAGES, LOG) if self.reads_files else (CTID, XMIN)
        self.not_tried: Sequence[str] = () if self.reads_files else ("raw files: this database role may not read them",)
        self._places: dict[bytes, tuple[int, int]] = {}

    def tables(self) -> list[Table]:
        quote = connection.ops.quote_name
        return [
            Table(
                name,
                [TRANSACTION, *catalogue.columns_of(name)],
                ask(f"SELECT 'transaction ' || xmin, * FROM {quote(name)} ORDER BY ctid"),  # noqa: S608
            )
            for name in catalogue.electorate_tables()
        ]

    def ballots(self) -> list[Ballot]:
        """In the order of their places."""
        names = [TRANSACTION, *catalogue.columns_of(BALLOTS)]
        rows = ask(f"SELECT (ctid::text::point)[0], xmin::text, 'transaction ' || xmin, * FROM {BALLOTS} ORDER BY ctid")  # noqa: S608
        found = []
        for page, xmin, *values in rows:
            fields: dict[str, Any] = dict(zip(names, values, strict=True))
            ballot = Ballot(bytes(fields["nullifier"]), fields["poll_id"], fields)
            self._places[ballot.nullifier] = int(page), int(xmin)
            found.append(ballot)
        return found

    def readings(self, polls: Sequence[Poll], ballots: Sequence[Ballot], truth: Truth | None) -> Iterator[Reading]:
        for poll in polls:
            laid = [ballot.nullifier for ballot in ballots if ballot.poll == poll.id]
            yield Reading(CTID, [list(page) for _, page in groupby(laid, lambda one: self._places[one][0])])
            yield Reading(XMIN, [sorted(laid, key=lambda one: (self._places[one][1], one))])
        for medium in media() if self.reads_files else ():
            for poll in polls:
                known = {ballot.nullifier for ballot in ballots if ballot.poll == poll.id}
                yield medium.rows_of(poll.id.bytes, known)
            if truth:
                for sequence in remnants.marked_first_and_last(medium.data, _MARK, truth.arrivals):
                    yield Reading(medium.order, [sequence])

    def spools(self) -> set[UUID]:
        """The polls of which a spool is there."""
        names = [re.fullmatch(rf"{SPOOL}([0-9a-f]{{32}})", name) for name in catalogue.table_names()]
        return {UUID(name[1]) for name in names if name}

    def triggers(self) -> list[str]:
        rows = ask("SELECT tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal")
        return [f"{name} on {table}" for name, table in rows]

    def key_bytes(self) -> bytes:
        """The files of the table of keys. The log keeps more for a while; by itself a key shows nobody's ballot."""
        return relation(KEYS) if self.reads_files else b""


def media() -> Iterator[Medium]:
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")  # what is in memory alone goes to the files
    yield Medium(PAGES, relation(BALLOTS), lambda at: at // _PAGE, is_row)
    yield Medium(LOG, b"".join(segments()), lambda at: at // _PAGE, is_row)


def is_row(data: bytes, start: int) -> bool:
    return data[start - 1 : start] == _MARK


def relation(table: str) -> bytes:
    """The bytes of a table and all its indexes."""
    files = ask(
        "SELECT pg_relation_filepath(oid) FROM pg_class WHERE oid = %s::regclass "
        "UNION ALL SELECT pg_relation_filepath(indexrelid) FROM pg_index WHERE indrelid = %s::regclass",
        table,
        table,
    )
    return b"".join(read_file(path) for (path,) in files)


def segments() -> Iterator[bytes]:
    for (name,) in ask("SELECT name FROM pg_ls_waldir() ORDER BY modification DESC LIMIT %s", SEGMENTS):
        yield read_file(f"pg_wal/{name}")


def read_file(path: str) -> bytes:
    """As bytes on the wire: in letters a segment of the log would be twice as long. Nothing if it has just gone."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        query = "SELECT pg_read_binary_file(path, 0, (pg_stat_file(path, true)).size, true) FROM (VALUES (%s)) f (path)"
        ((data,),) = cursor.execute(query, [path], binary=True).fetchall()
    return bytes(data or b"")
