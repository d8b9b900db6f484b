"""One room process at a time: two would each take ballots for a poll that the other has just sealed."""

import fcntl
import os
import time
from typing import Final

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections

_NUMBER: Final = 0x7065_6572_726F_6F6D  # "peerroom" in ASCII
_WAIT: Final = 20.0  # seconds: a process that is being replaced takes a moment to go
_PAUSE: Final = 0.1


class AlreadyRunningError(RuntimeError):
    """Another room process holds the lock on this database."""


class ProcessLock:
    """Held until the process ends, however it ends: by the kernel on SQLite, by a session of its own on PostgreSQL.

    Raises AlreadyRunningError after `wait` seconds.
    """

    def __init__(self, wait: float = _WAIT) -> None:
        deadline = time.monotonic() + wait
        self._holder: _FileLock | _SessionLock = _FileLock() if connection.vendor == "sqlite" else _SessionLock()
        while not self._holder.acquire():
            if time.monotonic() > deadline:
                raise AlreadyRunningError("another room process is running on this database")
            time.sleep(_PAUSE)

    def keep(self) -> None:
        """Before a poll is closed: a database that was restarted has forgotten the lock, and it is taken again."""
        if not self._holder.acquire():
            raise AlreadyRunningError("another room process took over this database")

    def release(self) -> None:
        self._holder.release()


class _FileLock:
    """Beside the database, which is what it protects."""

    def __init__(self) -> None:
        self._descriptor = os.open(f"{connection.settings_dict['NAME']}-room", os.O_CREAT | os.O_RDWR, 0o600)

    def acquire(self) -> bool:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        os.close(self._descriptor)


class _SessionLock:
    """A connection of its own: those of the threads come and go."""

    def __init__(self) -> None:
        self._connection = connections[DEFAULT_DB_ALIAS].copy()
        self._connection.inc_thread_sharing()

    def acquire(self) -> bool:
        """Asking again for what the session holds is always granted."""
        try:
            with self._connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [_NUMBER])
                (held,) = cursor.fetchone()
        except DatabaseError:
            self._connection.close()
            raise
        return bool(held)

    def release(self) -> None:
        self._connection.close()
