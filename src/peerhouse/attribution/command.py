"""`peerhouse guard check`: scans a file for traces of who spoke. Exit 0 none, 1 some, 2 a file or option is wrong."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from peerhouse.attribution.allow import Allow, AllowError
from peerhouse.attribution.findings import Finding
from peerhouse.attribution.guard import Guard
from peerhouse.attribution.roster import Roster, RosterError

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  argparse has no public name for it

_LANGUAGES = ("en", "fr", "es", "ar", "zh-hans", "ru")
_CHECK = """\
Looks for what would tell who spoke in a text that is about to be published.

Hard findings (names of the roster in every spelling, e-mail and web addresses, telephone numbers, social handles)
must be edited away. Soft findings (capitalised words that nothing explains) are for a person to judge."""
_FORMATS = """\
roster: a CSV file whose first line is  kind,name,aliases
  kind is person, organisation, product, domain or alias; aliases are separated by ;
allow-list: one term a line; a line that begins with # is a comment; "example.org" allows that web host.
  It is added to the list of public institutions and laws that comes with Peerhouse.
  A name of the roster is found even when it is on the allow-list.

exit code: 0 nothing found, 1 something found, 2 a file could not be read or an option is wrong"""
_UNUSABLE = 2


def add_parser(subparsers: "Subparsers") -> None:
    """Adds `guard` with its action `check`; the chosen action is in `arguments.run`."""
    guard = subparsers.add_parser(
        "guard", help="find traces of who spoke in a text", description="The attribution guard."
    )
    actions = guard.add_subparsers(title="actions", metavar="ACTION", required=True)
    _configure(actions.add_parser("check", help="scan one file"))


def check(argv: Sequence[str]) -> int:
    """`check` alone, without the rest of the command line."""
    return run(_configure(argparse.ArgumentParser(prog="peerhouse guard check")).parse_args(argv))


def _configure(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.description, parser.epilog = _CHECK, _FORMATS
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("file", metavar="FILE", type=Path, help="the text, in UTF-8, plain or Markdown")
    parser.add_argument("--roster", metavar="CSV", type=Path, required=True, help="the names nobody may read")
    parser.add_argument("--allow", metavar="FILE", type=Path, help="more terms that explain themselves")
    parser.add_argument(
        "--language", choices=_LANGUAGES, type=str.lower, default="en", help="of the text (default: en)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object; offsets are Unicode code points")
    parser.set_defaults(run=run)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Scans and prints; returns the exit code."""
    try:
        text = arguments.file.read_bytes().decode()
        roster = Roster.read(arguments.roster)
        allow = Allow.shipped()
        if arguments.allow:
            allow |= Allow.read(arguments.allow)
    except UnicodeDecodeError as error:
        return _refuse(f"{arguments.file}: save the text as UTF-8 (byte {error.start} is not)")
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}")
    except (RosterError, AllowError) as error:
        return _refuse(str(error))
    findings = Guard(roster, allow, arguments.language).scan(text)
    shown = _as_json(findings) if arguments.json else _as_lines(text, findings)
    sys.stdout.write(shown + "\n")
    return 1 if findings else 0


def _refuse(reason: str) -> int:
    sys.stderr.write(f"peerhouse guard check: {reason}\n")
    return _UNUSABLE


def _as_json(findings: list[Finding]) -> str:
    return json.dumps({"findings": [dataclasses.asdict(finding) for finding in findings]}, ensure_ascii=False)


def _as_lines(text: str, findings: list[Finding]) -> str:
    if not findings:
        return "No traces found. A person still has to read it: a sentence can point to somebody without a name."
    return "\n".join(_as_line(text, finding) for finding in findings)


def _as_line(text: str, finding: Finding) -> str:
    line = text.count("\n", 0, finding.start) + 1
    column = finding.start - text.rfind("\n", 0, finding.start)
    shown = " ".join(finding.text.split())
    known = "" if finding.term == finding.text else f" ({finding.term})"
    return f"{line}:{column}: {finding.severity} {finding.kind}: {shown}{known}"
