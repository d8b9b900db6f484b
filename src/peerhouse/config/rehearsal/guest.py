"""A simulated participant in the room: no cookies, one stream, ballots sent until they are acknowledged."""

import asyncio
import base64
import random
import time
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson


def b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class Seal:
    """What the wallet holds for one slot."""

    message: bytes
    signature: bytes


@dataclass
class Guest:
    """Somebody in the room, known by nothing but seals. Times are of `time.perf_counter`, in seconds."""

    room_origin: str
    sitting: str
    key: str
    seals: dict[str, Seal]
    client: httpx.AsyncClient
    snapshot: dict[str, Any] = field(default_factory=dict)
    released_at: dict[str, float] = field(default_factory=dict)
    acknowledged_after: dict[str, float] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        """Follows the stream until it is cancelled; comes back with growing, jittered pauses when the line drops."""
        pause = 0.1
        while True:
            try:
                await self._follow()
                pause = 0.1
            except (httpx.HTTPError, OSError):
                pause = min(pause * 2, 3.0)
            await asyncio.sleep(random.uniform(pause / 2, pause))  # noqa: S311 (jitter, no secret)

    async def _follow(self) -> None:
        address = f"{self.room_origin}/room/{self.sitting}/stream"
        timeout = httpx.Timeout(10.0, read=40.0)
        async with self.client.stream("GET", address, params={"key": self.key}, timeout=timeout) as answer:
            answer.raise_for_status()
            event, data = "", b""
            async for line in answer.aiter_lines():
                if line.startswith("event:"):
                    event = line[6:].strip()
                elif line.startswith("data:"):
                    data = line[5:].strip().encode()
                elif not line and event == "snapshot":
                    self._take(orjson.loads(data))
                    event = ""

    def _take(self, snapshot: dict[str, Any]) -> None:
        self.snapshot = snapshot
        for release in snapshot["releases"]:
            self.released_at.setdefault(release["poll"], time.perf_counter())
        self._news.set()

    async def wait_until(self, condition: Any, seconds: float = 60.0) -> None:
        """Waits for a snapshot that meets the condition; TimeoutError when none comes."""
        async with asyncio.timeout(seconds):
            while not (self.snapshot and condition(self.snapshot)):
                self._news.clear()
                await self._news.wait()

    async def vote(self, poll: dict[str, Any], option: int) -> None:
        """Sends one sealed ballot until the room acknowledges it, as a browser would over a bad line."""
        seal = self.seals[poll["slot"]]
        body = orjson.dumps(
            {"slot": poll["slot"], "message": b64(seal.message), "signature": b64(seal.signature), "option": option}
        )
        address = f"{self.room_origin}/room/{self.sitting}/ballots"
        pause = 0.1
        begun = time.perf_counter()
        while True:
            try:
                answer = await self.client.post(address, content=body, headers={"Content-Type": "application/json"})
            except (httpx.HTTPError, OSError):
                answer = None
            if answer is not None and answer.status_code == httpx.codes.OK:
                self.acknowledged_after[poll["id"]] = time.perf_counter() - begun
                return
            if answer is not None and answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                self.refused.append(answer.text)
                return
            await asyncio.sleep(random.uniform(pause / 2, pause))  # noqa: S311 (jitter, no secret)
            pause = min(pause * 2, 2.0)
