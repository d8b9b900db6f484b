"""Where a capital letter means nothing: at the start of a sentence and in a title."""

import re
from functools import cached_property

from peerhouse.attribution.normalise import Case, Folded, Token
from peerhouse.attribution.vocabulary import ABBREVIATIONS

_ENDS = re.compile(r"[.!?…:;؟۔。！？；：|\n•]")
_OPENING_QUOTE = re.compile(r"[\"“„«‹「『(\[]$")
_APOSTROPHES = frozenset("'’ʼ")
_TITLE_SHARE = 0.6
_TITLE_WORDS = 14


class Sentences:
    """Answers, for a token's index, whether its capital is owed to its place."""

    def __init__(self, folded: Folded, *, caseless: bool = False) -> None:
        self._folded = folded
        self._caseless = caseless  # in a line of Arabic or Chinese a Latin capital is never owed to the place

    def opens(self, index: int) -> bool:
        """True when the token may be the first of a sentence, list item, cell or quotation."""
        if self._caseless and self._has_caseless_words[self._lines[index]]:
            return False
        if index == 0:
            return True
        tokens = self._folded.tokens
        before, token = tokens[index - 1], tokens[index]
        between = self._folded.source[before.end : token.start]
        if _APOSTROPHES.issuperset(between) and len(before.text) <= 2:  # noqa: PLR2004  l’Union, d’Orange, qu’Orange
            return self.opens(index - 1)
        found = _ENDS.search(between)
        if found is None:
            return _OPENING_QUOTE.search(between) is not None
        return found.group() != "." or len(between.strip()) > 1 or not _is_abbreviation(before)

    def in_title(self, index: int) -> bool:
        """True in a heading, and in a short line most of whose words are capitalised."""
        return self._titled[self._lines[index]]

    @cached_property
    def _has_caseless_words(self) -> list[bool]:
        found = [False] * len(self._titled)
        for line, token in zip(self._lines, self._folded.tokens, strict=True):
            found[line] = found[line] or token.case == Case.CASELESS
        return found

    @cached_property
    def _lines(self) -> list[int]:
        lines, line, at = [], 0, 0
        source = self._folded.source
        for token in self._folded.tokens:
            line += source.count("\n", at, token.start)
            at = token.start
            lines.append(line)
        return lines

    @cached_property
    def _titled(self) -> list[bool]:
        words: dict[int, list[Token]] = {}
        for line, token in zip(self._lines, self._folded.tokens, strict=True):
            words.setdefault(line, []).append(token)
        return [_is_title(text, words.get(line, [])) for line, text in enumerate(self._folded.source.split("\n"))]


def _is_abbreviation(token: Token) -> bool:
    return (len(token.text) == 1 and token.text.isalpha()) or token.text in ABBREVIATIONS


def _is_title(line: str, tokens: list[Token]) -> bool:
    if line.lstrip().startswith("#"):
        return True
    words = [token for token in tokens if token.text[0].isalpha() and token.case != Case.CASELESS]
    if not 1 < len(words) <= _TITLE_WORDS or line.rstrip().endswith((".", "!", "?", "。")):
        return False
    return sum(token.case != Case.LOWER for token in words) >= _TITLE_SHARE * len(words)
