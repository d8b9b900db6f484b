"""The ways in which one name of the roster may be written; each variant is a sequence of folded words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import assert_never

from peerhouse.attribution.normalise import fold_words, is_unspaced
from peerhouse.attribution.roster import Entry, Kind, is_searchable
from peerhouse.attribution.vocabulary import (
    HAN_DOUBLE_SURNAMES,
    HAN_TITLES,
    HONORIFICS,
    LEGAL_FORMS_BEFORE,
    LEGAL_FORMS_BEHIND,
    SMALL_WORDS,
    SURNAME_PARTICLES,
)


class Rule(Enum):
    """What a variant is worth: a name stands for itself, the others are derived and need a capital letter."""

    NAME = auto()
    INITIALISM = auto()  # a name that is itself written in capitals: "IT"
    DOMAIN = auto()
    SURNAME = auto()
    MIDDLE = auto()
    ACRONYM = auto()


@dataclass(frozen=True, slots=True)
class Variant:
    words: tuple[str, ...]
    rule: Rule
    kind: Kind
    term: str  # the entry's name, as on the roster
    initials: frozenset[str] = frozenset()  # those that may stand beside a surname

    @property
    def length(self) -> int:
        return sum(map(len, self.words))


_HAN_SUFFIX = re.compile("(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司)$")
_HAN_NAME = range(2, 5)
_PATRONYMIC = re.compile("(?:ович|евич|ич|овна|евна|ична|инична)$")
_RUSSIAN_SURNAME = re.compile("(?:[ое]в|ин|ын|[ое]ва|ина|ына|[сц]кии|[сц]кая|енко|чук)$")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_ACRONYM = range(3, 8)
_INITIALISM = 4
_CORE = 2  # letters that must be left of a name without its legal suffix
_SURNAME = 2


def variants_of(entry: Entry) -> Iterator[Variant]:
    """Every variant of the entry's name and aliases; none of a name too short to look for. May repeat itself."""
    for written in filter(is_searchable, (entry.name, *entry.aliases)):
        for spelling in dict.fromkeys((written, written.translate(_UMLAUTS))):
            match entry.kind:
                case Kind.PERSON:
                    yield from _person(spelling, entry)
                case Kind.ORGANISATION:
                    yield from _organisation(spelling, entry)
                case Kind.DOMAIN:
                    yield Variant(_host(spelling), Rule.DOMAIN, entry.kind, entry.name)
                case Kind.PRODUCT | Kind.ALIAS:
                    yield _name(spelling, entry)
                case _:
                    assert_never(entry.kind)


def _host(written: str) -> tuple[str, ...]:
    bare = re.sub(r"^(?:[a-z]+://)?(?:www\.)?|/.*$", "", written.strip().lower())
    return fold_words(bare) or fold_words(written)


def _name(written: str, entry: Entry) -> Variant:
    words = fold_words(written)
    capitals = len(words) == 1 and len(words[0]) <= _INITIALISM and written.isupper()
    return Variant(words, Rule.INITIALISM if capitals else Rule.NAME, entry.kind, entry.name)


def _organisation(written: str, entry: Entry) -> Iterator[Variant]:
    yield _name(written, entry)
    words = without_legal_form(fold_words(written))
    if words != fold_words(written):
        yield Variant(words, Rule.NAME, entry.kind, entry.name)
    initials = "".join(word[0] for word in words if word not in SMALL_WORDS)
    if len(initials) in _ACRONYM and not any(is_unspaced(word[0]) for word in words):
        yield Variant((initials,), Rule.ACRONYM, entry.kind, entry.name)
        yield Variant(tuple(initials), Rule.ACRONYM, entry.kind, entry.name)


def without_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without Inc, GmbH, ООО, 有限公司 and their like, as far as something is left."""
    for _ in words:
        shorter = _strip_once(words)
        if shorter == words:
            break
        words = shorter
    return words


def _strip_once(words: tuple[str, ...]) -> tuple[str, ...]:
    last = _HAN_SUFFIX.sub("", words[-1])
    if last != words[-1] and len(last) >= _CORE:
        return (*words[:-1], last)
    candidates = [words[: -len(suffix)] for suffix in LEGAL_FORMS_BEHIND if words[-len(suffix) :] == suffix]
    candidates += [words[len(prefix) :] for prefix in LEGAL_FORMS_BEFORE if words[: len(prefix)] == prefix]
    return min((left for left in candidates if sum(map(len, left)) >= _CORE), key=len, default=words)


def _person(written: str, entry: Entry) -> Iterator[Variant]:
    parts = [part for part in re.split(r"[\s\u00a0]+", written.strip()) if part]
    while len(parts) > 1 and parts[0].rstrip(".").casefold() in HONORIFICS:
        del parts[0]
    folded = [fold_words(part) for part in parts]
    folded = [words for words in folded if words]
    whole = tuple(word for words in folded for word in words)
    yield Variant(whole, Rule.NAME, entry.kind, entry.name)
    if len(folded) == 1:
        yield from _han_person(whole[0], entry)
        return
    given, family, middles = _split(folded)
    yield Variant((*family, *given), Rule.NAME, entry.kind, entry.name)
    yield Variant((*given, *family), Rule.NAME, entry.kind, entry.name)
    initials = frozenset(word[0] for words in folded if not set(words) <= set(family) for word in words)
    rest = family[next((at for at, word in enumerate(family) if word not in SURNAME_PARTICLES), 0) :]
    tails = (tuple(word for words in middles[at:] for word in words) + family for at in range(len(middles)))
    for surname in dict.fromkeys((family, rest, *tails)):
        if sum(map(len, surname)) >= _SURNAME:
            yield Variant(surname, Rule.SURNAME, entry.kind, entry.name, initials)
    for middle in middles:
        if sum(map(len, middle)) > _SURNAME and middle[0] not in SURNAME_PARTICLES:
            yield Variant(middle, Rule.MIDDLE, entry.kind, entry.name)


Words = tuple[str, ...]


def _split(folded: list[Words]) -> tuple[Words, Words, list[Words]]:
    """Given name, surname with its particles, and what stands between; a Russian patronymic tells the order."""
    if len(folded) == 3 and _PATRONYMIC.search(folded[2][-1]):  # noqa: PLR2004  surname, given name, patronymic
        return folded[1], folded[0], []
    if len(folded) == 2 and _is_russian_surname(folded[0]) and not _is_russian_surname(folded[1]):  # noqa: PLR2004
        return folded[1], folded[0], []
    at = len(folded) - 1
    while at > 1 and folded[at - 1][-1] in SURNAME_PARTICLES:
        at -= 1
    family = tuple(word for words in folded[at:] for word in words)
    middles = [words for words in folded[1:at] if not _PATRONYMIC.search(words[-1])]
    return folded[0], family, middles


def _is_russian_surname(words: Words) -> bool:
    return _RUSSIAN_SURNAME.search(words[-1]) is not None


def _han_person(name: str, entry: Entry) -> Iterator[Variant]:
    """A Chinese surname alone is one syllable and everywhere; with a title it is a person."""
    if not is_unspaced(name[0]) or len(name) not in _HAN_NAME:
        return
    surname = name[:2] if name[:2] in HAN_DOUBLE_SURNAMES and len(name) > _SURNAME else name[0]
    for title in HAN_TITLES:
        yield Variant((surname + title,), Rule.SURNAME, entry.kind, entry.name)
