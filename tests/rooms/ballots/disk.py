"""Reads a database as somebody does who stole it: every row order, every raw byte, on SQLite and on PostgreSQL."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection


def rank_correlation(order: Sequence[int]) -> float:
    """Spearman's, of the places at which the arrivals 0, 1, 2 … are found."""
    count = len(order)
    return 1 - 6 * sum((place - arrival) ** 2 for place, arrival in enumerate(order)) / (count * (count**2 - 1))


def orders_of_rows(nullifiers: Sequence[bytes]) -> Iterator[tuple[str, list[int]]]:
    """Every order in which the database can be asked for the sealed ballots, as numbers of arrival."""
    ways = {"no order": "", "rowid": "ORDER BY rowid", "rowid, last first": "ORDER BY rowid DESC"}
    if connection.vendor == "postgresql":
        ways = {
            "no order": "",
            "ctid": "ORDER BY ctid",
            "xmin": "ORDER BY xmin::text::bigint, cmin::text::bigint, ctid",
        }
    for name, order in ways.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT nullifier FROM rooms_sealedballot {order}")  # noqa: S608 - from the table above
            yield name, _arrivals((bytes(nullifier) for (nullifier,) in cursor.fetchall()), nullifiers)
    yield "dump", _arrivals(dumped(), nullifiers)


def _arrivals(found: Iterable[bytes], nullifiers: Sequence[bytes]) -> list[int]:
    """Leaves out the ballots of other polls."""
    return [nullifiers.index(nullifier) for nullifier in found if nullifier in nullifiers]


def orders_of_spool(poll_id: UUID, nullifiers: Sequence[bytes]) -> Iterator[tuple[str, list[int]]]:
    """PostgreSQL writes no page of an unlogged table to disk at a checkpoint; its rows can be asked, though."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT nullifier FROM rooms_spool_{poll_id.hex} ORDER BY ctid")  # noqa: S608 - our own name
            yield "spool, ctid", [nullifiers.index(bytes(nullifier)) for (nullifier,) in cursor.fetchall()]


def dumped() -> list[bytes]:
    """In the order of a backup."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            lines = [
                line for line in cursor.connection.iterdump() if line.startswith('INSERT INTO "rooms_sealedballot"')
            ]
            return [bytes.fromhex(line.split("X'")[1].split("'")[0]) for line in lines]
        with cursor.copy("COPY rooms_sealedballot (nullifier) TO STDOUT") as copy:
            return [bytes.fromhex(row[0].removeprefix("\\x")) for row in _texts(copy)]


def _texts(copy) -> Iterator[tuple[str]]:
    for row in copy.rows():
        yield (row[0].replace("\\\\", "\\"),)


def bytes_on_disk(log_from: str | None) -> Iterator[tuple[str, bytes]]:
    """Every file that could hold a ballot: the database, its log, the spool's folder."""
    if connection.vendor == "sqlite":
        main = Path(connection.settings_dict["NAME"])
        for file in [*main.parent.glob(main.name + "*"), *Path(settings.SPOOL_PATH).iterdir()]:
            yield file.name, file.read_bytes()
        return
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT 'base/' || oid FROM pg_database WHERE datname = current_database()")
        (folder,) = cursor.fetchone()
        cursor.execute("SELECT name FROM pg_ls_dir(%s) AS name", [folder])
        for (name,) in cursor.fetchall():
            cursor.execute("SELECT pg_read_binary_file(%s, 0, 50000000, true)", [f"{folder}/{name}"])
            yield name, bytes(cursor.fetchone()[0] or b"")
        cursor.execute("SELECT name FROM pg_ls_waldir() WHERE name >= pg_walfile_name(%s) ORDER BY name", [log_from])
        for (name,) in cursor.fetchall():
            cursor.execute("SELECT pg_read_binary_file(%s, 0, 50000000, true)", [f"pg_wal/{name}"])
            yield f"log {name}", bytes(cursor.fetchone()[0] or b"")


def log_position() -> str | None:
    if connection.vendor == "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("SELECT pg_current_wal_lsn()::text")
        return cursor.fetchone()[0]


def orders_of_bytes(nullifiers: Sequence[bytes], log_from: str | None) -> Iterator[tuple[str, list[int]]]:
    """Where each nullifier stands first, and last, in every file that holds more than half of them.

    Most files hold none: one that has none of every sixth is left alone, which is most of the work saved.
    """
    for name, content in bytes_on_disk(log_from):
        if not any(nullifier in content for nullifier in nullifiers[::6]):
            continue
        for way, find in (("first", content.find), ("last", content.rfind)):
            places = {arrival: find(nullifier) for arrival, nullifier in enumerate(nullifiers)}
            found = sorted((place, arrival) for arrival, place in places.items() if place >= 0)
            if len(found) > len(nullifiers) / 2:
                yield f"{name}, {way}", _dense([arrival for _place, arrival in found])


def _dense(arrivals: list[int]) -> list[int]:
    ranks = {arrival: rank for rank, arrival in enumerate(sorted(arrivals))}
    return [ranks[arrival] for arrival in arrivals]


def kind_of(name: str) -> str:
    """The same for the files of one kind: PostgreSQL gives tables and parts of its log new numbers."""
    file, _, way = name.partition(", ")
    return f"{file.split(' ')[0]}, {way}" if file.startswith("log") else f"file, {way}" if file.isdigit() else name
