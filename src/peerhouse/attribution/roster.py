"""The names nobody may read in a published text: who takes part, for whom, and what would point to them."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from peerhouse.attribution.normalise import fold


class Kind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PRODUCT = "product"
    DOMAIN = "domain"
    ALIAS = "alias"


_SPELLINGS = {kind.value: kind for kind in Kind} | {"organization": Kind.ORGANISATION}
_COLUMNS = ("kind", "name", "aliases")
_SHORTEST = 2


class RosterError(ValueError):
    """A roster that cannot be read as meant; the message says which line and what to write there."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One name, as its owner writes it, and the other names it goes by."""

    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """Entries without order or repetition: the same names give the same `version`, however the file was sorted."""

    entries: frozenset[Entry]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        return cls(frozenset(entries))

    @classmethod
    def read(cls, path: Path) -> Self:
        """The roster in a CSV file. Raises RosterError, or OSError when there is no such file."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise RosterError(f"{path}: save the roster as UTF-8 (byte {error.start} is not)") from error
        return cls.parse(text, source=str(path))

    @classmethod
    def parse(cls, text: str, *, source: str = "roster") -> Self:
        """The roster in CSV text with the columns kind, name and aliases (separated by `;`)."""
        reader = csv.reader(io.StringIO(text, newline=""))
        try:
            header = tuple(cell.strip().lower() for cell in next(reader, []))
            if header not in {_COLUMNS, _COLUMNS[:2]}:
                raise RosterError(f"{source}, line 1: the first line must be: kind,name,aliases")
            entries = [
                _entry(row, f"{source}, line {reader.line_num}") for row in reader if any(cell.strip() for cell in row)
            ]
        except csv.Error as error:
            raise RosterError(f"{source}, line {reader.line_num}: {error}") from error
        return cls.of(entries)

    @property
    def version(self) -> str:
        """SHA-256 over the entries, sorted: changes when, and only when, a name, kind or alias does."""
        content = [[entry.kind, entry.name, sorted(entry.aliases)] for entry in sorted(self.entries)]
        return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def _entry(row: list[str], where: str) -> Entry:
    cells = [cell.strip() for cell in row] + [""] * (len(_COLUMNS) - len(row))
    if len(cells) > len(_COLUMNS):
        raise RosterError(f"{where}: {len(cells)} cells instead of 3; put a name that holds a comma in quotes")
    kind, name, aliases = cells
    if kind.lower() not in _SPELLINGS:
        raise RosterError(f"{where}: unknown kind “{kind}”; write one of {', '.join(Kind)}")
    others = tuple(alias.strip() for alias in aliases.split(";") if alias.strip())
    if not name:
        raise RosterError(f"{where}: the name is missing")
    for written in (name, *others):
        if not is_searchable(written):
            raise RosterError(f"{where}: “{written}” is too short to look for; write two letters or more")
    return Entry(_SPELLINGS[kind.lower()], name, others)


def is_searchable(name: str) -> bool:
    """False for a name of one letter: it would be found in every line."""
    return len(fold(name).letters) >= _SHORTEST
