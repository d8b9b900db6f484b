"""The environments that processes are started with in these tests: clean of whatever the tests themselves run in."""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

SECRET = "kept-by-nobody-but-this-test-and-long-enough-for-django"


def clean() -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PEERHOUSE_", "DJANGO_"))}
    env.pop("PORT", None)
    if measured := env.get("COVERAGE_PROCESS_CONFIG"):
        # Outside of the mode `test` templates do not tell what they render, of which the plugin complains aloud.
        plan = json.loads(base64.b64decode(measured)) | {"plugins": []}
        env["COVERAGE_PROCESS_CONFIG"] = base64.b64encode(json.dumps(plan).encode()).decode()
    return env


def production(folder: Path, **other: str) -> dict[str, str]:
    """Everything that production needs; `other` changes a value by its name without the prefix, or empties it."""
    given = {
        "MODE": "production",
        "SECRET_KEY": SECRET,
        "SITE_ORIGIN": "https://peers.example.org",
        "ROOM_ORIGIN": "https://room.example.net",
        "DATABASE_URL": f"sqlite:///{folder / 'peerhouse.sqlite3'}",
        "VAR_DIR": str(folder),
        "EMAIL_URL": "smtps://user:pass%40word@mail.example.org",
        "EMAIL_FROM": "secretariat@peers.example.org",
        **other,
    }
    return clean() | {f"PEERHOUSE_{name}": value for name, value in given.items()}


def demonstration(folder: Path, **other: str) -> dict[str, str]:
    return clean() | {"PEERHOUSE_MODE": "demo", "PEERHOUSE_VAR_DIR": str(folder), **other}


def run(*command: str, env: dict[str, str], **options) -> "subprocess.CompletedProcess[str]":
    """A Python process to its end."""
    return subprocess.run(
        [sys.executable, *command], env=env, capture_output=True, text=True, check=False, timeout=600, **options
    )


def peerhouse(*arguments: str, env: dict[str, str], **options) -> "subprocess.CompletedProcess[str]":
    return run("-m", "peerhouse.config.cli", *arguments, env=env, **options)


@contextmanager
def started(*arguments: str, env: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A command that stays, everything it and its children write in one file; asked to stop at the end."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "peerhouse.config.cli", *arguments], env=env, stdout=output, stderr=output
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_until(condition: Callable[[], object], seconds: float = 180.0) -> None:
    deadline = time.monotonic() + seconds
    while True:
        with suppress(httpx.TransportError):
            if condition():
                return
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
