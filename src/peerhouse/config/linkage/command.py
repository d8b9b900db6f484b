"""`peerhouse audit linkage`: attacks the current database. Exit 0 within chance, 1 something links, 2 used wrongly."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from peerhouse.config.linkage.audit import Audit

_DESCRIPTION: Final = """\
Attacks the database that PEERHOUSE_DATABASE_URL names, its files and its logs as a thief of a full copy would: every
order that can be read, every join, every time, raw bytes, keys left behind, and lines of logs. It only reads.
Run it after a sitting: while a poll is open its spool knows the order of arrival, and is left out."""
_EPILOG: Final = """\
advantage: 0 is what a blind guess gets, 1 is certain for somebody
exit code: 0 every attack stays within chance, 1 at least one does not, 2 no database, or an option is wrong"""
_UNUSABLE: Final = 2


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    audit = commands.add_parser(
        "audit", help="check what the stored data would give away", description="Checks of what the stored data shows."
    )
    actions = audit.add_subparsers(title="actions", metavar="ACTION", required=True)
    parser = actions.add_parser(
        "linkage",
        help="try to link ballots to people",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object: attacks, each with name and advantage"
    )
    parser.add_argument(
        "--logs", type=Path, metavar="DIR", help="folder of web-server logs (default: logs beside the data)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    import django

    django.setup()

    from django.conf import settings
    from django.db import DatabaseError

    from peerhouse.config.linkage.audit import audit

    if arguments.logs and not arguments.logs.is_dir():
        return _refuse(f"{arguments.logs}: there is no such folder")
    beside = settings.VAR_DIR / "logs"
    try:
        result = audit(logs=arguments.logs or (beside if beside.is_dir() else None))
    except DatabaseError as error:
        return _refuse(f"the database cannot be read: {error}")
    sys.stdout.write((_as_json(result) if arguments.json else _as_table(result)) + "\n")
    return 0 if all(attack.within_chance for attack in result.attacks) else 1


def _refuse(reason: str) -> int:
    sys.stderr.write(f"peerhouse audit linkage: {reason.strip()}\n")
    return _UNUSABLE


def _as_json(result: "Audit") -> str:
    attacks = [{"name": attack.name, "advantage": round(attack.advantage, 4)} for attack in result.attacks]
    return json.dumps({"attacks": attacks, "not_tried": result.not_tried})


def _as_table(result: "Audit") -> str:
    width = max(len(attack.name) for attack in result.attacks)
    rows = [
        f"{'  ' if attack.within_chance else '! '}{attack.name:<{width}}  {attack.advantage:5.2f}  {attack.finding}"
        for attack in result.attacks
    ]
    beyond = sum(not attack.within_chance for attack in result.attacks)
    verdict = f"Beyond chance: {beyond}." if beyond else "Every attack stays within chance."
    return "\n".join([*rows, *(f"  not tried: {what}" for what in result.not_tried), verdict])
