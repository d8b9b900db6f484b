"""Every screen of a room shows its newest picture, at most four times a second, however many ballots come in.

All of a room's streams share one frame. A socket that does not take it is left alone until it does, and then gets the
newest one: what a slow reader missed is never sent, and never kept.
"""

import asyncio
import logging
import secrets
import types
from collections.abc import Coroutine, Generator
from typing import Any, Final
from uuid import UUID

import orjson

from peerhouse.rooms.live import picture as reads
from peerhouse.rooms.live.clerk import Clerk
from peerhouse.rooms.live.exchange import Send, report
from peerhouse.rooms.live.picture import Picture
from peerhouse.rooms.live.threads import DatabaseThread
from peerhouse.rooms.states import TAKING_BALLOTS, floor_to_five

TICK: Final = 0.1  # seconds between two looks at the versions
PUSH_GAP: Final = 0.25  # seconds between two frames of a room
BEAT: Final = 15.0  # seconds between two clock events
IDLE: Final = 60.0  # seconds after which a room that nobody asks about is forgotten
PAUSE: Final = 1.0  # seconds to wait when the database is away
STEPS: Final = 1000  # frames of one version: its version times this, plus the steps of five ballots
log = logging.getLogger(__name__)


class Listener:
    """One open stream."""

    __slots__ = ("_finishing", "_newest", "_send")

    def __init__(self, send: Send) -> None:
        self._send = send
        self._newest: bytes | None = None
        self._finishing: asyncio.Task[None] | None = None

    def push(self, frame: bytes) -> None:
        """Hands the frame to the socket at once, without a task, unless the socket is full."""
        if self._finishing:
            self._newest = frame
            return
        writing = self._write(frame)
        try:
            blocker = writing.send(None)
        except StopIteration:
            return
        self._finishing = asyncio.get_running_loop().create_task(self._catch_up(writing, blocker))

    def stop(self) -> None:
        if self._finishing:
            self._finishing.cancel()

    async def _write(self, frame: bytes) -> None:
        await self._send({"type": "http.response.body", "body": frame, "more_body": True})

    async def _catch_up(self, writing: Coroutine[Any, Any, None], blocker: object) -> None:
        await _resume(writing, blocker)
        while self._newest is not None:
            frame, self._newest = self._newest, None
            await self._write(frame)
        self._finishing = None


@types.coroutine
def _resume(started: Coroutine[Any, Any, None], blocker: object) -> Generator[object, None, None]:
    """Awaits a coroutine that already ran up to `blocker`, the future it waits for."""
    try:
        while True:
            yield blocker
            blocker = started.send(None)
    except StopIteration:
        return
    finally:
        started.close()


class LiveRoom:
    def __init__(self, picture: Picture, now: float) -> None:
        self.picture = picture
        self.listeners: set[Listener] = set()
        self.asked_at = now
        self.pushed_at = 0.0
        self.pushed: tuple[str, int] = ("", 0)
        self.told: tuple[UUID, int] | None = None


