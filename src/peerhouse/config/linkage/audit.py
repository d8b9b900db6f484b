"""The whole audit: collects what can be read, runs every attack, and says what could not be tried."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from peerhouse.config.linkage import attacks, catalogue, remnants
from peerhouse.config.linkage.embedded import Embedded
from peerhouse.config.linkage.evidence import ALLOWED, OPEN, Attack, Ballot, Poll, Truth
from peerhouse.config.linkage.lines import lines
from peerhouse.config.linkage.server import Server
from peerhouse.config.linkage.spellings import written


class Audit(NamedTuple):
    attacks: list[Attack]
    not_tried: list[str]


def attack_database(truth: Truth | None = None, *, logs: Path | None = None) -> list[Attack]:
    """Every attack on the current database, its files and its logs; with the truth, scored by what really links."""
    return audit(truth, logs=logs).attacks


def audit(truth: Truth | None = None, *, logs: Path | None = None) -> Audit:
    """Reads only. It holds every table in memory; polls that are open are left out, for their spools are in order."""
    thief = Embedded() if connection.vendor == "sqlite" else Server()
    polls = catalogue.polls()
    ballots = thief.ballots()
    tables = thief.tables()
    readings = list(thief.readings(polls, ballots, truth))
    found = [
        *attacks.orders(thief.orders, readings, truth),
        *([attacks.alignment(readings, tables, truth)] if truth else []),
        *attacks.joins(ballots, tables),
        *attacks.times(ballots),
        *attacks.structure(
            catalogue.anonymous_columns(), catalogue.references(catalogue.table_names()), anonymous(thief.triggers())
        ),
        spools(polls, thief),
        *private_keys(thief),
        attacks.seals(polls, ballots),
        *files(ballots, truth, logs),
    ]
    return Audit(found, [*thief.not_tried, *not_there(polls, ballots, logs)])


def anonymous(triggers: Sequence[str]) -> list[str]:
    return [trigger for trigger in triggers if trigger.rsplit(" ", 1)[-1] in ALLOWED]


def spools(polls: Sequence[Poll], thief: Embedded | Server) -> Attack:
    """A spool knows the order of arrival: it may live while its poll takes ballots, and no longer."""
    open_now = {poll.id for poll in polls if poll.state in OPEN}
    left = sorted(f"spool of {poll}" for poll in thief.spools() - open_now)
    return attacks.certain("spools: left behind", left, "No spool is left of a poll that takes no ballots.")


def private_keys(thief: Embedded | Server) -> list[Attack]:
    stored = catalogue.live_private_keys()
    raw = remnants.private_keys(thief.key_bytes()) & catalogue.shut_moduli()
    good = "Nobody can make a seal for a sitting whose doors are closed."
    return [
        attacks.certain("keys: stored after the doors closed", [f"{stored} private keys"] if stored else [], good),
        attacks.certain("keys: bytes after the doors closed", [f"{len(raw)} private keys"] if raw else [], good),
    ]


def files(ballots: Sequence[Ballot], truth: Truth | None, logs: Path | None) -> list[Attack]:
    """Logs line by line; logs, mails and whatever else lies in the folder, for nullifiers in any spelling."""
    secrets = {ballot.nullifier for ballot in ballots} | set(truth.arrivals if truth else ())
    spelled = [one for secret in secrets for one in written(secret)]
    traces = [
        file.name
        for file in (*others(), *within(logs))
        if any(one in data for data in [file.read_bytes()] for one in spelled)
    ]
    return [
        attacks.certain("traces: nullifiers in other files", traces, "No mail, log or other file holds a nullifier."),
        *(lines(log_lines(logs), [settings.SITE_ORIGIN, settings.ROOM_ORIGIN]) if logs else []),
    ]


def others() -> Iterator[Path]:
    """The files in the folder of data that are neither the database nor a spool, nor what everybody may fetch."""
    public = {Path(settings.STATIC_ROOT), Path(settings.MEDIA_ROOT), Path(settings.SPOOL_PATH)}
    name = str(connection.settings_dict["NAME"])
    for path in within(settings.VAR_DIR):
        if not public & set(path.parents) and not str(path).startswith(name):
            yield path


def within(folder: Path | None) -> Iterator[Path]:
    if folder:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def log_lines(folder: Path | None) -> Iterator[tuple[str, int, str]]:
    for path in within(folder):
        with path.open(encoding="utf-8", errors="replace") as file:
            yield from ((path.name, number, line) for number, line in enumerate(file, start=1))


def not_there(polls: Sequence[Poll], ballots: Sequence[Ballot], logs: Path | None) -> Iterator[str]:
    if taking := sum(poll.state in OPEN for poll in polls):
        yield f"spools of open polls: {taking}; they know the order until they are sealed, so ask again then"
    if not ballots:
        yield "joins and times: no sealed ballots are stored, because each poll's are deleted with its release"
    if not logs:
        yield "logs: there is no folder of logs; name one with --logs"
