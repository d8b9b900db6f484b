"""The ASGI application of the room's origin: six addresses, and a tiny answer for everything else."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qs
from uuid import UUID

from peerhouse.rooms.live.clerk import BusyError, Clerk
from peerhouse.rooms.live.closing import Closing
from peerhouse.rooms.live.exchange import (
    ALWAYS,
    BUSY,
    JSON,
    NO_STORE,
    GoneError,
    Message,
    Receive,
    Reply,
    Request,
    Send,
    TooLongError,
    answer,
    read_body,
    refusal,
    report,
    strip,
)
from peerhouse.rooms.live.hub import Hub, Listener, LiveRoom
from peerhouse.rooms.live.intake import LARGEST_BODY, Intake
from peerhouse.rooms.live.lock import ProcessLock
from peerhouse.rooms.live.pages import HTML, Pages
from peerhouse.rooms.live.threads import DatabaseThread

log = logging.getLogger(__name__)
_READING: Final = ("GET", "HEAD")
_NO_ROOM: Final = refusal(404, "no such room")
_WRONG_KEY: Final = refusal(403, "wrong key")
_STREAM_HEADERS: Final = [
    *ALWAYS,
    NO_STORE,
    (b"content-type", b"text/event-stream"),
    (b"x-accel-buffering", b"no"),
]


class RoomApplication:
    """Starts with the lifespan protocol, which every server must speak to it; then its parts are there."""

    def __init__(self) -> None:
        self._pages: Pages
        self._lock: ProcessLock
        self._reader: DatabaseThread
        self._closer: DatabaseThread
        self._clerk: Clerk
        self._hub: Hub
        self._intake: Intake
        self._tasks: Sequence[asyncio.Task[None]] = ()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http":
                await self._guard(strip(scope), receive, send)
            case "lifespan":
                await self._live(receive, send)
            case _:  # websocket: closing before accepting refuses the handshake
                await send({"type": "websocket.close"})

    async def _guard(self, request: Request, receive: Receive, send: Send) -> None:
        """What fails, fails before anything was answered; the server must not log it, for a traceback quotes."""
        try:
            await self._serve(request, receive, send)
        except Exception as error:  # noqa: BLE001 - its kind is reported, the rest of it ends here
            if not isinstance(error, BusyError):
                report(log, "a request could not be answered", error)
            await answer(send, BUSY, request.method)

    async def start(self) -> None:
        self._pages = await asyncio.to_thread(Pages)
        self._lock = await asyncio.to_thread(ProcessLock)
        self._reader, self._closer = DatabaseThread("reader"), DatabaseThread("closer")
        self._clerk = Clerk()
        self._hub = Hub(self._clerk, self._reader)
        self._intake = Intake(self._hub, self._clerk, self._reader)
        closing = Closing(self._hub, self._clerk, self._closer, self._lock)
        self._tasks = [asyncio.create_task(work) for work in (self._hub.watch(), self._hub.beat(), closing.run())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._clerk.stop()
        await self._reader.stop()
        await self._closer.stop()
        await asyncio.to_thread(self._lock.release)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, request: Request, receive: Receive, send: Send) -> None:
        match request.path.split("/")[1:]:
            case ["room", sitting, "stream"]:
                if request.method == "GET":
                    await self._stream(request, sitting, receive, send)
                    return
                reply = _only("GET")
            case ["room", sitting, "snapshot"]:
                reply = await self._snapshot(request, sitting) if request.method in _READING else _only("GET, HEAD")
            case ["room", sitting, "ballots"]:
                reply = await self._ballot(request, sitting, receive) if request.method == "POST" else _only("POST")
            case _:
                reply = self._page(request) if request.method in _READING else _only("GET, HEAD")
        await answer(send, reply, request.method)

    def _page(self, request: Request) -> Reply:
        match request.path.split("/")[1:]:
            case [language, "room", sitting] if language in self._pages.rooms and _uuid(sitting):
                return self._pages.rooms[language].reply(request)
            case ["left", language] if language in self._pages.left:
                return self._pages.left[language].reply(request)
            case ["static", *_] if request.path in self._pages.files:
                return self._pages.files[request.path].reply(request)
            case ["robots.txt"]:
                return Reply(200, b"User-agent: *\nDisallow: /\n", b"text/plain")
            case _:
                return Reply(404, self._pages.missing, HTML, (NO_STORE,))

    async def _ballot(self, request: Request, sitting: str, receive: Receive) -> Reply:
        found = _uuid(sitting)
        if found is None:
            return _NO_ROOM
        if request.headers.get(b"content-type", b"").split(b";")[0] != JSON:
            return refusal(415, "not json")
        try:
            body = await read_body(request, receive, LARGEST_BODY)
        except TooLongError:
            return refusal(413, "too long", (b"connection", b"close"))
        except GoneError:
            return refusal(400, "malformed")
        return await self._intake.take(found, body)

    async def _snapshot(self, request: Request, sitting: str) -> Reply:
        room = await self._room(request, sitting)
        if isinstance(room, Reply):
            return room
        tag = (b"etag", self._hub.tag(room))
        # `no-cache`, not `no-store`: the browser may keep it to ask whether it is still so.
        headers = ((b"cache-control", b"private, no-cache"), tag)
        if request.headers.get(b"if-none-match") == tag[1]:
            return Reply(304, headers=headers)
        return Reply(200, self._hub.snapshot(room), headers=headers)

    async def _stream(self, request: Request, sitting: str, receive: Receive, send: Send) -> None:
        room = await self._room(request, sitting)
        if isinstance(room, Reply):
            await answer(send, room, request.method)
            return
        await send({"type": "http.response.start", "status": 200, "headers": _STREAM_HEADERS})
        listener = Listener(send)
        self._hub.join(room, listener)
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self._hub.leave(room, listener)

    async def _room(self, request: Request, sitting: str) -> LiveRoom | Reply:
        """The room that the key opens, or the refusal."""
        found = _uuid(sitting)
        room = await self._hub.room(found) if found else None
        if room is None:
            return _NO_ROOM
        (key,) = parse_qs(request.query, max_num_fields=4).get(b"key", [b""])[:1]
        return room if secrets.compare_digest(key, room.picture.key) else _WRONG_KEY


def _only(methods: str) -> Reply:
    return refusal(405, "method", (b"allow", methods.encode()))


def _uuid(text: str) -> UUID | None:
    """None for anything but the canonical form: one room has one address."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text else None
