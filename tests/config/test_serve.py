"""`peerhouse serve` as production runs it: started, asked, killed, stopped."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from django.core.management import get_commands

from peerhouse.config import serve
from peerhouse.config.housekeeping import CHORES
from peerhouse.config.rehearsal.command import free_ports
from tests.config.environment import peerhouse, production, run, started, wait_until

SITE = {"Host": "peers.example.org", "X-Forwarded-Proto": "https"}
ROOM = {"Host": "room.example.net", "X-Forwarded-Proto": "https"}


@dataclass
class Served:
    process: "subprocess.Popen[bytes]"
    folder: Path
    port: int
    env: dict[str, str]

    def site(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", headers=SITE | headers, timeout=20)

    def room(self, path: str) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.port + 1}{path}", headers=ROOM, timeout=20)

    def answers(self) -> bool:
        return self.site("/en/").status_code == self.room("/left/en").status_code == 200

    def children(self) -> dict[str, int]:
        """The process number of each child by what its command line runs."""
        return children_of(self.process)

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def sql(self, statement: str) -> list[tuple]:
        with sqlite3.connect(self.folder / "peerhouse.sqlite3", timeout=20) as database:
            return database.execute(statement).fetchall()


def children_of(process: "subprocess.Popen[bytes]") -> dict[str, int]:
    lines: dict[int, list[str]] = {}
    for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        with suppress(FileNotFoundError):  # it ended a moment ago
            lines[int(pid)] = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    marks = {
        "site": "uvicorn",
        "room": "peerhouse.rooms.live",
        "worker": "db_worker",
        "housekeeper": "peerhouse.config.housekeeping",
    }
    return {name: pid for name, mark in marks.items() for pid, line in lines.items() if mark in line}


@pytest.fixture(scope="module")
def served(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder, port = tmp_path_factory.mktemp("served"), free_ports()
    shutil.copy(migrated, folder)
    env = production(folder) | {"PORT": str(port)}
    with started("serve", env=env, log=folder / "log") as process:
        house = Served(process, folder, port, env)
        wait_until(lambda: process.poll() is not None or house.answers())
        yield house


@pytest.mark.journey
@pytest.mark.parametrize("path", ["/en/", "/en/sign-in/", "/en/nothing-here/", "/ar/", "/cms/login/"])
def test_site_sends_its_policy_and_insists_on_https(served, path):
    headers = served.site(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert not [word for word in ("unsafe", "*", "data:", "http") if word in policy]
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "server" not in headers


@pytest.mark.journey
def test_site_sends_plain_http_on_to_https(served):
    answer = served.site("/en/", **{"X-Forwarded-Proto": "http"})
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://peers.example.org/en/")


@pytest.mark.journey
def test_cookies_of_the_site_stay_on_its_host_and_out_of_scripts(served):
    (cookie,) = served.site("/en/sign-in/").headers.get_list("Set-Cookie")
    parts = [part.strip() for part in cookie.split(";")]
    assert parts[0].startswith("__Host-csrf=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(parts)
    assert not [part for part in parts if part.startswith("Domain")]


@pytest.mark.journey
def test_files_of_the_site_carry_a_digest_and_may_be_kept(served):
    page = served.site("/en/").text
    address = next(part for part in page.split('"') if part.startswith("/static/") and part.endswith(".css"))
    sheet = served.site(address)
    assert sheet.status_code == 200
    assert "immutable" in sheet.headers["Cache-Control"]


@pytest.mark.journey
@pytest.mark.parametrize("path", ["/left/en", "/en/room/00000000-0000-4000-8000-000000000000", "/nothing-here"])
def test_room_sends_its_policy_and_no_cookie(served, path):
    headers = served.room(path).headers
    if path != "/nothing-here":
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert not [word for word in ("unsafe", "*", "data:", "http") if word in policy]
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert not {"set-cookie", "server"} & set(headers)


@pytest.mark.journey
@pytest.mark.parametrize("name", ["site", "room", "worker"])
def test_killed_process_is_started_again(served, name):
    before = served.children()
    os.kill(before[name], signal.SIGKILL)
    wait_until(lambda: served.children().get(name) not in {None, before[name]} and served.answers())
    after = served.children()
    assert {other: pid for other, pid in after.items() if other != name} == {
        other: pid for other, pid in before.items() if other != name
    }


@pytest.mark.journey
def test_second_one_on_the_same_port_gives_up_in_words(served):
    refused = peerhouse("serve", env=served.env)
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"peerhouse: Port {served.port} cannot be used: Address already in use.")


@pytest.mark.journey
def test_past_is_forgotten_once_a_day_and_nobody_waits_for_it(served):
    household = serve.Household(host="127.0.0.1", port=served.port, environment=served.env)
    expired = "INSERT INTO django_session VALUES ('{}', '', '2020-01-01')"
    served.sql(expired.format("first"))
    household.keep_house()
    first = household.processes["housekeeper"]
    household.housekeeping_due = 0.0
    household.keep_house()
    assert household.processes["housekeeper"] is first, "never two at a time"
    assert first.wait(timeout=120) == 0
    assert served.sql("SELECT * FROM django_session") == []
    household.housekeeping_due = time.monotonic() + 3600
    household.keep_house()
    assert household.processes["housekeeper"] is first, "not before the day is over"
    household.housekeeping_due = 0.0
    household.keep_house()
    assert household.processes["housekeeper"] is not first
    assert household.housekeeping_due > time.monotonic() + serve.A_DAY - 60
    household.stop()


@pytest.mark.journey
def test_stop_ends_everything_within_seconds_and_the_next_start_forgets_the_past(served):
    served.sql("INSERT INTO django_session VALUES ('old', '', '2020-01-01')")
    children = served.children()
    begun = time.monotonic()
    served.process.terminate()
    assert served.process.wait(timeout=30) == 0
    assert time.monotonic() - begun < 15
    assert not [pid for pid in children.values() if Path(f"/proc/{pid}").exists()]
    with started("serve", env=served.env, log=served.folder / "log") as anew:
        wait_until(lambda: served.sql("SELECT * FROM django_session") == [])
        wait_until(lambda: "housekeeper" not in children_of(anew))  # ended in its last breath, it would complain
    assert served.log() == "", "a house that is well has nothing to say"


def test_child_that_does_not_stop_is_ended(monkeypatch):
    monkeypatch.setattr(serve, "STOP_PATIENCE", 0.2)
    deaf = "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE)
    process.stdout.readline()
    serve.Household(host="127.0.0.1", port=1, processes={"site": process}).stop()
    assert process.returncode == -signal.SIGKILL
    process.stdout.close()


def test_every_chore_is_a_command():
    assert set(CHORES) <= set(get_commands())
    assert "forget_past_registrations" in CHORES


def test_housekeeping_that_fails_says_so_by_its_code(tmp_path):
    env = production(tmp_path) | {"DJANGO_SETTINGS_MODULE": "peerhouse.config.settings"}
    assert run("-m", "peerhouse.config.housekeeping", env=env).returncode == 1  # there are no tables
