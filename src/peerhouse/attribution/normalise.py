"""Text and names are compared as folded tokens; every folded letter remembers where it stood in the original.

Folding takes away what a reader would not see as a difference: case, diacritics, width, zero-width characters, Arabic
vowel marks, Markdown emphasis, HTML entities and a hyphen at the end of a line. Offsets are Unicode code points.
"""

import html
import re
import unicodedata
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple


class Gap(IntEnum):
    """What stands before a token; a name may run over JOINED and SPACE, never over BREAK."""

    JOINED = 1  # the script changes, nothing stands between
    SPACE = 2
    BREAK = 3


class Case(IntEnum):
    LOWER = 0
    CAPITAL = 1  # begins with a capital, or holds one ("eBook")
    UPPER = 2  # two letters or more, all capitals
    CASELESS = 3  # the script has no capitals


class Token(NamedTuple):
    text: str  # folded
    start: int
    end: int
    first: int  # index of its first letter in Folded.letters
    gap: Gap
    case: Case


@dataclass(frozen=True, slots=True)
class Folded:
    """Letters and digits alone, with the original offsets of each; `asides` are link targets and HTML tags."""

    source: str
    letters: str
    starts: list[int]
    ends: list[int]
    tokens: list[Token]
    owners: list[int]  # letter index -> token index
    capitals: bytearray  # letter index -> 1 for a capital
    asides: list[tuple[int, int]] = field(default_factory=list)


# Letters that NFKD leaves whole although a keyboard without them writes the plain one.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": ""},
)
_MARKUP = frozenset("*~`\\")
_BREAKS = frozenset("!?;:(){}|<>=/—…@•¶。！？；：、，（）《》؟؛،")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LONG_WORD = 3  # a full stop after a longer word ends a sentence; after a shorter one it may end an initial
_SPECIAL = re.compile(
    r"(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|\]\((?P<target>[^()\s]*(?:\s+\"[^\"]*\")?)\)"
    r"|<(?P<tag>/?[A-Za-z][^<>]*)>"
    r"|(?P<hyphen>(?<=\w)[-\u2010\u2011\u00ad][ \t]*\r?\n[ \t>]*(?=\w))"
)
_PIECE = re.compile(r"([A-Za-z0-9]+)( ?)|.", re.DOTALL)
_LETTER, _DROP, _GAP = 0, 1, 2


def is_unspaced(letter: str) -> bool:
    """True for scripts written without spaces between words (Chinese, Japanese, Korean, Thai and neighbours)."""
    return _UNSPACED.match(letter) is not None


def _fold_character(character: str) -> tuple[int, str]:
    if unicodedata.category(character) == "No":  # a raised figure is a footnote, not part of the word
        return _GAP, " "
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold()).translate(_PLAIN)
    kept: list[str] = []
    for part in decomposed:
        category = unicodedata.category(part)
        if category == "Nd":
            kept.append(str(unicodedata.decimal(part)))
        elif category[0] in "LN" or category == "Mc":
            kept.append(part)
    if kept:
        return _LETTER, "".join(kept)
    if character.isspace():
        return _GAP, "\n" if character in "\n\u2028\u2029" else " "
    if character in _MARKUP or character == "ـ" or unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc", "Cs"}:
        return _DROP, ""
    return _GAP, "|" if decomposed in _BREAKS or character in _BREAKS else character


class _Characters(dict[str, tuple[int, str]]):
    """Each character is folded once; the table stays small, a text has few different ones."""

    def __missing__(self, character: str) -> tuple[int, str]:
        folded = self[character] = _fold_character(character)
        return folded


_CHARACTERS = _Characters()


