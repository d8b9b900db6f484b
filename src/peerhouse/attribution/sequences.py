"""Finds sequences of words, inflected or not, in folded text: the index behind the roster and the allow-list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz.distance import OSA

from peerhouse.attribution.inflection import name_keys, text_keys
from peerhouse.attribution.normalise import Folded, Gap, Token

Payload = TypeVar("Payload")

_FUZZY = range(3, 25)  # letters of a word in which one typo is looked for
_REMEMBERED = 20_000
_SHORTEST_WITH_TYPO = 7  # letters of the whole name


class Span(NamedTuple, Generic[Payload]):
    """Tokens [first, last] match `payload` with `typos` (0 or 1) letters wrong."""

    first: int
    last: int
    typos: int
    payload: Payload


class Sequences(Generic[Payload]):
    """Built once from (words, payload); a search reads each different word of a text once."""

    def __init__(self, items: Iterable[tuple[Sequence[str], Payload]], *, typos: bool) -> None:
        self._typos = typos
        self._near = _Near(self)
        self._by_first: defaultdict[str, list[tuple[tuple[str, ...], int, Payload]]] = defaultdict(list)
        self._words_by_key: defaultdict[str, set[str]] = defaultdict(set)
        self._keys_by_deletion: defaultdict[str, set[str]] = defaultdict(set)
        for words, payload in items:
            self._by_first[words[0]].append((tuple(words), sum(map(len, words)), payload))
            for word in words:
                for key in name_keys(word):
                    self._words_by_key[key].add(word)
        if typos:
            for key in self._words_by_key:
                for shorter in _deletions(key):
                    self._keys_by_deletion[shorter].add(key)

    def find(self, folded: Folded) -> Iterator[Span[Payload]]:
        """Every sequence at every place, overlapping ones included."""
        near = self._near
        tokens = folded.tokens
        for index, token in enumerate(tokens):
            for word, typos in near[token.text].items():
                for words, length, payload in self._by_first.get(word, ()):
                    total = self._follow(words, tokens, index, typos, near)
                    if total == 0 or (total == 1 and length >= self._shortest(words)):
                        yield Span(index, index + len(words) - 1, total, payload)

    def _shortest(self, words: tuple[str, ...]) -> int:
        return _SHORTEST_WITH_TYPO if len(words) > 1 else 0  # of one word the caller asks more

    @staticmethod
    def _follow(words: tuple[str, ...], tokens: list[Token], index: int, typos: int, near: "_Near") -> int:
        """The typos of the whole sequence from `index`, or more than 1 when it is not there."""
        if index + len(words) > len(tokens):
            return 2
        for offset in range(1, len(words)):
            token = tokens[index + offset]
            if token.gap == Gap.BREAK:
                return 2
            typos += near[token.text].get(words[offset], 2)
            if typos > 1:
                return typos
        return typos

    def near(self, word: str) -> dict[str, int]:
        """Words of the index that this word of a text may be, with the typos it then has."""
        found: dict[str, int] = {}
        for key in text_keys(word):
            for same in self._words_by_key.get(key, ()):
                found[same] = 0
        if self._typos:
            for key in text_keys(word):
                for candidate in {
                    key for shorter in _deletions(key) for key in self._keys_by_deletion.get(shorter, ())
                }:
                    if OSA.distance(key, candidate, score_cutoff=1) <= 1:
                        for similar in self._words_by_key[candidate]:
                            found.setdefault(similar, 1)
        return found


class _Near(dict[str, dict[str, int]]):
    """Remembers what the words of earlier texts may be; forgets all when they have become many."""

    def __init__(self, index: "Sequences[Payload]") -> None:
        super().__init__()
        self._index = index

    def __missing__(self, word: str) -> dict[str, int]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[word] = self._index.near(word)
        return found


def _deletions(word: str) -> set[str]:
    """The word, and the word with any one letter gone: two words one typo apart share at least one of these."""
    if len(word) not in _FUZZY or not word.isalnum():
        return set()
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}
