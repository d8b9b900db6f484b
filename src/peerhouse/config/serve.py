"""`peerhouse serve`: three processes and who watches them.

The site renders pages, the room serves the anonymous origin (rendering costs it would feel as jitter stay outside), the
worker sends mail and makes keys. One that ends by itself is started again; the state is in the database. Once a day a
fourth one forgets what is past.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

RESTART_PAUSE: Final = 0.3  # seconds; long enough not to spin, short enough that a browser's second try succeeds
STOP_PATIENCE: Final = 8.0  # seconds until a child that does not stop is killed
A_DAY: Final = 24 * 60 * 60.0


class PortTakenError(Exception):
    """Another program listens there, or we may not; the message says what to do."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("serve", help="run the site, the room and the worker")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    add_port(parser)
    parser.set_defaults(run=run)


def add_port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port",
        type=port_number,
        default=os.environ.get("PORT") or "8000",
        help="the site's port (default: PORT or 8000); the room takes the next one",
    )


def port_number(text: str) -> int:
    """A port that has one above it."""
    if not text.isdecimal() or not 1 <= int(text) <= 65_534:  # noqa: PLR2004 (the last but one)
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to 65534")
    return int(text)


def set_origins(port: int) -> None:
    """Gives the two origins of a demonstration their ports, unless the environment names them."""
    if os.environ.get("PEERHOUSE_MODE", "production") != "production":
        os.environ.setdefault("PEERHOUSE_SITE_ORIGIN", f"http://localhost:{port}")
        os.environ.setdefault("PEERHOUSE_ROOM_ORIGIN", f"http://127.0.0.1:{port + 1}")


def run(arguments: argparse.Namespace) -> int:
    set_origins(arguments.port)
    household = Household(host=arguments.host, port=arguments.port)
    household.claim_ports()
    migrate()
    with household:
        household.watch()
    return 0


def migrate() -> None:
    """Brings the database to this version before anything reads it, with a front page in each language."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    for folder in (settings.VAR_DIR, settings.STATIC_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    from peerhouse.portal.services import open_portal

    open_portal(actor=None)
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)


def commands_of(host: str, port: int) -> dict[str, list[str]]:
    """What each process runs. None of them writes an access log, names its server or trusts a client's address."""
    uvicorn = [
        *(sys.executable, "-m", "uvicorn", "--host", host, "--loop", "uvloop", "--http", "httptools"),
        *("--no-access-log", "--no-server-header", "--no-proxy-headers", "--log-level", "warning"),
        *("--timeout-graceful-shutdown", "3"),
    ]
    return {
        "site": [*uvicorn, "--port", str(port), "--lifespan", "off", "peerhouse.config.asgi:site"],
        "room": [sys.executable, "-m", "peerhouse.rooms.live", "--host", host, "--port", str(port + 1)],
        "worker": [sys.executable, "-m", "django", "db_worker", "--interval", "0.3", "--no-startup-delay"],
        "housekeeper": [sys.executable, "-m", "peerhouse.config.housekeeping"],
    }


STAYING: Final = ("site", "room", "worker")


@dataclass
class Household:
    """The processes of one server, which run while the block lasts that it is the context of.

    `processes` maps site, room and worker, and the housekeeper, to what runs now.
    """

    host: str
    port: int
    environment: Mapping[str, str] = field(default_factory=dict)
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    housekeeping_due: float = 0.0
    """Of `time.monotonic()`; at once after a start."""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def claim_ports(self) -> None:
        """Fails in words where one of the two ports cannot be had, instead of starting processes that end at once."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        for port in (self.port, self.port + 1):
            try:
                socket.create_server((self.host, port), family=family).close()
            except OSError as error:
                reason = str(error.strerror).partition(" (")[0]
                message = f"Port {port} cannot be used: {reason}. Choose another one, for example PORT=8100."
                raise PortTakenError(message) from None

    def start(self) -> None:
        """From now on SIGTERM is a KeyboardInterrupt, so that whoever started the processes stops them."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        for name in STAYING:
            self.start_one(name)

    def start_one(self, name: str) -> None:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "peerhouse.config.settings", **self.environment}
        command = commands_of(self.host, self.port)[name]
        self.processes[name] = subprocess.Popen(command, env=environment)  # noqa: S603 (our own command)

    def revive(self) -> None:
        """Starts again what ended by itself."""
        for name in STAYING:
            if self.processes[name].poll() is not None:
                time.sleep(RESTART_PAUSE)
                self.start_one(name)

    def keep_house(self) -> None:
        """Once a day what is past is forgotten, in a process of its own that nobody waits for."""
        last = self.processes.get("housekeeper")
        if (last is None or last.poll() is not None) and time.monotonic() >= self.housekeeping_due:
            self.start_one("housekeeper")
            self.housekeeping_due = time.monotonic() + A_DAY

    def watch(self) -> None:
        """Runs until Ctrl+C or SIGTERM."""
        try:
            while True:
                self.revive()
                self.keep_house()
                time.sleep(0.2)
        except KeyboardInterrupt:
            return

    def stop(self) -> None:
        """Asks every process to finish what it holds, and ends what does not."""
        for process in self.processes.values():
            process.terminate()
        deadline = time.monotonic() + STOP_PATIENCE
        for process in self.processes.values():
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
