"""A whole house for the journeys: site, room and worker, started as `peerhouse serve` starts them."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from peerhouse.config import serve
from peerhouse.config.demo import season as facts
from peerhouse.config.rehearsal.command import free_ports
from peerhouse.config.rehearsal.mailbox import Mailbox, code_in
from tests import schema


@dataclass
class House:
    """`made` is what `furnish.py` printed: ids of the season, its sessions and sittings."""

    site: str
    room: str
    folder: Path
    mailbox: Mailbox
    household: serve.Household
    made: dict[str, Any]

    def code_for(self, email: str, *, skip: int) -> str:
        """The newest sign-in code mailed to the address, beyond the first `skip` mails."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            self.mailbox.read()
            if mail := self.mailbox.latest(email, skip):
                return code_in(mail)
            time.sleep(0.1)
        message = f"no mail to {email}"
        raise TimeoutError(message)

    def sign_in(self, page: Page, email: str, language: str = "en") -> None:
        """As a person does it: asks for a code, reads the mail, types it."""
        page.goto(f"{self.site}/{language}/sign-in/")
        before = self.mailbox.number(email)
        page.locator("input[name=email]").fill(email)
        page.locator("main form button").first.click()
        page.locator("input[name=code]").fill(self.code_for(email, skip=before))
        page.locator("main form button").first.click()
        page.wait_for_url(lambda url: "/sign-in" not in url)


def surroundings(folder: Path, port: int, **extra: str) -> dict[str, str]:
    """The settings of a house in that folder, as its processes get them."""
    return {
        **os.environ,
        "PEERHOUSE_MODE": "demo",
        "PEERHOUSE_VAR_DIR": str(folder),
        "PEERHOUSE_DATABASE_URL": f"sqlite:///{folder / 'peerhouse.sqlite3'}",
        "PEERHOUSE_SITE_ORIGIN": f"http://localhost:{port}",
        "PEERHOUSE_ROOM_ORIGIN": f"http://127.0.0.1:{port + 1}",
        "PEERHOUSE_CLOCK_SHIFT": str((facts.DURING - datetime.now(UTC)).total_seconds()),
        "DJANGO_SETTINGS_MODULE": "peerhouse.config.settings",
        **extra,
    }


def furnish(folder: Path) -> None:
    """Fills an empty database, once for all houses of a run."""
    environment = surroundings(folder, port=8000)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(schema.sqlite_file(), folder / "peerhouse.sqlite3")
    script = str(Path(__file__).with_name("furnish.py"))
    made = subprocess.run([sys.executable, script], env=environment, check=True, capture_output=True)
    (folder / "made.json").write_bytes(made.stdout)


@contextmanager
def running_house(folder: Path, furnished: Path, **extra: str) -> Iterator[House]:
    """Starts a copy of a furnished house on free ports, and ends its processes afterwards."""
    shutil.copytree(furnished, folder, dirs_exist_ok=True)
    port = free_ports()
    environment = surroundings(folder, port, **extra)
    household = serve.Household(host="127.0.0.1", port=port, environment=environment)
    household.start()
    try:
        site, room = environment["PEERHOUSE_SITE_ORIGIN"], environment["PEERHOUSE_ROOM_ORIGIN"]
        wait_for(f"{site}/en/")
        wait_for(f"{room}/left/en")
        made = json.loads((folder / "made.json").read_text())
        yield House(site, room, folder, Mailbox(folder / "mail"), household, made)
    finally:
        household.stop()


def wait_for(address: str, seconds: float = 120.0) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if httpx.get(address, timeout=10.0).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    message = f"{address} does not answer"
    raise TimeoutError(message)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("furnished")
    furnish(folder)
    return folder


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, furnished: Path) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("house"), furnished) as running:
        yield running
