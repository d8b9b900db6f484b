"""Finds the roster's names in a text in every way they may be written; the automaton is built once per roster.

Two ways lead to a name. Words: each word of the text is looked up with its Russian ending, Arabic prefix or one typo
(an index of deletions, confirmed by edit distance), then followed. Letters: an automaton over the letters alone finds
names in scripts without spaces, written as one word, spaced out or broken by mark-up.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import ahocorasick
from rapidfuzz.distance import OSA

from peerhouse.attribution.findings import Finding, Severity
from peerhouse.attribution.normalise import Case, Folded, Gap, Token, is_unspaced
from peerhouse.attribution.roster import Roster
from peerhouse.attribution.sentences import Sentences
from peerhouse.attribution.sequences import Sequences, Span
from peerhouse.attribution.variants import Rule, Variant, variants_of
from peerhouse.attribution.words import Words

_ONE_PIECE = 5  # letters from which a name is looked for inside one word
_SPACED_OUT = 8  # letters from which a name may be broken anywhere
_TYPO_ALONE = 5  # letters from which one word may hold a typo
_TYPO_IN_LOWER_CASE = 6
_HAN_TYPO = 4  # characters from which one wrong character is looked for; from five it is a hard finding
_ON_THE_ROSTER = frozenset({Rule.NAME, Rule.INITIALISM, Rule.DOMAIN})


class Certainty(Enum):
    EXACT = auto()  # written as the roster has it, apart from spelling conventions
    DERIVED = auto()  # a surname, initials, an acronym
    TYPO = auto()


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the roster in the text."""

    start: int
    end: int
    severity: Severity
    variant: Variant
    certainty: Certainty

    def as_finding(self, source: str) -> Finding:
        kind, term = self.variant.kind.value, self.variant.term
        return Finding(self.start, self.end, source[self.start : self.end], kind, self.severity, term)


