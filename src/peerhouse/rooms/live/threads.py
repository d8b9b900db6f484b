"""A thread with a database connection of its own, beside the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, close_old_connections, connection, connections

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread:
    """One call at a time. A connection that failed is closed, so that the next call finds a new one."""

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def run(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, partial(_fresh, work, *arguments, **named))

    async def stop(self) -> None:
        """Waits for the call that is running."""
        await asyncio.get_running_loop().run_in_executor(self._executor, connections.close_all)
        self._executor.shutdown()


def _fresh(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    close_old_connections()
    try:
        return work(*arguments, **named)
    except DatabaseError:
        connection.close()
        raise
