"""A simulated participant against a real server of sockets that answers badly first, as a network does."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from peerhouse.config.rehearsal.guest import Guest, Seal, b64, unb64

POLL = {"id": "p", "slot": "poll-1"}
SNAPSHOT = {"poll": None, "releases": []}


@asynccontextmanager
async def answering(*answers: bytes | None) -> AsyncIterator[tuple[Guest, list[bytes]]]:
    """A guest of a room that gives these answers one after the other, the last for ever; None hangs up."""
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head.lower())
        asked.append(head + await reader.readexactly(int(length[1]) if length else 0))
        given = answers[min(len(asked), len(answers)) - 1]
        if given is not None:
            writer.write(given)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, httpx.AsyncClient(timeout=5.0) as client:
        yield Guest(f"http://127.0.0.1:{port}", "sitting", "key", {"poll-1": Seal(b"m", b"s")}, client), asked


def reply(status: str, body: str = "{}") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()


def stream(*events: str) -> bytes:
    return ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "".join(events)).encode()


def snapshot(**parts) -> str:
    return f"event: snapshot\nid: 1\ndata: {json.dumps(SNAPSHOT | parts)}\n\n"


def test_base64url_goes_both_ways_without_padding():
    for value in (b"", b"a", b"ab", b"\xfb\xff\xfe"):
        assert unb64(b64(value)) == value
        assert "=" not in b64(value)


async def test_ballot_is_sent_until_it_is_acknowledged():
    async with answering(None, reply("503 Busy"), reply("200 OK")) as (guest, asked):
        await guest.vote(POLL, 2)
    assert len(asked) == 3
    assert len({request.partition(b"\r\n\r\n")[2] for request in asked}) == 1
    assert json.loads(asked[0].partition(b"\r\n\r\n")[2]) == {
        "slot": "poll-1", "message": b64(b"m"), "signature": b64(b"s"), "option": 2,
    }  # fmt: skip
    assert b"cookie" not in asked[0].lower()
    assert set(guest.acknowledged_after) == {"p"}
    assert guest.refused == []


async def test_refusal_is_kept_and_the_ballot_not_sent_again():
    async with answering(reply("409 Conflict", '{"reason":"not open"}')) as (guest, asked):
        await guest.vote(POLL, 0)
    assert len(asked) == 1
    assert guest.refused == ['{"reason":"not open"}']
    assert guest.acknowledged_after == {}


async def test_stream_that_drops_is_opened_again():
    first, second = stream(snapshot(poll=POLL)), stream(snapshot(releases=[{"poll": "p"}]))
    async with answering(first, None, reply("503 Busy"), second) as (guest, asked):
        listening = asyncio.create_task(guest.listen())
        await guest.wait_until(lambda shown: shown["poll"] == POLL, 10)
        await guest.wait_until(lambda shown: shown["releases"] != [], 10)
        listening.cancel()
    assert len(asked) >= 4
    assert set(guest.released_at) == {"p"}


async def test_release_is_timed_when_it_is_first_seen():
    twice = snapshot(releases=[{"poll": "p"}])
    async with answering(stream("event: clock\ndata: 1\n\n", twice), stream(twice)) as (guest, asked):
        listening = asyncio.create_task(guest.listen())
        await guest.wait_until(lambda shown: shown["releases"] != [], 10)
        seen = dict(guest.released_at)
        async with asyncio.timeout(10):
            while len(asked) < 3:  # it comes back, and is told again
                await guest.wait_until(lambda _shown: True)
                await asyncio.sleep(0.02)
        listening.cancel()
    assert guest.released_at == seen


async def test_waiting_in_vain_ends():
    async with answering(stream(snapshot())) as (guest, _asked):
        with pytest.raises(TimeoutError):
            await guest.wait_until(lambda shown: shown["releases"] != [], 0.1)
