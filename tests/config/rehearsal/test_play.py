"""Whole sittings through HTTP: nothing lost, nothing doubled, nothing in the log."""

import asyncio
import base64
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psycopg
import pytest

from peerhouse.config.rehearsal.command import free_ports
from peerhouse.config.rehearsal.database import database_beside
from peerhouse.config.rehearsal.mailbox import Mailbox
from peerhouse.config.rehearsal.visitor import RefusedError, Visitor
from tests.config.environment import clean, demonstration, peerhouse, run, started, wait_until
from tests.config.rehearsal.traces import traces
from tests.schema import POSTGRES

KEYS = {
    "checked_in", "ballots_sent", "ballots_counted", "lost", "doubled", "checkins_per_s", "ballots_per_s", "vote_ms",
    "vote_to_release_ms",
}  # fmt: skip
COUNTED = {"checked_in": 6, "ballots_sent": 12, "ballots_counted": 12, "lost": 0, "doubled": 0}


def assert_all_counted(result: dict) -> None:
    assert set(result) == KEYS
    assert {name: result[name] for name in COUNTED} == COUNTED
    assert set(result["vote_ms"]) == {"p50", "p95", "p99"}
    assert set(result["vote_to_release_ms"]) == {"p50", "p95"}
    assert min(result["checkins_per_s"], result["ballots_per_s"], *result["vote_ms"].values()) > 0


@pytest.mark.journey
def test_room_killed_in_the_middle_of_each_poll_loses_nothing_and_doubles_nothing(tmp_path):
    # The environment is that of a house in use, which a rehearsal must not touch.
    house = {"PEERHOUSE_VAR_DIR": str(tmp_path / "house"), "PEERHOUSE_REQUIRE_STAFF_SECOND_FACTOR": "1"}
    house |= {
        "PEERHOUSE_DATABASE_URL": f"sqlite:///{tmp_path / 'house.sqlite3'}",
        "TMPDIR": str(tmp_path / "temporary"),
    }
    (tmp_path / "temporary").mkdir()
    played = peerhouse("rehearse", "--participants", "6", "--kill-room", env=clean() | house)
    assert played.returncode == 0, played.stderr
    lines = dict(line.split(maxsplit=1) for line in played.stdout.splitlines())
    assert set(lines) == KEYS
    assert {name: int(lines[name]) for name in COUNTED} == COUNTED
    assert "checking in" in played.stderr, "progress bars, where a person looks on"
    assert [file for file in tmp_path.rglob("*") if file.name != "temporary"] == []


def test_rehearsal_on_postgresql_has_a_database_of_its_own_and_drops_it(tmp_path):
    def databases() -> set[str]:
        with psycopg.connect(f"{POSTGRES}/postgres") as server:
            return {name for (name,) in server.execute("SELECT datname FROM pg_database")}

    with database_beside(f"{POSTGRES}/peerhouse", tmp_path) as address:
        name = address.rsplit("/", 1)[1]
        assert name.startswith("peerhouse_rehearsal_")
        with psycopg.connect(address) as own:
            assert own.execute("SELECT current_database()").fetchone() == (name,)
    assert name not in databases()