class _Folder:
    def __init__(self, source: str) -> None:
        self.source = source
        self.letters: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.owners: list[int] = []
        self.capitals = bytearray()
        self.tokens: list[Token] = []
        self.asides: list[tuple[int, int]] = []
        self._count = 0  # of letters so far
        self._word: list[str] = []
        self._word_first = 0
        self._word_gap: Gap = Gap.BREAK
        self._pending: Gap | None = Gap.BREAK
        self._newline = False
        self._unspaced = False

    def fold(self) -> Folded:
        position = 0
        for match in _SPECIAL.finditer(self.source):
            self._run(position, match.start())
            position = match.end()
            if match.lastgroup == "entity":
                self._entity(match)
            elif match.lastgroup in {"target", "tag"}:
                self.asides.append(match.span(match.lastgroup))
        self._run(position, len(self.source))
        self._close_word()
        return Folded(
            self.source,
            "".join(self.letters),
            self.starts,
            self.ends,
            self.tokens,
            self.owners,
            self.capitals,
            self.asides,
        )

    def _entity(self, match: re.Match[str]) -> None:
        for character in html.unescape(match.group()):
            self._take(character, match.start(), match.end())

    def _run(self, start: int, end: int) -> None:
        for match in _PIECE.finditer(self.source, start, end):
            word = match[1]
            if word is None:
                self._take(match[0], match.start(), match.end())
                continue
            self._plain_letters(word, match.start())
            if match[2]:
                self._pending = Gap.SPACE

    def _plain_letters(self, run: str, start: int) -> None:
        """The same as taking its characters one by one; most text is of these, each with a space behind it."""
        self._begin_word(unspaced=False)
        lower, length = run.lower(), len(run)
        self.letters.append(lower)
        self._word.append(lower)
        self._count += length
        self.starts.extend(range(start, start + length))
        self.ends.extend(range(start + 1, start + length + 1))
        self.capitals.extend(bytes(length) if run == lower else (letter.isupper() for letter in run))

    def _take(self, character: str, start: int, end: int) -> None:
        kind, folded = _CHARACTERS[character]
        if kind == _LETTER:
            self._letter(character, folded, start, end)
        elif kind == _GAP:
            if folded == "_" and not self._inside_word(start, end):
                return
            self._separate(folded, end)

    def _inside_word(self, start: int, end: int) -> bool:
        """An underscore between letters separates them; at the edge of a word it is emphasis."""
        source = self.source
        return start > 0 and end < len(source) and source[start - 1].isalnum() and source[end].isalnum()

    def _letter(self, character: str, folded: str, start: int, end: int) -> None:
        self._begin_word(unspaced=is_unspaced(folded[0]))
        capital = 1 if character.isupper() or character.istitle() else 0
        self.letters.append(folded)
        self._word.append(folded)
        self._count += len(folded)
        for _ in folded:
            self.starts.append(start)
            self.ends.append(end)
            self.capitals.append(capital)

    def _begin_word(self, *, unspaced: bool) -> None:
        """Closes the word before, if anything stands between or the script changes."""
        if self._pending is None and self.letters and unspaced != self._unspaced:
            self._pending = Gap.JOINED
        if self._pending is not None:
            self._close_word()
            self._word_gap = self._pending
            self._pending, self._newline = None, False
        self._unspaced = unspaced

    def _separate(self, separator: str, end: int) -> None:
        gap = Gap.SPACE
        if separator == "\n":
            if self._newline:
                gap = Gap.BREAK
            self._newline = True
        elif separator == "|" or (separator == "." and self._ends_sentence(end)):
            gap = Gap.BREAK
        if self._pending is None or gap > self._pending:
            self._pending = gap

    def _ends_sentence(self, end: int) -> bool:
        word = self._count - self._word_first
        return word > _LONG_WORD and (end >= len(self.source) or self.source[end].isspace())

    def _close_word(self) -> None:
        first, last = self._word_first, self._count
        if first == last:
            return
        text = "".join(self._word)
        case = self._case(text, self.capitals[first:last])
        self.owners.extend([len(self.tokens)] * (last - first))
        self.tokens.append(Token(text, self.starts[first], self.ends[last - 1], first, self._word_gap, case))
        self._word_first = last
        self._word = []

    def _case(self, text: str, flags: bytearray) -> Case:
        if 1 not in flags:
            plain = self.source[self.starts[self._word_first]]
            return Case.LOWER if plain.islower() or plain.isdigit() else Case.CASELESS
        if sum(flags) == sum(map(str.isalpha, text)) > 1:
            return Case.UPPER
        return Case.CAPITAL


def fold(text: str) -> Folded:
    """Letters and digits of `text`, folded, in tokens; linear in its length (about 10 pages in 25 ms)."""
    return _Folder(text).fold()


def fold_words(text: str) -> tuple[str, ...]:
    """The folded tokens of a name, without offsets."""
    return tuple(token.text for token in fold(text).tokens)


@dataclass(frozen=True, slots=True)
class Plain:
    """Text as it will be read, for patterns that need punctuation: entities decoded, invisible characters gone."""

    text: str
    starts: list[int]
    ends: list[int]


_SHOWN = re.compile(
    r"(?P<same>[ -%'-)+-\[\]-_a-}\n]+)|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|.",
    re.DOTALL,
)


def plain(text: str) -> Plain:
    """`text` in compatibility form with ASCII digits and without mark-up characters; one to one for most text."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _SHOWN.finditer(text):
        piece, start, end = match.group(), match.start(), match.end()
        if match.lastgroup:
            pieces.append(piece)
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            continue
        shown = "".join(map(_PLAIN_CHARACTERS.__getitem__, html.unescape(piece)))
        pieces.append(shown)
        starts.extend([start] * len(shown))
        ends.extend([end] * len(shown))
    return Plain("".join(pieces), starts, ends)


class _PlainCharacters(dict[str, str]):
    def __missing__(self, character: str) -> str:
        if character in _MARKUP or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
            shown = ""
        else:
            shown = "".join(
                str(unicodedata.decimal(part)) if unicodedata.category(part) == "Nd" else part
                for part in unicodedata.normalize("NFKC", character)
            )
        self[character] = shown
        return shown


_PLAIN_CHARACTERS = _PlainCharacters()
