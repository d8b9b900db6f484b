"""The room as a process of its own: killed without warning, started again, and read like a stranger would."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from django.db import connection

from peerhouse.rooms.enums import PollState
from peerhouse.rooms.models import Poll, Room
from tests.rooms.live.world import World, ballot, frame, make_world

pytestmark = pytest.mark.both_databases
TELLTALE = {"user-agent": "telltale-agent", "x-forwarded-for": "192.0.2.77", "cookie": "telltale=cookie"}


@dataclass
class Process:
    folder: Path
    port: int
    running: "subprocess.Popen[bytes] | None" = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> bytes:
        return (self.folder / "log").read_bytes()

    def start(self) -> None:
        environment = {**os.environ, "PEERHOUSE_VAR_DIR": str(self.folder), "PEERHOUSE_DATABASE_URL": database_url()}
        with (self.folder / "log").open("ab") as log:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "peerhouse.rooms.live", "--port", str(self.port)],
                env=environment,
                stdout=log,
                stderr=log,
            )
        wait_for(lambda: httpx.get(f"{self.origin}/robots.txt").status_code == 200, 90)

    def end(self, how: signal.Signals) -> None:
        if self.running:
            self.running.send_signal(how)
            self.running.wait(timeout=20)
            self.running = None


def database_url() -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    given = connection.settings_dict
    return f"postgres://{given['USER']}@{given['HOST']}:{given['PORT'] or 5432}/{given['NAME']}"


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            if condition():
                return
        except httpx.HTTPError:
            pass
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def free_port() -> int:
    for port in range(23000 + os.getpid() % 900, 24000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("no free port")


@pytest.fixture
def world(transactional_db) -> World:
    return make_world()


@pytest.fixture
def process(world, tmp_path) -> Iterator[Process]:
    process = Process(tmp_path, free_port())
    try:
        process.start()
        yield process
    finally:
        process.end(signal.SIGKILL)


async def vote(client: httpx.AsyncClient, world: World, body: dict) -> bool:
    """Whether the room acknowledged it."""
    try:
        answer = await client.post(f"{world.path}/ballots", json=body)
    except httpx.HTTPError:
        return False
    return answer.status_code == 200


def released(world: World) -> bool:
    return Poll.objects.get(pk=world.polls[0]).state in {PollState.RELEASED, PollState.WITHHELD}


def test_killed_in_the_middle_of_a_poll_it_loses_no_ballot_and_doubles_none(world, process):
    world.open()
    bodies = [ballot(world, place % 4) for place in range(80)]

    async def vote_and_kill() -> set[int]:
        waiting, acknowledged = list(enumerate(bodies)), set()

        async def vote_on(client: httpx.AsyncClient) -> None:
            while waiting:
                place, body = waiting.pop()
                if await vote(client, world, body):
                    acknowledged.add(place)
                if len(acknowledged) == 20 and process.running:
                    process.running.kill()

        async with httpx.AsyncClient(base_url=process.origin) as client:
            await asyncio.gather(*(vote_on(client) for _ in range(8)))
        return acknowledged

    acknowledged = asyncio.run(vote_and_kill())
    assert 20 <= len(acknowledged) < 80, "it was killed in the middle"
    process.end(signal.SIGKILL)
    process.start()

    async def send_again() -> list[bool]:
        # Those without an answer come back; so do half of those with one, as browsers do after a break.
        again = [body for place, body in enumerate(bodies) if place not in acknowledged or place % 2]
        async with httpx.AsyncClient(base_url=process.origin) as client:
            return await asyncio.gather(*(vote(client, world, body) for body in again))

    assert all(asyncio.run(send_again()))
    world.close()
    wait_for(lambda: released(world))
    assert Poll.objects.get(pk=world.polls[0]).ballots_counted == len(bodies)


def test_killed_while_a_poll_closes_it_finishes_it_when_it_starts_again(world, process):
    world.open()
    bodies = [ballot(world) for _ in range(12)]
    for body in bodies:
        assert httpx.post(f"{process.origin}{world.path}/ballots", json=body).status_code == 200
    world.close()
    process.end(signal.SIGKILL)
    process.start()
    # A browser that comes back after the restart is still in time.
    late = httpx.post(f"{process.origin}{world.path}/ballots", json=ballot(world))
    assert (late.status_code, late.json()) == (200, {"accepted": True})
    wait_for(lambda: released(world))
    assert Poll.objects.get(pk=world.polls[0]).ballots_counted == len(bodies) + 1


def test_a_whole_sitting_leaves_nothing_in_the_log(world, process):
    world.open()
    with httpx.Client(base_url=process.origin, headers=TELLTALE) as client:
        path = f"{world.path}/snapshot?key={world.key}"
        for body in [ballot(world) for _ in range(11)]:
            assert client.post(f"{world.path}/ballots", json=body).status_code == 200
        assert client.post(f"{world.path}/ballots", json=body | {"option": 1}).status_code == 409
        assert client.post(f"{world.path}/ballots", content=b"{", headers={"content-type": "application/json"})
        with client.stream("GET", f"{world.path}/stream?key={world.key}") as stream:
            name, shown = frame("\n".join(line for line, _ in zip(stream.iter_lines(), range(3), strict=False)))
            assert (name, shown["poll"]["state"]) == ("snapshot", "open")
        answers = [client.get(path), client.get("/nothing"), client.get(f"/en/room/{world.sitting}")]
        world.close()
        wait_for(lambda: released(world))
        wait_for(lambda: client.get(path).json()["releases"] != [])
    assert not [answer for answer in answers if {"set-cookie", "server", "date"} & set(answer.headers)]
    process.end(signal.SIGTERM)
    assert process.log == b""


def test_stopping_takes_a_moment_even_with_streams_open(world, process):
    with httpx.stream("GET", f"{process.origin}{world.path}/stream?key={world.key}") as stream:
        next(stream.iter_lines())
        started = time.monotonic()
        process.end(signal.SIGTERM)
    assert time.monotonic() - started < 15


def test_second_process_waits_for_the_first_to_go(world, process, tmp_path):
    second = Process(process.folder, process.port + 1)
    environment = {**os.environ, "PEERHOUSE_VAR_DIR": str(tmp_path), "PEERHOUSE_DATABASE_URL": database_url()}
    second.running = subprocess.Popen(
        [sys.executable, "-m", "peerhouse.rooms.live", "--port", str(second.port)], env=environment
    )
    try:
        time.sleep(6)
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{second.origin}/robots.txt")
        process.end(signal.SIGKILL)
        wait_for(lambda: httpx.get(f"{second.origin}/robots.txt").status_code == 200)
    finally:
        second.end(signal.SIGKILL)


def test_version_that_is_raised_is_on_the_screens_at_once(world, process):
    with httpx.stream("GET", f"{process.origin}{world.path}/stream?key={world.key}", timeout=30) as stream:
        lines = (line for line in stream.iter_lines() if line.startswith("id: "))
        first = next(lines)
        Room.objects.update(version=50)
        started = time.monotonic()
        later = next(lines)
    assert first != later == "id: 50000"
    assert time.monotonic() - started < 3
