"""The spool of a poll on SQLite: a file of its own, so that the order of arrival never touches the main database."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from peerhouse.rooms.ballots.spool import Ballot, Verdict

_CHUNK: Final = 1 << 16


def path_of(poll_id: UUID) -> Path:
    folder = Path(settings.SPOOL_PATH)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{poll_id.hex}.sqlite3"


class FileSpool:
    """Durable against the loss of power: `put` returns after the write-ahead log has reached the disk."""

    def __init__(self, poll_id: UUID) -> None:
        self._connection = sqlite3.connect(path_of(poll_id), isolation_level=None, timeout=20)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("PRAGMA secure_delete=ON")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS ballot (nullifier BLOB PRIMARY KEY, option INTEGER NOT NULL) WITHOUT ROWID"
        )

    def put(self, ballots: Sequence[Ballot]) -> list[Verdict]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            verdicts = [self._put_one(ballot) for ballot in ballots]
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            self._connection.rollback()
            raise
        return verdicts

    def _put_one(self, ballot: Ballot) -> Verdict:
        stored = self._connection.execute("INSERT INTO ballot VALUES (?, ?) ON CONFLICT DO NOTHING", ballot)
        if stored.rowcount:
            return Verdict.NEW
        (option,) = self._connection.execute(
            "SELECT option FROM ballot WHERE nullifier = ?", (ballot.nullifier,)
        ).fetchone()
        return Verdict.AGAIN if option == ballot.option else Verdict.OTHER

    def count(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM ballot").fetchone()
        return int(count)

    def ballots(self) -> list[Ballot]:
        rows = self._connection.execute("SELECT nullifier, option FROM ballot ORDER BY nullifier")
        return [Ballot(nullifier, option) for nullifier, option in rows]

    def close(self) -> None:
        self._connection.close()


def scrub_file(poll_id: UUID) -> None:
    """Overwrites the file, its log and its index before it removes them.

    What a journalling file system or a flash disk keeps of overwritten blocks is beyond a program: docs/promises
    tells operators to encrypt the volume.
    """
    path = path_of(poll_id)
    for suffix in ("-wal", "-shm", "-journal", ""):  # the database last: while it is there, a restart scrubs again
        part = path.with_name(path.name + suffix)
        if part.exists():
            _overwrite(part)
            part.unlink()
    _sync(path.parent)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _CHUNK)))
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
