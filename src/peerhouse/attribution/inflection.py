"""Russian endings and Arabic prefixes do not hide a name: words are compared by keys that leave them out."""

import re

from peerhouse.attribution.vocabulary import RUSSIAN_ENDINGS

_CYRILLIC = re.compile("[\u0400-\u052f]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_STEM = 3  # letters that stay
_ARTICLE = "ال"
_FIGURES = re.compile(r"\d+$")


def _stem(word: str) -> str:
    for ending in RUSSIAN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def _without(word: str, prefixes: str | tuple[str, ...], left: int) -> str:
    for prefix in prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= left:
            return word[len(prefix) :]
    return word


def name_keys(word: str) -> tuple[str, ...]:
    """The keys under which a word of a name is filed."""
    if _CYRILLIC.match(word):
        return _distinct(word, _stem(word))
    if _ARABIC.match(word):
        return _distinct(word, _without(word, (_ARTICLE,), 2))
    return (word,)


def text_keys(word: str) -> tuple[str, ...]:
    """The keys under which a word of a text is looked up; equal words share one, inflected ones too."""
    if _CYRILLIC.match(word):
        return _distinct(word, _stem(word))
    if _ARABIC.match(word):
        after_and = _without(word, "وف", _STEM)
        after_by = _without(after_and, "بكل", _STEM)
        bare = [_without(part, (_ARTICLE, "لل"), 2) for part in (word, after_and, after_by)]
        return _distinct(word, after_and, after_by, *bare)
    if word[-1].isdigit() and not word.isdigit():  # a name with a footnote's figure behind it
        return (word, _FIGURES.sub("", word))
    return (word,)


def _distinct(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
