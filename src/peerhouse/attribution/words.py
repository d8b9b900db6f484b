"""How ordinary a word is, from wordfreq's lists: read when first needed, for one language and English only."""

from dataclasses import dataclass
from functools import cache

from wordfreq import available_languages, read_cBpack

# wordfreq keeps its lists in buckets of a centibel: bucket 900 - 100 * zipf.
_COMMON = 370  # zipf 5.3 and above: "young", "may", "case"
_ORDINARY = 600  # zipf 3 and above: once in a million words
_KNOWN = 700  # zipf 2 and above


def base_language(language: str) -> str:
    """The bare language of a tag: `zh-Hans` is `zh`."""
    return language.replace("_", "-").partition("-")[0].lower()


@dataclass(frozen=True, slots=True)
class Words:
    """Lower-case words by how often they are used: `common` within `ordinary` within `known`."""

    common: frozenset[str]
    ordinary: frozenset[str]
    known: frozenset[str]


@cache
def _read(language: str) -> Words:
    path = available_languages("best").get(language)
    buckets = read_cBpack(path) if path else []
    return Words(*(frozenset(word for bucket in buckets[:limit] for word in bucket) for limit in _LIMITS))


_LIMITS = (_COMMON, _ORDINARY, _KNOWN)


@cache
def words_of(language: str) -> Words:
    """The words of `language` and of English together; a language without a list has the English ones alone."""
    base = base_language(language)
    english = _read("en")
    # Chinese has no spaces to read words by, and no capitals.
    if base in {"en", "zh"}:
        return english
    own = _read(base)
    return Words(english.common | own.common, english.ordinary | own.ordinary, english.known | own.known)
