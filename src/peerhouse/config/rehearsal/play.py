"""Plays one sitting from registration to its end, through HTTP alone, as its people would.

The convenor is a visitor too: every button of the console is pressed by its address. Nothing here reads the database
except `counted`, which compares what was acknowledged with what was sealed.
"""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import httpx
from asgiref.sync import sync_to_async

from peerhouse.config.rehearsal.forms import form_with
from peerhouse.config.rehearsal.guest import Guest
from peerhouse.config.rehearsal.mailbox import Mailbox
from peerhouse.config.rehearsal.report import Report
from peerhouse.config.rehearsal.visitor import Seat, Visitor, certificates

AT_ONCE: Final = 6  # people at the door at the same moment: two cores serve no more
Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and how many there will be."""


@dataclass(frozen=True)
class Part:
    """One participant of the play. `answers` are the fields of the registration form."""

    email: str
    answers: dict[str, str | list[str]]
    options: Sequence[int]
    """What this participant chooses in each poll, by index."""


@dataclass(frozen=True)
class Scene:
    """One sitting to be played."""

    session: str
    sitting: str
    letter: str
    parts: Sequence[Part]


@dataclass
class Stage:
    """Where it is played, and by which convenor."""

    origin: str
    mailbox: Mailbox
    convenor: Visitor
    report: Report
    progress: Progress
    seconds_to_vote: float = 1.0
    in_the_middle: Callable[[], None] | None = None
    """Called once half of a poll's ballots are in: the rehearsal of a server that dies."""

    async def press(self, sitting: str, action: str, **answers: str) -> None:
        """Presses a button of the console."""
        console = f"/en/convene/sittings/{sitting}/console/"
        token = form_with(await self.convenor.open(console), "csrfmiddlewaretoken").fields["csrfmiddlewaretoken"][0]
        response = await self.convenor.client.post(
            f"{console}{action}/",
            data={"csrfmiddlewaretoken": token, **answers},
            headers={"Origin": self.origin, "Referer": f"{self.origin}{console}"},
        )
        response.raise_for_status()

    async def open_doors(self, sitting: str, seconds: float = 120.0) -> None:
        """Tries until the doors open: the worker makes a sitting's keys after it was planned, and needs its time."""
        async with asyncio.timeout(seconds):
            while True:
                try:
                    return await self.press(sitting, "open-doors")
                except httpx.HTTPStatusError:
                    await asyncio.sleep(0.3)


async def play(stage: Stage, scene: Scene) -> None:
    """Registers everybody, opens the doors, checks everybody in, plays every poll, and ends the sitting."""
    people = [Visitor(stage.origin, part.email, stage.mailbox) for part in scene.parts]
    await each(
        stage, f"{scene.letter}: registering", [enrol(v, scene, p) for v, p in zip(people, scene.parts, strict=True)]
    )
    await stage.open_doors(scene.sitting)
    await stage.press(scene.sitting, "next-item")
    begun = time.perf_counter()
    seats = await each(stage, f"{scene.letter}: checking in", [enter(visitor, scene) for visitor in people])
    stage.report.checkin_seconds += time.perf_counter() - begun
    stage.report.checked_in += len(seats)
    await asyncio.gather(*(visitor.client.aclose() for visitor in people))
    await stage.press(scene.sitting, "close-doors")
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(limits=limits, timeout=30.0, verify=certificates()) as client:
        await play_polls(stage, scene, seats, client)
    await stage.press(scene.sitting, "end")


async def play_polls(stage: Stage, scene: Scene, seats: Sequence[Seat], client: httpx.AsyncClient) -> None:
    guests = [Guest(seat.room_origin, scene.sitting, seat.key, seat.seals, client) for seat in seats]
    listening = [asyncio.create_task(guest.listen()) for guest in guests]
    try:
        for number, poll in enumerate(await prepared_polls(scene.sitting)):
            await play_poll(stage, scene, guests, number, poll)
    finally:
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)


async def play_poll(stage: Stage, scene: Scene, guests: Sequence[Guest], number: int, poll: str) -> None:
    """Opens a poll, has everybody vote at a moment of their own, closes it, and waits until all see the release."""
    await stage.press(scene.sitting, "open-poll", poll=poll)
    await asyncio.gather(*(guest.wait_until(shows(poll)) for guest in guests))
    begun = time.perf_counter()
    done = 0

    async def vote(guest: Guest, part: Part) -> None:
        nonlocal done
        await asyncio.sleep(random.uniform(0, stage.seconds_to_vote))  # noqa: S311 (people are not in step)
        await guest.vote(guest.snapshot["poll"], part.options[number])
        done += 1
        stage.progress(f"{scene.letter}: poll {number + 1}", done, len(guests))
        if done == len(guests) // 2 and stage.in_the_middle:
            await asyncio.to_thread(stage.in_the_middle)

    await asyncio.gather(*(vote(guest, part) for guest, part in zip(guests, scene.parts, strict=True)))
    stage.report.ballot_seconds += time.perf_counter() - begun
    closed = time.perf_counter()
    await stage.press(scene.sitting, "close-poll", poll=poll)
    await asyncio.gather(*(guest.wait_until(released(poll)) for guest in guests))
    stage.report.release_times += [guest.released_at[poll] - closed for guest in guests]
    stage.report.vote_times += [guest.acknowledged_after[poll] for guest in guests if poll in guest.acknowledged_after]
    stage.report.refused += [refusal for guest in guests for refusal in guest.refused]
    acknowledged = sum(poll in guest.acknowledged_after for guest in guests)
    stage.report.count_poll(acknowledged=acknowledged, counted=await counted(poll))


def shows(poll: str) -> Callable[[dict[str, Any]], bool]:
    return lambda snapshot: bool(snapshot["poll"]) and snapshot["poll"]["id"] == poll


def released(poll: str) -> Callable[[dict[str, Any]], bool]:
    return lambda snapshot: any(release["poll"] == poll for release in snapshot["releases"])


async def enrol(visitor: Visitor, scene: Scene, part: Part) -> None:
    await visitor.sign_in()
    await visitor.register(scene.session, scene.sitting, **part.answers)


async def enter(visitor: Visitor, scene: Scene) -> Seat:
    await visitor.pass_the_gate(scene.sitting)
    return await visitor.fetch_seals(scene.sitting)


async def each(stage: Stage, what: str, work: Sequence[Any]) -> list[Any]:
    """Does all of it, a few at a time, and says how far it is."""
    gate, done = asyncio.Semaphore(AT_ONCE), 0

    async def one(task: Any) -> Any:
        nonlocal done
        async with gate:
            result = await task
        done += 1
        stage.progress(what, done, len(work))
        return result

    return await asyncio.gather(*(one(task) for task in work))


@sync_to_async
def prepared_polls(sitting: str) -> list[str]:
    """The polls of a sitting in their order: the convenor sees them on the console."""
    from peerhouse.rooms import queries

    return [str(poll.pk) for poll in queries.polls(queries.room(UUID(sitting)))]


@sync_to_async
def counted(poll: str) -> int:
    """How many ballots were sealed: stored, and shown to nobody but rounded."""
    from peerhouse.rooms import queries

    return queries.ballots_counted(UUID(poll))
