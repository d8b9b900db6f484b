"""Public names that explain themselves: institutions, laws, terms. They never excuse a name of the roster."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Self

from peerhouse.attribution.normalise import Folded, fold_words, is_unspaced
from peerhouse.attribution.sequences import Sequences

_SHIPPED = "allow-list.terms"


class AllowError(ValueError):
    """An allow-list that cannot be read; the message says where and what to write there."""


@dataclass(frozen=True)
class Allow:
    """Terms without order; a term with a full stop and no space ("example.org") is a web host with its subdomains."""

    terms: frozenset[str]

    @classmethod
    def of(cls, terms: Iterable[str]) -> Self:
        return cls(frozenset(term.strip() for term in terms if term.strip()))

    @staticmethod
    @cache
    def shipped() -> "Allow":
        """The list that comes with Peerhouse, in six languages; read once."""
        return Allow.of(_lines(files("peerhouse.attribution").joinpath("data", _SHIPPED).read_text(encoding="utf-8")))

    @classmethod
    def read(cls, path: Path) -> Self:
        """One term a line; `#` begins a comment line. Raises AllowError, or OSError when there is no such file."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise AllowError(f"{path}: save the allow-list as UTF-8 (byte {error.start} is not)") from error
        return cls.of(_lines(text))

    def __or__(self, other: "Allow") -> "Allow":
        return Allow(self.terms | other.terms)

    @property
    def version(self) -> str:
        """SHA-256 over the terms, sorted."""
        return hashlib.sha256("\n".join(sorted(self.terms)).encode()).hexdigest()

    def allows_host(self, host: str) -> bool:
        """True for an allowed host and everything under it."""
        labels = host.strip(".").split(".")
        return any(".".join(labels[at:]) in self._hosts for at in range(len(labels)))

    def allows_contact(self, written: str) -> bool:
        """True when the address itself, not a part of it, is on the list."""
        return written.casefold() in self._written

    def spans(self, folded: Folded) -> Iterator[tuple[int, int]]:
        """Code points [start, end) of every allowed term in the text, overlapping ones included."""
        tokens = folded.tokens
        for span in self._sequences.find(folded):
            yield tokens[span.first].start, tokens[span.last].end
        for term in self._unspaced:
            at = folded.letters.find(term)
            while at >= 0:
                yield folded.starts[at], folded.ends[at + len(term) - 1]
                at = folded.letters.find(term, at + 1)

    @cached_property
    def _hosts(self) -> frozenset[str]:
        return frozenset(term.casefold() for term in self.terms if "." in term and " " not in term)

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset(term.casefold() for term in self.terms)

    @cached_property
    def _words(self) -> list[tuple[str, ...]]:
        return [words for words in map(fold_words, sorted(self.terms)) if words]

    @cached_property
    def _sequences(self) -> Sequences[None]:
        return Sequences([(words, None) for words in self._words], typos=False)

    @cached_property
    def _unspaced(self) -> list[str]:
        return ["".join(words) for words in self._words if is_unspaced(words[0][0])]


def _lines(text: str) -> Iterator[str]:
    return (line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#"))
