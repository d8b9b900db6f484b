"""What the documentation points at is there: pages, headings, pictures, make targets and commands."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from peerhouse.config.cli import build_parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "changelog.d").glob("*.md"), *(ROOT / "docs").rglob("*.md")],
    key=lambda page: page.relative_to(ROOT).parts,
)
BLOCK = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:")
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
PEERHOUSE = re.compile(r"(?:^|`|/bin/|&& )peerhouse ([a-z]+)(?: ([a-z_]+))?")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    """The page without its code, in which nothing is a link."""
    return CODE.sub("", BLOCK.sub("", page.read_text(encoding="utf-8")))


def code(page: Path) -> str:
    """Only its code: what a reader would type. A line that goes on after a backslash is one line."""
    text = page.read_text(encoding="utf-8")
    blocks = [found.group() for found in BLOCK.finditer(text)]
    return "\n".join([*blocks, *CODE.findall(BLOCK.sub("", text))]).replace("\\\n", " ")


def anchors(page: Path) -> set[str]:
    """The names that a forge gives to headings: lower case, spaces to hyphens, the rest of punctuation dropped."""
    headings = HEADING.findall(BLOCK.sub("", page.read_text(encoding="utf-8")))
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings]
    names: list[str] = []
    for heading in plain:
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        again = names.count(name)
        names.append(f"{name}-{again}" if again else name)
    return set(names)


def broken_links(page: Path) -> Iterator[str]:
    for target in LINK.findall(prose(page)):
        if OUTSIDE.match(target):
            continue
        path, _hash, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        if not found.exists():
            yield f"{target}: there is no such file"
        elif anchor and anchor not in anchors(found):
            yield f"{target}: there is no such heading"


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    [found] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return found.choices


def wrong_commands(page: Path) -> Iterator[str]:
    """Commands, actions and options that the command line does not know."""
    known = commands(build_parser())
    for line in code(page).splitlines():
        for found in PEERHOUSE.finditer(line):
            name, action = found.groups()
            if name not in known:
                yield f"peerhouse {name}"
                continue
            parser = known[name]
            if not parser.add_help:  # hands everything on to Django
                if action not in get_commands():
                    yield f"peerhouse {name} {action}"
                continue
            if parser._subparsers and action:
                if action not in commands(parser):
                    yield f"peerhouse {name} {action}"
                    continue
                parser = commands(parser)[action]
            options = {option for each in parser._actions for option in each.option_strings}
            typed = line[found.end() :].split("`")[0].split("&&")[0]
            yield from (f"peerhouse {name} {option}" for option in OPTION.findall(typed) if option not in options)


@pytest.mark.parametrize("page", PAGES, ids=of)
def test_links_lead_to_files_and_headings(page):
    assert list(broken_links(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=of)
def test_make_targets_exist(page):
    assert set(MAKE.findall(code(page))) - targets() == set()


@pytest.mark.parametrize("page", PAGES, ids=of)
def test_commands_and_their_options_exist(page):
    assert list(wrong_commands(page)) == []


def test_every_page_is_reached_from_an_index():
    """A page that nothing links to is read by nobody."""
    reached, waiting = set(), [ROOT / "README.md", ROOT / "docs" / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        local = (target.partition("#")[0] for target in LINK.findall(prose(page)) if not OUTSIDE.match(target))
        waiting += [found for found in ((page.parent / path).resolve() for path in local if path) if found.exists()]
    assert [of(page) for page in PAGES if page.parts[-2] != "changelog.d" and page not in reached] == []


def test_checks_find_what_is_wrong(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# One *Two* & three\n## Again\n## Again\n[a](gone.md) [b](#one-two--three) [c](#again-1) [d](#nowhere)\n"
        "`[no link](at-all.md)` [e](https://example.org/x)\n\n```sh\nmake demo && make tea\npeerhouse serve --port 1\n"
        "peerhouse dance\npeerhouse guard dance\npeerhouse rehearse --json \\\n  --loudly\n"
        "peerhouse manage check --deploy\npeerhouse manage dance\n```\n",
        encoding="utf-8",
    )
    assert list(broken_links(page)) == ["gone.md: there is no such file", "#nowhere: there is no such heading"]
    assert set(MAKE.findall(code(page))) - targets() == {"tea"}
    assert list(wrong_commands(page)) == [
        "peerhouse dance",
        "peerhouse guard dance",
        "peerhouse rehearse --loudly",
        "peerhouse manage dance",
    ]
