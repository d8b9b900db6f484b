"""Writes docs/reference anew from the code, so that it cannot lie: `make docs`; a test compares."""

import argparse
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
from django.urls import URLPattern, URLResolver, get_resolver

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"


def main() -> int:
    django.setup()
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    return 0


def pages() -> dict[str, str]:
    """Each generated page by its file name."""
    return {
        "settings.md": settings_page(),
        "commands.md": commands_page(),
        "permissions.md": permissions_page(),
        "states.md": states_page(),
        "tables.md": tables_page(),
    }


def heading(title: str, lead: str) -> str:
    return f"# {title}\n\n<!-- Made by `make docs`: edit the code instead. -->\n\n{lead}\n\n"


def table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def settings_page() -> str:
    from peerhouse.config.settings import ENVIRONMENT

    rows = [(f"`{name}`", meaning) for name, meaning in ENVIRONMENT.items()]
    return heading(
        "Settings", "All of them come from the environment; what is missing or unsafe stops the start."
    ) + table(("variable", "meaning"), rows)


def commands_page() -> str:
    from peerhouse.config.cli import build_parser

    parser = build_parser()
    [subparsers] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    return heading("Commands", "What `peerhouse COMMAND --help` prints.") + "\n".join(help_of(subparsers.choices))


def help_of(parsers: dict[str, argparse.ArgumentParser], prefix: str = "") -> Iterator[str]:
    for name, parser in parsers.items():
        if not parser.add_help:
            continue
        parser.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=100)
        yield f"## `peerhouse {prefix}{name}`\n\n```\n{parser.format_help()}```\n"
        for action in parser._actions:  # noqa: SLF001
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
                yield from help_of(action.choices, f"{prefix}{name} ")


def permissions_page() -> str:
    rows = sorted(
        (address_of(address), f"`{pattern.name}`", *rule_of(pattern.callback))
        for address, pattern in all_patterns(get_resolver())
        if hasattr(pattern.callback, "rule")
    )
    return heading(
        "Who may open what",
        "Every page and action of the site with the rule that it asks. The room's own origin knows no people: there a"
        " key of the sitting opens the stream, and a seal is worth one ballot.",
    ) + table(("address", "name", "rule", "who"), rows)


def all_patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from all_patterns(entry, address)
        else:
            yield address, entry


def address_of(address: str) -> str:
    for language in ("en/", "ar/"):
        address = address.removeprefix(language)
    return f"`/{address}`"


def rule_of(callback: Any) -> tuple[str, str]:
    rule: Callable[..., Any] | None = callback.rule
    if rule is None:
        return "", "everybody"
    words = (inspect.getdoc(rule) or "").split("\n")[0]
    return f"`{rule.__module__.removeprefix('peerhouse.')}.{rule.__name__}`", words


def states_page() -> str:
    from peerhouse.rooms.states import POLL_MOVES, ROOM_MOVES

    return heading("States", "What may follow what, drawn from the tables in `rooms/states.py`.") + "\n".join(
        f"## {title}\n\n```mermaid\nstateDiagram-v2\n{diagram(moves)}```\n"
        for title, moves in (("A room", ROOM_MOVES), ("A poll", POLL_MOVES))
    )


def diagram(moves: dict[Any, frozenset[Any]]) -> str:
    first = next(iter(moves))
    lines = [f"    [*] --> {first.value}"]
    for state, following in moves.items():
        lines += [f"    {state.value} --> {after.value}" for after in sorted(following)] or [
            f"    {state.value} --> [*]"
        ]
    return "".join(f"{line}\n" for line in lines)


def tables_page() -> str:
    from django.apps import apps

    rows = [
        (f"`{model._meta.db_table}`", ", ".join(field.column for field in model._meta.concrete_fields))  # noqa: SLF001
        for config in apps.get_app_configs()
        if config.name.startswith("peerhouse.")
        for model in config.get_models()
    ]
    return heading("Tables", "Every table of ours and all its columns: what is stored, and so what is not.") + table(
        ("table", "columns"), sorted(rows)
    )


if __name__ == "__main__":
    sys.exit(main())
