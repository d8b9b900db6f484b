"""The command `peerhouse`. Each subcommand lives with what it does; here is only the list."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Final

from django.core.exceptions import ImproperlyConfigured

from peerhouse.config.serve import PortTakenError

USED_WRONGLY: Final = 2
BROKEN_OFF: Final = 130


def build_parser() -> argparse.ArgumentParser:
    from peerhouse.attribution import command as guard
    from peerhouse.config import serve
    from peerhouse.config.demo import command as demo
    from peerhouse.config.linkage import command as linkage
    from peerhouse.config.rehearsal import command as rehearse

    parser = argparse.ArgumentParser(prog="peerhouse", description="Confidential peer learning, without names.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for part in (serve, demo, rehearse, guard, linkage):
        part.add_parser(commands)
    manage = commands.add_parser("manage", help="run a Django management command", add_help=False)
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(run=run_manage)
    return parser


def run_manage(arguments: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["peerhouse manage", *arguments.rest])
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one subcommand and returns its exit code: 0 done, 1 found something wrong, 2 used wrongly."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerhouse.config.settings")
    arguments = build_parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except (ImproperlyConfigured, PortTakenError) as refusal:
        sys.stderr.write(f"peerhouse: {refusal}\n")
        return USED_WRONGLY
    except KeyboardInterrupt:
        return BROKEN_OFF
    return code


if __name__ == "__main__":
    sys.exit(main())
