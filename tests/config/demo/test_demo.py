"""`make demo`, as a newcomer runs it: broken off, loaded, kept, served, started anew."""

import json
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from peerhouse.config.rehearsal.command import free_ports
from tests.config.environment import demonstration, peerhouse, started, wait_until

pytestmark = pytest.mark.journey


@dataclass
class Demonstration:
    folder: Path
    port: int
    env: dict[str, str]
    loaded: dict


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """Loaded with 48 participants, after a first start that somebody broke off."""
    folder, port = tmp_path_factory.mktemp("demo"), free_ports()
    # A house in use, whose settings happen to be in the environment: nothing of it is touched.
    env = demonstration(folder, PORT=str(port), PEERHOUSE_DATABASE_URL="postgres://nobody@127.0.0.1:1/house")
    broken_off = at_a_terminal("demo", env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_until((folder / "secret-key").exists)
    break_off(broken_off)
    assert (broken_off.returncode, broken_off.stdout.read()) == (130, b"")
    made = peerhouse("demo", "--no-serve", "--json", env=env)
    assert (made.returncode, made.stderr) == (0, "")
    return Demonstration(folder, port, env, json.loads(made.stdout))


def at_a_terminal(*arguments: str, **options) -> "subprocess.Popen[bytes]":
    """A command that hears Ctrl+C, also where these tests run in the background, which is deaf to it."""
    hearing = ["env", "--default-signal=INT", sys.executable, "-m", "peerhouse.config.cli"]
    return subprocess.Popen([*hearing, *arguments], **options)


def break_off(process: "subprocess.Popen[bytes]") -> None:
    """Ctrl+C, and again when Python lost it: one that comes while it collects garbage is swallowed."""
    for _attempt in range(8):
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=8)
        except subprocess.TimeoutExpired:
            continue
        return
    process.kill()
    pytest.fail("Ctrl+C did not end it")


def test_everybody_s_ballot_counts_in_both_sittings(demo):
    assert demo.loaded["participants"] == 48
    play = demo.loaded["rehearsal"]
    assert (play["checked_in"], play["ballots_sent"], play["ballots_counted"]) == (48, 96, 96)
    assert (play["lost"], play["doubled"]) == (0, 0)


def test_second_start_keeps_the_data(demo):
    again = peerhouse("demo", "--no-serve", "--json", env=demo.env)
    assert (again.returncode, again.stderr) == (0, "")
    assert json.loads(again.stdout) == demo.loaded


def test_demonstration_is_served_with_its_note_and_results_and_says_how_to_sign_in(demo):
    log = demo.folder / "said"
    site = f"http://localhost:{demo.port}"
    with started("demo", env=demo.env, log=log) as process:
        wait_until(lambda: process.poll() is not None or "Stop with Ctrl+C" in log.read_text())
        note = httpx.get(f"{site}/en/programmes/peer-learning-platform/2023/2/note/").text
        season = httpx.get(f"{site}/en/programmes/peer-learning-platform/2023/")
        files = [
            httpx.get(f"{site}/en/programmes/peer-learning-platform/2023/2/note.{kind}").content[:4]
            for kind in ("pdf", "docx")
        ]
        invited = httpx.get(f"{site}/en/programmes/community-of-practice/").text
        code = sign_in(site, "convenor@peerhouse.example")
    assert process.returncode == 0
    said = log.read_text()
    assert f"Peerhouse is at   {site}/   (the room: http://127.0.0.1:{demo.port + 1}/)" in said
    assert f"The code that the site sends is at {site}/en/demo/mail/" in said
    assert "convenor@peerhouse.example" in said
    assert code.is_redirect
    assert season.text.count("Human rights due diligence and end use") >= 1
    assert "what was learned" in note
    assert "One company brings workers’ representatives in" in note
    assert "Sample Messaging" not in note
    assert note.count("<figure") == note.count("<table") == 2
    assert 'class="withheld"' not in note
    assert "Due diligence in conflict-affected areas" not in invited
    assert files == [b"%PDF", b"PK\x03\x04"]


def sign_in(site: str, email: str) -> httpx.Response:
    """As the introduction says: ask for a code, and find it on the page of the mail."""
    with httpx.Client(base_url=site, headers={"Origin": site}) as browser:

        def token(page: str) -> str:
            return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

        page = browser.get("/en/sign-in/").text
        browser.post("/en/sign-in/", data={"csrfmiddlewaretoken": token(page), "email": email})

        def mailed() -> re.Match | None:
            page = browser.get("/en/demo/mail/").text
            return re.search(rf"To {re.escape(email)}</p>\s*<pre[^>]*>[^<]*?^\s*(\d[\d ]+\d)\s*$", page, re.MULTILINE)

        wait_until(mailed)
        page = browser.get("/en/sign-in/code/").text
        return browser.post("/en/sign-in/code/", data={"csrfmiddlewaretoken": token(page), "code": mailed()[1]})


def test_reset_starts_anew(demo):
    """Broken off once it began: how an empty folder is loaded, the first test has shown."""
    said = demo.folder / "said"
    said.write_text("of the last start")
    with at_a_terminal("demo", "--reset", "--no-serve", env=demo.env) as anew:
        wait_until(lambda: not said.exists())
        wait_until((demo.folder / "peerhouse.sqlite3").exists)
        break_off(anew)
    assert anew.returncode == 130
    assert json.loads((demo.folder / "demo.json").read_text()) == {}
    assert not (demo.folder / "mail").exists()
