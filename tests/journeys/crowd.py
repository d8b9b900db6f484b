"""Simulated participants who fill the room beside the browsers of a journey: a result needs ten ballots."""

import asyncio
import threading
from collections.abc import Sequence

import httpx

from peerhouse.config.rehearsal.company import company
from peerhouse.config.rehearsal.guest import Guest
from peerhouse.config.rehearsal.play import Part
from peerhouse.config.rehearsal.visitor import Seat, Visitor
from tests.journeys.house import House


class Crowd:
    """Registers, checks in and votes over HTTP, on a thread of its own; the journey says when."""

    def __init__(self, house: House, session: str, sitting: str, answers: Sequence[int]) -> None:
        self.house, self.session, self.sitting, self.answers = house, session, sitting, answers
        self.parts: list[Part] = company(len(answers), tendencies=[(1,)], prefix="crowd-a")
        self.seats: list[Seat] = []
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def _do(self, coroutine) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=300)

    def register(self) -> None:
        self._do(self._each(self._register))

    def check_in(self) -> None:
        self._do(self._each(self._check_in))

    def vote(self, poll: dict) -> None:
        self._do(self._vote(poll))

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _each(self, work) -> None:
        for start in range(0, len(self.parts), 4):
            await asyncio.gather(*(work(part) for part in self.parts[start : start + 4]))

    async def _register(self, part: Part) -> None:
        visitor = Visitor(self.house.site, part.email, self.house.mailbox)
        await visitor.sign_in()
        await visitor.register(self.session, self.sitting, **part.answers)
        await visitor.client.aclose()

    async def _check_in(self, part: Part) -> None:
        visitor = Visitor(self.house.site, part.email, self.house.mailbox)
        await visitor.sign_in()
        await visitor.pass_the_gate(self.sitting)
        self.seats.append(await visitor.fetch_seals(self.sitting))
        await visitor.client.aclose()

    async def _vote(self, poll: dict) -> None:
        async with httpx.AsyncClient(timeout=30.0) as client:
            guests = [Guest(seat.room_origin, self.sitting, seat.key, seat.seals, client) for seat in self.seats]
            await asyncio.gather(*(guest.vote(poll, a) for guest, a in zip(guests, self.answers, strict=True)))
        assert [guest.refused for guest in guests] == [[] for _ in guests]