@pytest.mark.journey
def test_captured_log_of_a_whole_sitting_holds_no_trace_of_anybody(migrated, tmp_path):
    port = free_ports()
    site, room = f"http://localhost:{port}", f"http://127.0.0.1:{port + 1}"
    folder, log = tmp_path / "house", tmp_path / "log"
    folder.mkdir()
    shutil.copy(migrated, folder)
    (folder / "demo.json").write_text('{"clock_shift": 0}')
    spy = str(Path(__file__).with_name("spied.py"))
    with started("serve", env=demonstration(folder, PORT=str(port)), log=log):
        wait_until(lambda: httpx.get(f"{site}/en/").is_success and httpx.get(f"{room}/left/en").is_success)
        played = run(
            spy, str(tmp_path / "secrets"), "rehearse", "--participants", "6", "--url", f"{site}/", "--json",
            env=demonstration(folder),
        )  # fmt: skip
        assert played.returncode == 0, played.stderr
        with ThreadPoolExecutor() as apart:  # a browser of other tests may keep a loop running in this thread
            apart.submit(asyncio.run, be_rude(site, room, folder)).result()
    assert_all_counted(json.loads(played.stdout))
    secrets = json.loads((tmp_path / "secrets").read_text())
    assert {kind: len(values) for kind, values in secrets.items()} == {
        "addresses": 7, "codes": 7, "room keys": 1, "messages": 144, "signatures": 144, "nullifiers": 144,
    }  # fmt: skip
    logs = [file for file in folder.rglob("*log*") if file.is_file() and file.parent != folder / "mail"]
    capture = b"".join(file.read_bytes() for file in [log, *logs]) + (played.stdout + played.stderr).encode()
    assert traces(capture, secrets) == set()
    assert log.read_bytes() == b"", "not even a word"


async def be_rude(site: str, room: str, folder: Path) -> None:
    """What goes wrong in a sitting must leave as little behind as what goes well."""
    somebody = Visitor(site, "somebody@peerhouse.example", Mailbox(folder / "mail"))
    somebody.client.headers["User-Agent"] = "telltale-agent"
    with pytest.raises(RefusedError, match=r"/en/nothing/ answered 404"):
        await somebody.open("/en/nothing/")
    somebody.email = "no address"
    with pytest.raises(RefusedError, match=r"/en/sign-in/ did not take the form: 200 .+"):
        await somebody.sign_in()
    no_sitting = "00000000-0000-4000-8000-000000000000"
    answers = [
        await somebody.client.post(
            f"{site}/en/sign-in/", data={"email": "x"}, headers={"Origin": "http://else.example"}
        ),
        await somebody.client.get(f"{site}/en/door/{no_sitting}/", headers={"Host": "telltale.example"}),
        await somebody.client.post(f"{room}/room/{no_sitting}/ballots", json={"option": 3}),
        await somebody.client.get(f"{room}/room/{no_sitting}/stream?key=telltale"),
    ]
    assert [answer.status_code for answer in answers] == [403, 400, 400, 404]
    await somebody.client.aclose()


SECRETS = {
    "addresses": ["a@b.example"], "codes": ["123 456"], "room keys": ["room-key"], "messages": ["fb" * 32],
    "signatures": ["fe" * 256], "nullifiers": ["0f" * 32],
}  # fmt: skip
PLANTED = [
    ("addresses", b"mail to a@b.example"),
    ("an address", b"mail to else@c.example"),
    ("codes", b"code 123456"),
    ("codes", b"code 123 456"),
    ("room keys", b"key=room-key"),
    ("messages", bytes.fromhex("fb" * 32).hex().encode()),
    ("messages", base64.urlsafe_b64encode(bytes.fromhex("fb" * 32))),
    ("messages", base64.b64encode(bytes.fromhex("fb" * 32))),
    ("signatures", base64.urlsafe_b64encode(bytes.fromhex("fe" * 256)).rstrip(b"=")),
    ("nullifiers", b"0F" * 32),
    ("a network address", b"from 192.0.2.7 at"),
    ("a network address", b"from ::1"),
    ("a user agent", b"Mozilla/5.0"),
    ("an answer", b"chose Communicating"),
    ("an option's number", b'{"option": 2}'),
    ("an option's number", b"option=2"),
    ("a request", b"POST /room/"),
]


@pytest.mark.parametrize(("kind", "planted"), PLANTED)
def test_trace_that_is_planted_is_found(kind, planted):
    assert kind in traces(b"INFO some line\nINFO " + planted + b"\nINFO another", SECRETS)


def test_log_without_a_trace_has_none():
    assert traces(b"WARNING peerhouse.rooms The disk has 3 per cent left.", SECRETS) == set()
