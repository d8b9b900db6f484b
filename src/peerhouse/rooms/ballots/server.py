"""The spool of a poll on PostgreSQL: an unlogged table of its own, so no unsealed ballot enters the write-ahead log.

An unlogged table is empty after the *database* has crashed (not after the room process has): browsers keep each
ballot and send it again until its poll is sealed.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from peerhouse.rooms.ballots.spool import Ballot, Verdict


def table_of(poll_id: UUID) -> sql.Identifier:
    return sql.Identifier(f"rooms_spool_{poll_id.hex}")


class TableSpool:
    """Durable against the death of the room process: `put` returns after the commit."""

    def __init__(self, poll_id: UUID) -> None:
        self._table = table_of(poll_id)
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL(
                    "CREATE UNLOGGED TABLE IF NOT EXISTS {} (nullifier bytea PRIMARY KEY, option smallint NOT NULL)"
                ).format(self._table)
            )

    def put(self, ballots: Sequence[Ballot]) -> list[Verdict]:
        nullifiers = [ballot.nullifier for ballot in ballots]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                sql.SQL(
                    "INSERT INTO {} SELECT * FROM unnest(%s::bytea[], %s::smallint[]) "
                    "ON CONFLICT DO NOTHING RETURNING nullifier"
                ).format(self._table),
                [nullifiers, [ballot.option for ballot in ballots]],
            )
            new = {bytes(nullifier) for (nullifier,) in cursor.fetchall()}
            if len(new) == len(ballots):
                return [Verdict.NEW] * len(ballots)
            cursor.execute(
                sql.SQL("SELECT nullifier, option FROM {} WHERE nullifier = ANY(%s)").format(self._table), [nullifiers]
            )
            stored = {bytes(nullifier): option for nullifier, option in cursor.fetchall()}
        return [_verdict(ballot, stored, new) for ballot in ballots]

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(self._table))
            (count,) = cursor.fetchone()
        return int(count)

    def ballots(self) -> list[Ballot]:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("SELECT nullifier, option FROM {} ORDER BY nullifier").format(self._table))
            return [Ballot(bytes(nullifier), option) for nullifier, option in cursor.fetchall()]

    def close(self) -> None:
        """Nothing to do: the connection belongs to the thread."""


def _verdict(ballot: Ballot, stored: dict[bytes, int], new: set[bytes]) -> Verdict:
    """`new` loses the ballot that it finds there, so that a second one in the same group is `AGAIN`."""
    if stored[ballot.nullifier] != ballot.option:
        return Verdict.OTHER
    if ballot.nullifier in new:
        new.remove(ballot.nullifier)
        return Verdict.NEW
    return Verdict.AGAIN


def drop_table(poll_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table_of(poll_id)))
