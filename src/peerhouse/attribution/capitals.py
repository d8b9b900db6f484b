"""A capital letter that nobody explained may be a name: soft findings, for scripts that have capitals."""

import re
from collections.abc import Callable, Iterator

from peerhouse.attribution.findings import CAPITAL, Finding
from peerhouse.attribution.normalise import Case, Folded, Gap, Token
from peerhouse.attribution.sentences import Sentences
from peerhouse.attribution.vocabulary import SMALL_WORDS
from peerhouse.attribution.words import Words

_WITH_CAPITAL = frozenset({Case.CAPITAL, Case.UPPER})
_ROMAN = re.compile(r"[ivxlcdm]+")
_JOINS = re.compile(r"[ \t\u00a0*_]*(?:&[ \t\u00a0*_]*)?|[*_]*[-’'.][*_]*")


def capitals(
    folded: Folded,
    sentences: Sentences,
    words: Words,
    is_explained: Callable[[int, int], bool],
) -> Iterator[Finding]:
    """One finding for each run of capitalised words that neither their place, the lists nor the text explain."""
    tokens = folded.tokens
    spelled_out = frozenset(_spelled_out(tokens))
    run: list[Token] = []
    for index, token in enumerate(tokens):
        unexplained = (
            token.case in _WITH_CAPITAL
            and _is_unexplained(folded, index, sentences, words, spelled_out)
            and not is_explained(token.start, token.end)
        )
        if run and not (unexplained and _continues(folded.source, run[-1], token)):
            yield _finding(folded.source, run)
            run = []
        if unexplained:
            run.append(token)
    if run:
        yield _finding(folded.source, run)


def _finding(source: str, run: list[Token]) -> Finding:
    start, end = run[0].start, run[-1].end
    return Finding(start, end, source[start:end], CAPITAL, "soft", source[start:end])


def _continues(source: str, before: Token, token: Token) -> bool:
    return token.gap != Gap.BREAK and _JOINS.fullmatch(source[before.end : token.start]) is not None


def _is_unexplained(
    folded: Folded, index: int, sentences: Sentences, words: Words, spelled_out: frozenset[str]
) -> bool:
    token = folded.tokens[index]
    if len(token.text) == 1 or token.text in spelled_out or (token.case == Case.UPPER and _ROMAN.fullmatch(token.text)):
        return False
    shown = folded.source[token.start : token.end].lower()
    if sentences.in_title(index):
        return shown not in words.ordinary
    if sentences.opens(index):
        return shown not in words.known
    return not (shown in words.ordinary and _is_numbered(folded, index))


def _is_numbered(folded: Folded, index: int) -> bool:
    """A word with a number is a label: "Session 2", "Article 34", "Pillar II", "Part A"."""
    if index + 1 >= len(folded.tokens):
        return False
    after = folded.tokens[index + 1]
    if after.gap == Gap.BREAK:
        return False
    single = len(after.text) == 1 and after.case == Case.CAPITAL
    return after.text[0].isdigit() or single or (after.case == Case.UPPER and _ROMAN.fullmatch(after.text) is not None)


def _spelled_out(tokens: list[Token]) -> Iterator[str]:
    """Acronyms in brackets behind the words they stand for, all of them lower-case: "due diligence process (DDP)"."""
    for index, token in enumerate(tokens):
        if token.case != Case.UPPER or index == 0 or token.gap != Gap.BREAK:
            continue
        before = [word for word in tokens[max(0, index - 2 * len(token.text)) : index] if word.text not in SMALL_WORDS]
        expansion = before[-len(token.text) :]
        if "".join(word.text[0] for word in expansion) == token.text and all(
            word.case == Case.LOWER for word in expansion
        ):
            yield token.text
            yield token.text + "s"
