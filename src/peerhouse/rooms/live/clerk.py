"""One thread checks signatures and commits ballots in groups; nobody is answered before the disk has them.

While one group is on its way to the disk the next one gathers, so the slower the disk, the larger the groups. The
signatures are checked on the same thread: that releases the interpreter's lock, costs about 50 microseconds each, and
saves every ballot a second hop between threads.
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from django.db import connection

from peerhouse.credentials.protocol import VerifyingKey, nullifier
from peerhouse.rooms.ballots import Ballot, Spool, Verdict, open_spool
from peerhouse.rooms.live.exchange import report

CAPACITY: Final = 2_000
LARGEST_GROUP: Final = 256
log = logging.getLogger(__name__)


class ShutError(Exception):
    """The poll takes no more ballots."""


class BusyError(Exception):
    """As many ballots wait as may wait; the browser sends this one again."""


class BadSealError(Exception):
    """The signature is not the issuer's for this slot."""


class UsedSealError(Exception):
    """The seal was used in this poll for another option."""


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    poll_id: UUID
    key: VerifyingKey
    message: bytes
    signature: bytes
    option: int
    done: asyncio.Future[None]


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """Asks how many ballots the poll's spool holds: after a restart the room must not start again from nothing."""

    poll_id: UUID
    done: asyncio.Future[None]


@dataclass(frozen=True, slots=True, eq=False)
class Close:
    """Comes back when all that was cast before it is on the disk and the spool is closed."""

    poll_id: UUID
    done: asyncio.Future[None]


Work = Cast | Count | Close
Outcome = tuple[Work, object]


class Clerk:
    """All public methods belong to the event loop's thread. `counts` has the polls whose spool is known."""

    def __init__(self) -> None:
        self.counts: dict[UUID, int] = {}
        self.refused: set[UUID] = set()
        self.failures = 0
        self._waiting = 0
        self._queue: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._spools: dict[UUID, Spool] = {}  # of the clerk's thread
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._work, name="clerk", daemon=True)
        self._thread.start()

    async def cast(self, poll_id: UUID, key: VerifyingKey, message: bytes, signature: bytes, option: int) -> None:
        """Returns once the ballot is durable. Raises ShutError, BusyError, BadSealError or UsedSealError."""
        if poll_id in self.refused:
            raise ShutError
        if self._waiting >= CAPACITY:
            raise BusyError
        done: asyncio.Future[None] = self._loop.create_future()
        self._put(Cast(poll_id, key, message, signature, option, done))
        await done

    async def learn_count(self, poll_id: UUID) -> None:
        """Fills `counts` for the poll; raises BusyError if the database is away."""
        done: asyncio.Future[None] = self._loop.create_future()
        self._put(Count(poll_id, done))
        await done

    async def refuse(self, poll_id: UUID) -> None:
        """No ballot of this poll is taken from now on; returns when those before are on the disk."""
        self.refused.add(poll_id)
        done: asyncio.Future[None] = self._loop.create_future()
        self._put(Close(poll_id, done))
        await done

    async def stop(self) -> None:
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _put(self, work: Work) -> None:
        self._waiting += 1
        self._queue.put(work)

    def _settle(self, outcomes: Sequence[Outcome], *, failed: bool) -> None:
        self._waiting -= len(outcomes)
        if failed:
            self.failures += 1
            self.counts.clear()
        for work, result in outcomes:
            if isinstance(work, Count) and isinstance(result, int):
                self.counts[work.poll_id] = result  # with the casts of its own group, which stand before it
            elif result is Verdict.NEW and work.poll_id in self.counts:
                self.counts[work.poll_id] += 1
            if work.done.done():  # the browser went away while it waited
                continue
            if isinstance(result, Exception):
                work.done.set_exception(result)
            else:
                work.done.set_result(None)

    # From here on: the clerk's thread.

    def _work(self) -> None:
        while True:
            group = self._next_group()
            ends = None in group
            work = [piece for piece in group if piece is not None]
            try:
                outcomes, failed = self._do(work), False
            except Exception as error:  # noqa: BLE001 - whatever the database raises, the browsers send again
                report(log, "ballots could not be stored", error)
                self._forget_spools()
                outcomes, failed = [(piece, BusyError()) for piece in work], True
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(partial(self._settle, outcomes, failed=failed))
            if ends:
                self._forget_spools()
                return

    def _next_group(self) -> list[Work | None]:
        group = [self._queue.get()]
        while len(group) < LARGEST_GROUP:
            try:
                group.append(self._queue.get_nowait())
            except queue.Empty:
                break
        return group

    def _do(self, work: Sequence[Work]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        good: dict[UUID, list[Cast]] = {}
        for piece in work:
            if isinstance(piece, Cast):
                if piece.key.verify(piece.message, piece.signature):
                    good.setdefault(piece.poll_id, []).append(piece)
                else:
                    outcomes.append((piece, BadSealError()))
        for poll_id, casts in good.items():
            verdicts = self._spool(poll_id).put([Ballot(nullifier(cast.message), cast.option) for cast in casts])
            outcomes += [
                (cast, UsedSealError() if verdict is Verdict.OTHER else verdict)
                for cast, verdict in zip(casts, verdicts, strict=True)
            ]
        for piece in work:
            if isinstance(piece, Count):
                outcomes.append((piece, self._spool(piece.poll_id).count()))
            elif isinstance(piece, Close):
                spool = self._spools.pop(piece.poll_id, None)
                if spool:
                    spool.close()
                outcomes.append((piece, None))
        return outcomes

    def _spool(self, poll_id: UUID) -> Spool:
        if poll_id not in self._spools:
            self._spools[poll_id] = open_spool(poll_id)
        return self._spools[poll_id]

    def _forget_spools(self) -> None:
        for spool in self._spools.values():
            spool.close()
        self._spools.clear()
        connection.close()
