"""A sitting whose seals the tests hold, and a client of the room's origin that needs no network."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.db import connection
from django.db.models import F

from peerhouse.credentials import protocol
from peerhouse.kernel import clock
from peerhouse.programmes.enums import ProgrammeKind
from peerhouse.programmes.models import Programme, Season, Session, Sitting
from peerhouse.rooms import services
from peerhouse.rooms.enums import PollState, RoomState
from peerhouse.rooms.live.application import RoomApplication
from peerhouse.rooms.models import AgendaItem, Poll, PollQuestion, Room
from tests.factories import credentials

JSON = {"content-type": "application/json"}


@dataclass(frozen=True)
class World:
    sitting: UUID
    key: str
    polls: Sequence[UUID]

    @property
    def path(self) -> str:
        return f"/room/{self.sitting}"

    def poll(self, number: int = 1) -> Poll:
        return Poll.objects.select_related("question").get(pk=self.polls[number - 1])

    def open(self, number: int = 1) -> None:
        self.move(PollState.OPEN, number)

    def close(self, number: int = 1, *, seals: int = 500) -> None:
        self.move(PollState.CLOSING, number, seals_issued=seals)

    def move(self, state: PollState, number: int = 1, **fields: Any) -> None:
        """What staff do through the services, without the people who do it."""
        Poll.objects.filter(pk=self.polls[number - 1]).update(state=state, **fields)
        Room.objects.update(version=F("version") + 1)


def make_world(*, options: int = 4, polls: int = 2, sitting_id: UUID | None = None) -> World:
    """A sitting with its doors open, an agenda of two parts and polls that are prepared."""
    sitting = _plan_sitting(sitting_id or uuid4())
    credentials.issuer(sitting.pk)
    for number in range(1, polls + 1):
        PollQuestion.objects.create(
            session=sitting.session,
            number=number,
            text=f"Which step works? {number}",
            hint="Choose one.",
            options=[{"label": f"Step {place}", "hint": ""} for place in range(1, options + 1)],
        )
    for order, title in enumerate(["Welcome", "Part one"]):
        AgendaItem.objects.create(session=sitting.session, order=order, title=title, minutes=10)
    room = services.prepare_room(sitting, actor=None)
    Room.objects.filter(pk=room.pk).update(state=RoomState.OPEN)
    found = Poll.objects.filter(room=room).order_by("question__number")
    return World(sitting.pk, room.key, [poll.pk for poll in found])


def _plan_sitting(sitting_id: UUID) -> Sitting:
    """Not by the services: they would make 24 new keys for it, which takes seconds."""
    programme = Programme.objects.create(slug="programme", kind=ProgrammeKind.OPEN, title="Peer learning")
    season = Season.objects.create(programme=programme, slug="2023", title="2023")
    session = Session.objects.create(season=season, number=2, title="Due diligence and end use")
    return Sitting.objects.create(
        pk=sitting_id,
        session=session,
        letter="A",
        starts_at=clock.now() + timedelta(minutes=5),
        time_zone="Europe/Zurich",
    )


def ballot(
    world: World,
    option: int = 0,
    *,
    slot: str = "poll-01",
    sitting: UUID | None = None,
    randomness: bytes | None = None,
) -> dict[str, Any]:
    """The body of a new, good ballot, as the browser sends it."""
    key = credentials.keys()[slot]
    message = protocol.message_for(randomness or os.urandom(32), sitting or world.sitting, slot)
    blinded = protocol.blind(key.public, message)
    signature = protocol.finalize(key.public, message, key.blind_sign(blinded.request), blinded.inverse)
    return {"slot": slot, "message": text(message), "signature": text(signature), "option": option}


def text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


async def staff(work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Runs database work beside the event loop and leaves no connection behind."""

    def run() -> Any:
        try:
            return work(*arguments, **named)
        finally:
            connection.close()

    return await asyncio.to_thread(run)


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)


@dataclass
class Stream:
    answer: Answer
    frames: list[tuple[str, Any]]
    pushed: asyncio.Event
    open_gate: asyncio.Event

    def newest(self) -> dict[str, Any]:
        return next(data for name, data in reversed(self.frames) if name == "snapshot")

    async def until(self, condition: Callable[[dict[str, Any]], bool], seconds: float = 10.0) -> dict[str, Any]:
        async with asyncio.timeout(seconds):
            while not (self.frames and condition(self.newest())):
                self.pushed.clear()
                await self.pushed.wait()
        return self.newest()


@dataclass
class Client:
    """Speaks ASGI to the application, in the test's own event loop."""

    app: RoomApplication

    async def ask(
        self, method: str, path: str, body: bytes | Sequence[bytes] = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        pieces = [body] if isinstance(body, bytes) else list(body)
        answer = Answer()

        async def receive() -> dict[str, Any]:
            if not pieces:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                answer.body += message["body"]

        await self.app(scope(method, path, headers or {}), receive, send)
        return answer

    async def get(self, path: str, **headers: str) -> Answer:
        return await self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    async def vote(self, world: World, content: Any) -> Answer:
        return await self.ask("POST", f"{world.path}/ballots", orjson.dumps(content), JSON)

    @asynccontextmanager
    async def stream(self, world: World, key: str | None = None) -> AsyncIterator[Stream]:
        """`open_gate` is the client's socket: while it is cleared, nothing is taken from the server."""
        stream = Stream(Answer(), [], asyncio.Event(), asyncio.Event())
        stream.open_gate.set()
        gone = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if not stream.open_gate.is_set():
                await stream.open_gate.wait()
            if message["type"] == "http.response.start":
                stream.answer.status = message["status"]
                stream.answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
                return
            stream.frames.append(frame(message["body"].decode()))
            stream.pushed.set()

        path = f"{world.path}/stream?key={world.key if key is None else key}"
        task = asyncio.create_task(self.app(scope("GET", path, {}), receive, send))
        try:
            yield stream
        finally:
            gone.set()
            await task


def frame(written: str) -> tuple[str, Any]:
    """The name and the data of one event."""
    fields = dict(line.split(": ", 1) for line in written.strip().split("\n"))
    return fields["event"], orjson.loads(fields["data"])


def scope(method: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
    plain, _, query = path.partition("?")
    return {
        "type": "http",
        "method": method,
        "path": plain,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("192.0.2.7", 50000),
    }
