"""`peerhouse demo`: a house that was lived in. Everything it shows came through the doors that people use."""

import argparse
import asyncio
import json
import os
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from peerhouse.config import serve

if TYPE_CHECKING:
    from peerhouse.config.rehearsal.report import Report

SEED: Final = "demo.json"
"""Marks a folder as a demonstration's. Holds `{}` until everything is loaded, then what the next start needs."""


class ForeignFolderError(Exception):
    """The folder holds something else than a demonstration, which must not be deleted."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "demo",
        help="load the season of 2023, play its second session, and serve the site",
        description="Keeps its data in var/demo. The second start serves what the first one loaded.",
    )
    parser.add_argument("--reset", action="store_true", help="start anew from an empty database")
    serve.add_port(parser)
    parser.add_argument(
        "--participants",
        type=enough,
        default=48,
        metavar="N",
        help="simulated participants of the two sittings together",
    )
    parser.add_argument("--no-serve", action="store_true", help="load and play, then stop instead of serving")
    parser.add_argument("--json", action="store_true", help="print one JSON object about what was loaded")
    parser.set_defaults(run=run)


def enough(text: str) -> int:
    """At least one for each sitting."""
    if not text.isdecimal() or int(text) < 2:  # noqa: PLR2004 (two sittings)
        raise argparse.ArgumentTypeError(f"{text!r}: give a whole number from 2")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """0, or 2 where the folder is not ours."""
    settle_environment(arguments.port)
    folder = Path(os.environ["PEERHOUSE_VAR_DIR"])
    household = serve.Household(host="127.0.0.1", port=arguments.port)
    loaded = {} if arguments.reset else loaded_before(folder)
    if not (loaded and arguments.no_serve):
        household.claim_ports()
    if not loaded:
        try:
            empty(folder)
        except ForeignFolderError as refusal:
            sys.stderr.write(f"peerhouse demo: {refusal}\n")
            return 2
        loaded = keep(folder, load(household, participants=arguments.participants, quiet=arguments.json))
    if arguments.json:
        sys.stdout.write(json.dumps(loaded) + "\n")
        sys.stdout.flush()
    if not arguments.no_serve:
        os.environ["PEERHOUSE_CLOCK_SHIFT"] = str(loaded["clock_shift"])
        serve.migrate()
        show(household, sys.stderr if arguments.json else sys.stdout)
    return 0


def settle_environment(port: int) -> None:
    """A demonstration has its own database and mail, whatever else the environment names: a house in use, perhaps."""
    for name in ("DATABASE_URL", "EMAIL_URL", "REQUIRE_STAFF_SECOND_FACTOR"):
        os.environ.pop(f"PEERHOUSE_{name}", None)
    os.environ["PEERHOUSE_MODE"] = "demo"
    os.environ.setdefault("PEERHOUSE_VAR_DIR", str(Path.cwd() / "var" / "demo"))
    serve.set_origins(port)


def loaded_before(folder: Path) -> dict[str, Any]:
    """What an earlier start loaded; empty if there was none, or if it was broken off."""
    seed = folder / SEED
    found: dict[str, Any] = json.loads(seed.read_text()) if seed.exists() else {}
    return found


def empty(folder: Path) -> None:
    """Deletes an earlier demonstration, and nothing else."""
    if folder.exists() and any(folder.iterdir()) and not (folder / SEED).exists():
        message = f"{folder} holds something else. Set PEERHOUSE_VAR_DIR to a folder for the demonstration."
        raise ForeignFolderError(message)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / SEED).write_text("{}")


def load(household: serve.Household, *, participants: int, quiet: bool) -> dict[str, Any]:
    """Loads, plays and publishes; returns what the next start needs. The servers of the play are stopped at the end."""
    from peerhouse.config.demo import season as facts

    os.environ["PEERHOUSE_CLOCK_SHIFT"] = str((facts.DURING - datetime.now(UTC)).total_seconds())
    serve.migrate()

    from peerhouse.config.demo.story import tell

    with household:
        wait_until_answering(os.environ["PEERHOUSE_SITE_ORIGIN"])
        return summary(participants, *asyncio.run(tell(participants=participants, quiet=quiet)))


def summary(participants: int, session: str, report: "Report") -> dict[str, Any]:
    from peerhouse.config.demo import season as facts

    return {
        "clock_shift": (facts.AFTER - datetime.now(UTC)).total_seconds(),
        "participants": participants,
        "session": session,
        "rehearsal": report.as_json(),
    }


def keep(folder: Path, loaded: dict[str, Any]) -> dict[str, Any]:
    """From now on a start serves this, instead of loading anew."""
    (folder / SEED).write_text(json.dumps(loaded, indent=2))
    return loaded


def show(household: serve.Household, out: TextIO) -> None:
    """Serves until Ctrl+C; says where once it answers."""
    with household:
        wait_until_answering(os.environ["PEERHOUSE_SITE_ORIGIN"])
        out.write(introduction() + "\n")
        out.flush()
        household.watch()


def wait_until_answering(origin: str, seconds: float = 180.0) -> None:
    """Waits until the site answers; TimeoutError when it does not."""
    import httpx

    deadline = time.monotonic() + seconds
    with httpx.Client(timeout=10.0) as client:
        while time.monotonic() < deadline:
            try:
                if client.get(f"{origin}/en/").status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
    message = f"{origin} does not answer. What its processes wrote above may say why."
    raise TimeoutError(message)


def introduction() -> str:
    """What a newcomer needs to know: where, as whom, and how to get the sign-in code."""
    from peerhouse.config.demo.load import ACCOUNTS

    site, room = os.environ["PEERHOUSE_SITE_ORIGIN"], os.environ["PEERHOUSE_ROOM_ORIGIN"]
    width = max(len(account.email) for account in ACCOUNTS)
    lines = [
        "",
        f"  Peerhouse is at   {site}/   (the room: {room}/)",
        "",
        "  Sign in with one of these addresses; there are no passwords:",
        *(f"    {account.email:<{width}}   {account.what}" for account in ACCOUNTS),
        f"    {'any other address':<{width}}   a visitor who gets an account",
        "",
        f"  The code that the site sends is at {site}/en/demo/mail/",
        "  The clock of the demonstration says March 2023: session 3 is open for registration.",
        "  Stop with Ctrl+C. `make demo` goes on with this data, `make demo-reset` starts anew.",
        "",
    ]
    return "\n".join(lines)
