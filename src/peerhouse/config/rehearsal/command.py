"""`peerhouse rehearse`: a whole sitting played through HTTP with real seals, in a copy that is thrown away."""

import argparse
import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from peerhouse.config import serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from peerhouse.config.rehearsal.report import Report

TENDENCIES: Final = ((8, 6, 5, 5), (5, 5, 8, 6))


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "rehearse",
        help="play a sitting with simulated participants and real seals",
        description="Starts a server of its own on free ports and throws its data away; where PEERHOUSE_DATABASE_URL"
        " names a PostgreSQL server, in a database of its own there. With --url it plays on a running demonstration"
        " instead, whose folder PEERHOUSE_VAR_DIR must name: it reads the sign-in codes there.",
    )
    parser.add_argument(
        "--participants", type=number_of_people, default=48, metavar="N", help="how many take part in each sitting"
    )
    parser.add_argument("--sittings", type=int, choices=(1, 2), default=1, help="play one sitting or both")
    parser.add_argument("--url", help="the site of a running demonstration, for example http://localhost:8000")
    parser.add_argument("--seconds-to-vote", type=float, default=2.0, help="over how long a poll's ballots are spread")
    parser.add_argument(
        "--kill-room", action="store_true", help="kill -9 the room's process in the middle of each poll"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def number_of_people(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r}: give a whole number from 1")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """0 when nothing was lost, doubled or refused; 1 otherwise; 2 when it cannot be played like this."""
    from peerhouse.config.rehearsal.database import NoDatabaseError

    if arguments.url and arguments.kill_room:
        return refuse("--kill-room needs a server of its own: leave --url out.")
    try:
        return conclude(play_there(arguments) if arguments.url else play_here(arguments), as_json=arguments.json)
    except (NoDatabaseError, NoDemonstrationError) as refusal:
        return refuse(str(refusal))


def conclude(report: "Report", *, as_json: bool) -> int:
    """Prints what was measured; 1 when a ballot was lost, doubled or refused."""
    result = report.as_json()
    if as_json:
        sys.stdout.write(json.dumps(result) + "\n")
    else:
        sys.stdout.writelines(f"{name:>20}  {value}\n" for name, value in result.items())
    return 1 if report.lost or report.doubled or report.refused else 0


def refuse(reason: str) -> int:
    sys.stderr.write(f"peerhouse rehearse: {reason}\n")
    return 2


class NoDemonstrationError(Exception):
    """The folder of the demonstration to play on was not found."""


def play_there(arguments: argparse.Namespace) -> "Report":
    """On a running demonstration, in a session of its own."""
    settle_environment(
        site=arguments.url.rstrip("/"), folder=os.environ.get("PEERHOUSE_VAR_DIR") or str(Path.cwd() / "var" / "demo")
    )
    seed = Path(os.environ["PEERHOUSE_VAR_DIR"]) / "demo.json"
    if not seed.exists():
        message = f"{seed} is not there: set PEERHOUSE_VAR_DIR to the folder of the demonstration."
        raise NoDemonstrationError(message)
    os.environ["PEERHOUSE_CLOCK_SHIFT"] = str(json.loads(seed.read_text())["clock_shift"])
    serve.migrate()
    return asyncio.run(perform(arguments, in_the_middle=None))


def play_here(arguments: argparse.Namespace) -> "Report":
    """On a server of its own: site, room and worker, as `peerhouse serve` runs them."""
    from peerhouse.config.demo import season as facts
    from peerhouse.config.demo.command import wait_until_answering
    from peerhouse.config.rehearsal.database import database_beside

    named = os.environ.get("PEERHOUSE_DATABASE_URL", "")
    with (
        tempfile.TemporaryDirectory(prefix="peerhouse-rehearsal-", ignore_cleanup_errors=True) as folder,
        database_beside(named, Path(folder)) as database,
    ):
        port = free_ports()
        settle_environment(site=f"http://localhost:{port}", folder=folder)
        os.environ["PEERHOUSE_ROOM_ORIGIN"] = f"http://127.0.0.1:{port + 1}"
        os.environ["PEERHOUSE_DATABASE_URL"] = database
        os.environ["PEERHOUSE_CLOCK_SHIFT"] = str((facts.DURING - datetime.now(UTC)).total_seconds())
        serve.migrate()
        household = serve.Household(host="127.0.0.1", port=port)

        def kill_the_room() -> None:
            room = household.processes["room"]
            room.send_signal(signal.SIGKILL)
            room.wait()
            household.revive()

        with household:
            wait_until_answering(os.environ["PEERHOUSE_SITE_ORIGIN"])
            return asyncio.run(perform(arguments, in_the_middle=kill_the_room if arguments.kill_room else None))


def settle_environment(*, site: str, folder: str) -> None:
    """Takes nothing over: the environment may be that of a house in use, with a mail server and real people."""
    for name in [name for name in os.environ if name.startswith("PEERHOUSE_")]:
        del os.environ[name]
    os.environ.update(PEERHOUSE_MODE="demo", PEERHOUSE_SITE_ORIGIN=site, PEERHOUSE_VAR_DIR=folder)


def free_ports() -> int:
    """A port that is free together with the one above it."""
    return next(port for port in iter(any_port, 0) if is_free(port + 1))


def any_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


async def perform(arguments: argparse.Namespace, *, in_the_middle: "Callable[[], None] | None") -> "Report":
    from asgiref.sync import sync_to_async
    from django.conf import settings

    from peerhouse.config.demo.load import CONVENOR
    from peerhouse.config.rehearsal.company import company
    from peerhouse.config.rehearsal.mailbox import Mailbox
    from peerhouse.config.rehearsal.play import Scene, Stage, play
    from peerhouse.config.rehearsal.progress import bars
    from peerhouse.config.rehearsal.report import Report
    from peerhouse.config.rehearsal.rig import rig
    from peerhouse.config.rehearsal.visitor import Visitor

    session, sittings = await sync_to_async(rig)()
    mailbox = Mailbox(settings.VAR_DIR / "mail")
    convenor = Visitor(settings.SITE_ORIGIN, CONVENOR.email, mailbox)
    await convenor.sign_in()
    report = Report()
    with bars(quiet=arguments.json) as progress:
        stage = Stage(
            settings.SITE_ORIGIN, mailbox, convenor, report, progress, arguments.seconds_to_vote, in_the_middle
        )
        for letter, sitting in sittings[: arguments.sittings]:
            parts = company(arguments.participants, tendencies=TENDENCIES, prefix=f"{session[:8]}-{letter.lower()}")
            await play(stage, Scene(session, sitting, letter, parts))
    await convenor.client.aclose()
    return report
