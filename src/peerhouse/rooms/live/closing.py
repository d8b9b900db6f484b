"""The last minutes of a poll: late ballots, the seal, the release, the end of the ballots. Each step can be repeated.

What is killed here is taken up again when the process starts: the poll's state says how far it came.
"""

import asyncio
import logging
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from peerhouse.kernel import audit
from peerhouse.releases.enums import Reason
from peerhouse.rooms import ballots
from peerhouse.rooms.enums import PollState
from peerhouse.rooms.live.clerk import Clerk
from peerhouse.rooms.live.exchange import report
from peerhouse.rooms.live.hub import Hub
from peerhouse.rooms.live.lock import ProcessLock
from peerhouse.rooms.live.threads import DatabaseThread
from peerhouse.rooms.models import Poll, Room

LOOK: Final = 0.2  # seconds between two looks for polls that close
GRACE: Final = 1.0  # seconds for the ballots that are on their way when the convenor closes
RESEND: Final = (
    12.0  # the same after a restart or a failure of the database: browsers come back within 8 and send theirs again
)
PAUSE: Final = 2.0  # seconds before a step that failed is repeated
UNFINISHED: Final = (PollState.CLOSING, PollState.SEALED)
log = logging.getLogger(__name__)


class Closing:
    def __init__(self, hub: Hub, clerk: Clerk, thread: DatabaseThread, lock: ProcessLock) -> None:
        self._hub = hub
        self._clerk = clerk
        self._thread = thread
        self._lock = lock
        self._due: dict[UUID, float] = {}
        self._loop = asyncio.get_running_loop()
        self._calm_from = self._loop.time() + RESEND
        self._epoch = hub.epoch

    async def run(self) -> None:
        """For as long as the process lives."""
        await self._thread.run(load_ledger)
        while True:
            try:
                await self.step()
            except Exception as error:  # noqa: BLE001 - a poll that is never closed is worse than any error
                report(log, "polls could not be read", error)
            await asyncio.sleep(LOOK)

    async def step(self) -> None:
        now = self._loop.time()
        if self._hub.epoch != self._epoch:
            self._epoch, self._calm_from = self._hub.epoch, now + RESEND
            self._due.clear()
        for poll_id, state in await self._thread.run(unfinished):
            wait = max(now + GRACE, self._calm_from) if state == PollState.CLOSING else now
            if now < self._due.setdefault(poll_id, wait):
                continue
            try:
                await self._finish(poll_id)
            except Exception as error:  # noqa: BLE001 - it is tried again, and the other polls go on
                report(log, "a poll could not be closed yet", error)
                self._due[poll_id] = now + PAUSE
            else:
                del self._due[poll_id]

    async def _finish(self, poll_id: UUID) -> None:
        await self._clerk.refuse(poll_id)
        await self._thread.run(self._lock.keep)
        await self._thread.run(finish, poll_id)


def load_ledger() -> None:
    """Beside the work that already goes on: with its solver it takes longer than the rest of the start."""
    import peerhouse.releases.services  # noqa: F401


def unfinished() -> list[tuple[UUID, str]]:
    return list(Poll.objects.filter(state__in=UNFINISHED).values_list("pk", "state"))


def finish(poll_id: UUID) -> None:
    """Seals, releases and deletes; nobody may be writing to the spool. Runs to the end from wherever it stopped."""
    from peerhouse.releases import services as releases

    poll = Poll.objects.select_related("question").get(pk=poll_id)
    ballots.seal(poll)
    counts = ballots.tally(poll)
    release = releases.release_poll(
        poll_id=poll.pk,
        sitting_id=poll.room_id,
        title=poll.question.text,
        options=[option["label"] for option in poll.question.options],
        counts=counts,
        people=poll.seals_issued or 0,
        anew=poll.seals_anew or 0,
    )
    with transaction.atomic():
        # The ledger has committed, so the ballots may go.
        state = PollState.WITHHELD if release.withheld else PollState.RELEASED
        ballots.delete(poll)
        moved = Poll.objects.filter(pk=poll.pk, state=PollState.SEALED).update(state=state)
        if moved and release.withheld == Reason.TOO_MANY:
            audit.record("more ballots than seals", poll, actor=None, number=poll.question.number)
        Room.objects.filter(pk=poll.room_id).update(version=F("version") + 1)
    ballots.wipe()
