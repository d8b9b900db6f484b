"""A database for one rehearsal, beside the one that the environment names and never in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier

POSTGRES: Final = {"postgres", "postgresql"}


class NoDatabaseError(Exception):
    """The server gives us no database of our own; the message says what to do."""


@contextmanager
def database_beside(address: str, folder: Path) -> Iterator[str]:
    """The address of an empty database: on the same PostgreSQL server, dropped afterwards, or a file in the folder."""
    if urlsplit(address).scheme not in POSTGRES:
        yield f"sqlite:///{folder / 'peerhouse.sqlite3'}"
        return
    name = f"peerhouse_rehearsal_{uuid4().hex[:12]}"
    try:
        server = psycopg.connect(renamed(address, "postgres"), autocommit=True)
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    except psycopg.Error as error:
        message = f"No database of its own: {error}. Without PEERHOUSE_DATABASE_URL it is played on SQLite."
        raise NoDatabaseError(message) from None
    try:
        yield renamed(address, name)
    finally:
        server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
        server.close()


def renamed(address: str, name: str) -> str:
    """The same server with another database."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