class Matcher:
    """Reusable and safe to share between threads; building costs about 0.1 ms a name."""

    def __init__(self, roster: Roster) -> None:
        variants = {variant for entry in roster.entries for variant in variants_of(entry)}
        pieces = list(_as_letters(variants))
        self._sequences = Sequences(list(_as_words(variants)), typos=True)
        self._automaton = _automaton((piece.letters, piece) for piece in pieces)
        self._halves = _automaton(half for piece in pieces for half in piece.halves())

    def hits(self, folded: Folded, sentences: Sentences, words: Words) -> Iterator[Hit]:
        """Every hit, overlapping ones included."""
        for span in self._sequences.find(folded):
            yield from _Judge(folded, sentences, words, span).hits()
        for last, piece in _search(self._automaton, folded.letters):
            yield from _in_letters(folded, last - len(piece.letters) + 1, last, piece)
        for last, (part, at, piece) in _search(self._halves, folded.letters):
            yield from _almost_han(folded, last - len(part) + 1 - at, piece)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A name in one piece, with the places where its words meet."""

    letters: str
    variant: Variant
    cuts: frozenset[int]

    def halves(self) -> Iterator[tuple[str, tuple[str, int, "_Piece"]]]:
        """Whichever character of a Chinese name is wrong, one of its halves is right."""
        if is_unspaced(self.letters[0]) and len(self.letters) >= _HAN_TYPO:
            middle = len(self.letters) // 2
            for part, at in ((self.letters[:middle], 0), (self.letters[middle:], middle)):
                yield part, (part, at, self)


def _automaton(items: Iterable[tuple[str, Any]]) -> Any:
    """Values under one key are kept together: the automaton holds one value a key."""
    values: defaultdict[str, list[Any]] = defaultdict(list)
    for key, value in items:
        values[key].append(value)
    automaton = ahocorasick.Automaton()
    for key, together in values.items():
        automaton.add_word(key, together)
    automaton.make_automaton()
    return automaton


def _search(automaton: Any, letters: str) -> Iterator[tuple[int, Any]]:
    if len(automaton):  # an empty automaton refuses to search
        for last, together in automaton.iter(letters):
            for value in together:
                yield last, value


def _as_words(variants: Iterable[Variant]) -> Iterator[tuple[tuple[str, ...], Variant]]:
    for variant in variants:
        yield variant.words, variant
        if variant.rule is Rule.NAME and len(variant.words) > 1:
            yield ("".join(variant.words),), variant


def _as_letters(variants: Iterable[Variant]) -> Iterator[_Piece]:
    for variant in variants:
        letters = "".join(variant.words)
        unspaced = is_unspaced(letters[0])
        long = len(letters) >= _SPACED_OUT or (len(variant.words) > 1 and len(letters) >= _ONE_PIECE)
        if unspaced or (variant.rule is Rule.NAME and long):
            cuts, at = set(), 0
            for word in variant.words:
                cuts.add(at)
                at += len(word)
            yield _Piece(letters, variant, frozenset(cuts))


def _in_letters(folded: Folded, first: int, last: int, piece: _Piece) -> Iterator[Hit]:
    owner = folded.tokens[folded.owners[first]]
    whole_word = not is_unspaced(owner.text[0]) and owner.first == first and len(owner.text) == last - first + 1
    if whole_word or not _stands_alone(folded, first, last):  # one whole word was judged among the words
        return
    if _holds_together(folded, first, last, piece.cuts):
        certainty = Certainty.EXACT if piece.variant.rule is Rule.NAME else Certainty.DERIVED
        yield Hit(folded.starts[first], folded.ends[last], "hard", piece.variant, certainty)


def _stands_alone(folded: Folded, first: int, last: int) -> bool:
    return _is_edge(folded, first) and _is_edge(folded, last + 1)


def _is_edge(folded: Folded, at: int) -> bool:
    """True between two words, between scripts, before a capital inside a word, and around figures."""
    letters = folded.letters
    if at in {0, len(letters)} or folded.owners[at] != folded.owners[at - 1]:
        return True
    if is_unspaced(letters[at]):
        return True
    if letters[at].isdigit() != letters[at - 1].isdigit():
        return True
    return bool(folded.capitals[at] and not folded.capitals[at - 1])


def _holds_together(folded: Folded, first: int, last: int, cuts: frozenset[int]) -> bool:
    """True when no sentence ends inside, and a short name is broken only where its own words meet."""
    spaced_out = last - first + 1 >= _SPACED_OUT
    for index in range(folded.owners[first] + 1, folded.owners[last] + 1):
        token = folded.tokens[index]
        if token.gap == Gap.BREAK:
            return False
        if not spaced_out and not is_unspaced(token.text[0]) and token.first - first not in cuts:
            return False
    return True


def _almost_han(folded: Folded, first: int, piece: _Piece) -> Iterator[Hit]:
    """One character wrong, missing or too many in a Chinese name, found from the half that is right."""
    letters = piece.letters
    for length in (len(letters), len(letters) - 1, len(letters) + 1):
        for start in {first, first + len(letters) - length}:
            end = start + length
            if start < 0 or end > len(folded.letters) or not _holds_together(folded, start, end - 1, frozenset()):
                continue
            window = folded.letters[start:end]
            if (
                is_unspaced(window[0])
                and is_unspaced(window[-1])
                and OSA.distance(window, letters, score_cutoff=1) == 1
            ):
                severity: Severity = "hard" if len(letters) > _HAN_TYPO else "soft"
                yield Hit(folded.starts[start], folded.ends[end - 1], severity, piece.variant, Certainty.TYPO)
                return


class _Judge:
    """Decides what a sequence of words is worth where it stands; an ordinary word needs more than its letters."""

    def __init__(self, folded: Folded, sentences: Sentences, words: Words, span: Span[Variant]) -> None:
        self.folded = folded
        self.sentences = sentences
        self.words = words
        self.span = span
        self.variant = span.payload
        self.tokens = folded.tokens[span.first : span.last + 1]

    def hits(self) -> Iterator[Hit]:
        if self.variant.rule is Rule.SURNAME and (extended := self._with_initials()):
            yield Hit(*extended, "hard", self.variant, Certainty.DERIVED)
            return
        severity = _JUDGEMENTS[self.variant.rule](self)
        if severity:
            certainty = Certainty.EXACT if self.variant.rule in _ON_THE_ROSTER else Certainty.DERIVED
            certainty = Certainty.TYPO if self.span.typos else certainty
            yield Hit(self.tokens[0].start, self.tokens[-1].end, severity, self.variant, certainty)

    def name(self) -> Severity | None:
        if len(self.tokens) > 1:
            return "hard"
        if not self._typo_is_plausible():
            return None
        token = self.tokens[0]
        if token.case == Case.LOWER:
            return "soft" if self._is(self.words.ordinary) else "hard"
        return self._capitalised()

    def initialism(self) -> Severity | None:
        """Looked for in capitals; in small letters only when it is no word ("ibx", not "it")."""
        if self.span.typos:
            return None
        if self.tokens[0].case == Case.LOWER:
            return None if self._is(self.words.known) else "hard"
        return "hard" if self.tokens[0].case != Case.CAPITAL or not self._is(self.words.ordinary) else None

    def domain(self) -> Severity | None:
        shown = self.folded.source[self.tokens[0].start : self.tokens[-1].end]
        return None if any(map(str.isspace, shown)) else "hard"

    def surname(self) -> Severity | None:
        token = self.tokens[0]
        if len(self.tokens) == 1 and not self._typo_is_plausible():
            return None
        if token.case == Case.LOWER:
            certain = len(self.tokens) > 1 or not (self.span.typos or self._is(self.words.ordinary))
            return "hard" if certain and self._is_written_out(token) else None
        if len(token.text) == 2 and len(self.tokens) == 1 and token.case != Case.CASELESS:  # noqa: PLR2004  Li, Wu, He
            owed = self.sentences.opens(self.span.first) or self.sentences.in_title(self.span.first)
            return None if token.case == Case.UPPER or owed else "hard"
        return self._capitalised()

    def middle(self) -> Severity | None:
        token = self.tokens[0]
        plain = token.case == Case.LOWER or self.span.typos or self.sentences.opens(self.span.first)
        return None if plain else "soft"

    def acronym(self) -> Severity | None:
        upper = all(
            token.case == Case.UPPER or (token.case == Case.CAPITAL and len(token.text) == 1) for token in self.tokens
        )
        return "hard" if upper and not self.span.typos else None

    def _capitalised(self) -> Severity:
        """A very common word may owe its capital to its place; without capitals nothing tells it from a name."""
        token = self.tokens[0]
        owed = (
            token.case == Case.CASELESS
            or self.sentences.opens(self.span.first)
            or self.sentences.in_title(self.span.first)
        )
        return "soft" if owed and self._is(self.words.common) and len(self.tokens) == 1 else "hard"

    def _typo_is_plausible(self) -> bool:
        """One word with a typo is a name when it is long and no word of the language."""
        token = self.tokens[0]
        if token.text in self.variant.words or not self.span.typos:
            return True
        if len(token.text) < (_TYPO_IN_LOWER_CASE if token.case == Case.LOWER else _TYPO_ALONE):
            return False
        return self.variant.length >= _TYPO_ALONE and not self._is(self.words.ordinary)

    def _is_written_out(self, token: Token) -> bool:
        """A Russian ending or a short word in small letters is too little for a name."""
        return token.text in self.variant.words and len("".join(self.variant.words)) > 3  # noqa: PLR2004

    def _is(self, words: frozenset[str]) -> bool:
        token = self.tokens[0]
        return self.folded.source[token.start : token.end].lower() in words or token.text in words

    def _with_initials(self) -> tuple[int, int] | None:
        """The place of "J. Doe", "J. M. Doe", "JM Doe" or "Doe, J.", if that is what stands here."""
        tokens, first = self.folded.tokens, self.span.first
        while first > 0 and tokens[first].gap != Gap.BREAK and self._is_initial(tokens[first - 1]):
            first -= 1
        start, end = tokens[first].start, self.tokens[-1].end
        after = tokens[self.span.last + 1] if self.span.last + 1 < len(tokens) else None
        if first == self.span.first and after and after.gap != Gap.BREAK and self._is_initial(after):
            source = self.folded.source
            if len(after.text) == 1 and source[after.end : after.end + 1] == ".":
                return start, after.end + 1
        return (start, end) if first < self.span.first else None

    def _is_initial(self, token: Token) -> bool:
        if not self.variant.initials.issuperset(token.text):
            return False
        return token.case == Case.UPPER or (len(token.text) == 1 and token.case in {Case.CAPITAL, Case.CASELESS})


_JUDGEMENTS: dict[Rule, Callable[[_Judge], Severity | None]] = {
    Rule.NAME: _Judge.name,
    Rule.INITIALISM: _Judge.initialism,
    Rule.DOMAIN: _Judge.domain,
    Rule.SURNAME: _Judge.surname,
    Rule.MIDDLE: _Judge.middle,
    Rule.ACRONYM: _Judge.acronym,
}