class Hub:
    """Lives on the event loop. `epoch` changes whenever ballots may have been lost: browsers then send theirs again."""

    def __init__(self, clerk: Clerk, reader: DatabaseThread) -> None:
        self.epoch = secrets.token_hex(4)
        self._clerk = clerk
        self._reader = reader
        self._failures = 0
        self._rooms: dict[UUID, LiveRoom] = {}
        self._entering: dict[UUID, asyncio.Task[LiveRoom | None]] = {}
        self._loop = asyncio.get_running_loop()

    async def room(self, sitting: UUID) -> LiveRoom | None:
        """The room as it was at most two ticks ago; None if there is none."""
        room = self._rooms.get(sitting)
        if room is None:
            # After a restart everybody asks at once: the first question is everybody's.
            if sitting not in self._entering:
                self._entering[sitting] = asyncio.create_task(self._enter(sitting))
            room = await asyncio.shield(self._entering[sitting])
        if room is not None:
            room.asked_at = self._loop.time()
        return room

    async def _enter(self, sitting: UUID) -> LiveRoom | None:
        try:
            picture = await self._reader.run(reads.picture_of, sitting)
            if picture is None:
                return None
            room = LiveRoom(picture, self._loop.time())
            await self._learn_count(room)
            self._rooms[sitting] = room
            return room
        finally:
            del self._entering[sitting]

    def version(self, room: LiveRoom) -> int:
        """Grows with the room's version and, within it, with each five ballots."""
        return room.picture.version * STEPS + self._at_least(room) // 5

    def tag(self, room: LiveRoom) -> bytes:
        return b'"%s-%d"' % (self.epoch.encode(), self.version(room))

    def snapshot(self, room: LiveRoom) -> bytes:
        content = {**room.picture.content, "version": self.version(room), "epoch": self.epoch, "now": reads.now()}
        if content["poll"]:
            content["poll"] = {**content["poll"], "at_least": self._at_least(room)}
        return orjson.dumps(content)

    def frame(self, room: LiveRoom) -> bytes:
        return b"event: snapshot\nid: %d\ndata: %s\n\n" % (self.version(room), self.snapshot(room))

    def join(self, room: LiveRoom, listener: Listener) -> None:
        if not room.listeners:
            room.pushed = self._state(room)
        room.listeners.add(listener)
        listener.push(self.frame(room))

    def leave(self, room: LiveRoom, listener: Listener) -> None:
        listener.stop()
        room.listeners.discard(listener)

    async def watch(self) -> None:
        """Looks for changes and sends them, for as long as the process lives."""
        while True:
            await asyncio.sleep(TICK)
            try:
                await self._look()
            except Exception as error:  # noqa: BLE001 - the screens must not stand still for good
                report(log, "rooms could not be read", error)
                self.epoch = secrets.token_hex(4)
                await asyncio.sleep(PAUSE)
            self._push()

    async def beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            frame = b"event: clock\ndata: %d\n\n" % reads.now()
            for room in self._rooms.values():
                for listener in room.listeners:
                    listener.push(frame)

    async def _look(self) -> None:
        now = self._loop.time()
        for sitting, room in list(self._rooms.items()):
            if not room.listeners and now - room.asked_at > IDLE:
                del self._rooms[sitting]
        if self._clerk.failures != self._failures:
            self._failures = self._clerk.failures
            self.epoch = secrets.token_hex(4)
        if not self._rooms:
            return
        for sitting, version in (await self._reader.run(reads.versions_of, list(self._rooms))).items():
            room = self._rooms[sitting]
            if version != room.picture.version:
                picture = await self._reader.run(reads.picture_of, sitting)
                room.picture = picture or room.picture
            await self._learn_count(room)
            await self._tell_staff(room)

    async def _learn_count(self, room: LiveRoom) -> None:
        poll = room.picture.current
        if not poll or poll.state not in TAKING_BALLOTS or poll.id in self._clerk.refused:
            return
        if poll.id not in self._clerk.counts:
            await self._clerk.learn_count(poll.id)

    async def _tell_staff(self, room: LiveRoom) -> None:
        poll, at_least = room.picture.current, self._at_least(room)
        if poll and (poll.id, at_least) != room.told:
            await self._reader.run(reads.tell_staff, poll.id, at_least)
            room.told = poll.id, at_least

    def _push(self) -> None:
        now = self._loop.time()
        for room in self._rooms.values():
            state = self._state(room)
            if room.listeners and state != room.pushed and now - room.pushed_at >= PUSH_GAP:
                room.pushed, room.pushed_at = state, now
                frame = self.frame(room)
                for listener in room.listeners:
                    listener.push(frame)

    def _state(self, room: LiveRoom) -> tuple[str, int]:
        return self.epoch, self.version(room)

    def _at_least(self, room: LiveRoom) -> int:
        poll = room.picture.current
        return floor_to_five(self._clerk.counts.get(poll.id, 0)) if poll else 0
