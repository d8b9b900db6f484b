"""Any roster entry, in any supported variant, planted anywhere in any text, is found."""

import itertools
import unicodedata

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from peerhouse.attribution import Allow, Entry, Guard, Kind, Roster, variants
from peerhouse.attribution.normalise import fold
from peerhouse.attribution.words import words_of

LATIN, CYRILLIC, ARABIC, HAN = (
    "abcdefghijklmnoprstuvzéüñç",
    "абвгдежзиклмнопрстуф",
    "بتثجحخدرزسشصطعغفقكلمن",
    "样例通信示云端数据网络平台",
)
ALLOW = Allow.shipped()


def spaced(alphabet: str) -> st.SearchStrategy[str]:
    part = st.text(alphabet, min_size=4, max_size=9).map(str.capitalize)
    return st.lists(part, min_size=2, max_size=3).map(" ".join)


SPACED = st.one_of(spaced(LATIN), spaced(CYRILLIC), spaced(ARABIC))
UNSPACED = st.text(HAN, min_size=3, max_size=8)
PROSE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<>&[]()\\"), max_size=60)
SEPARATED = st.tuples(PROSE, PROSE).map(lambda pair: (pair[0] + " ;\n\n", "\n\n; " + pair[1]))


def without_accents(name: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", name) if not unicodedata.combining(part))


def with_typo(name: str, at: int) -> str:
    """One letter in the middle of the first word doubled."""
    at = 1 + at % (name.index(" ") - 2)
    return name[:at] + name[at] + name[at:]


VARIANTS = {
    "as it is": lambda name, _: name,
    "upper case": lambda name, _: name.upper(),
    "lower case": lambda name, _: name.lower(),
    "no accents": lambda name, _: without_accents(name),
    "decomposed": lambda name, _: unicodedata.normalize("NFD", name),
    "a typo": with_typo,
    "one word": lambda name, _: name.replace(" ", ""),
    "a line break": lambda name, _: name.replace(" ", "\n"),
    "no-break space": lambda name, _: name.replace(" ", "\u00a0"),
    "hyphens": lambda name, _: name.replace(" ", "-"),
    "bold inside": lambda name, at: name[: 1 + at % 3] + "**" + name[1 + at % 3 :] + "**",
    "zero width": lambda name, at: name[: 1 + at % 3] + "\u200b" + name[1 + at % 3 :],
    "hyphenated": lambda name, at: name[: 1 + at % 3] + "-\n" + name[1 + at % 3 :],
    "possessive": lambda name, _: name + "’s",
}


def is_russian_surname(word: str) -> bool:
    return variants._is_russian_surname((fold(word).letters,))


def is_found(entry: Entry, written: str, around: tuple[str, str]) -> bool:
    text = around[0] + written + around[1]
    findings = Guard(Roster.of([entry]), ALLOW).scan(text)
    assert all(text[finding.start : finding.end] == finding.text for finding in findings)
    planted = range(len(around[0]), len(around[0]) + len(written))
    return any(
        finding.term == entry.name and finding.severity == "hard" and finding.start in planted for finding in findings
    )


@settings(max_examples=250, deadline=None)
@given(
    name=SPACED,
    kind=st.sampled_from([Kind.PERSON, Kind.ORGANISATION, Kind.PRODUCT, Kind.ALIAS]),
    variant=st.sampled_from(sorted(VARIANTS)),
    at=st.integers(0, 9),
    around=SEPARATED,
)
def test_guard_finds_any_name_in_any_variant_anywhere(
    name: str, kind: Kind, variant: str, at: int, around: tuple[str, str]
) -> None:
    assert is_found(Entry(kind, name), VARIANTS[variant](name, at), around)


@settings(max_examples=100, deadline=None)
@given(name=UNSPACED, kind=st.sampled_from([Kind.PERSON, Kind.ORGANISATION, Kind.PRODUCT]), before=PROSE, after=PROSE)
def test_guard_finds_any_chinese_name_inside_a_sentence(name: str, kind: Kind, before: str, after: str) -> None:
    assert is_found(Entry(kind, name), name, (before + "说", "说" + after))


@settings(max_examples=100, deadline=None)
@given(name=spaced(LATIN), form=st.sampled_from(["Inc.", "GmbH", "S.A.", "Ltd", "S.A. de C.V."]), around=SEPARATED)
def test_guard_finds_any_organisation_without_its_legal_form(name: str, form: str, around: tuple[str, str]) -> None:
    assert is_found(Entry(Kind.ORGANISATION, f"{name} {form}"), name, around)


@settings(max_examples=100, deadline=None)
@given(
    name=st.one_of(spaced(LATIN), spaced(CYRILLIC)), style=st.sampled_from(["{i}. {s}", "{i}.{s}", "{s}, {i}.", "{s}"])
)
def test_guard_finds_any_surname_with_and_without_initial(name: str, style: str) -> None:
    words = name.split()
    assume(not is_russian_surname(words[0]))  # then it is the surname, and stands first
    assume(fold(words[-1]).letters not in words_of("en").common)
    written = style.format(i=words[0][0], s=words[-1])
    assert is_found(Entry(Kind.PERSON, name), written, ("they heard ", " on this"))


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200))
def test_scan_of_any_text_gives_sorted_slices_that_do_not_overlap(text: str) -> None:
    findings = Guard(Roster.of([Entry(Kind.PERSON, "Jane Doe")]), ALLOW).scan(text)
    assert all(text[finding.start : finding.end] == finding.text != "" for finding in findings)
    assert all(before.end <= after.start for before, after in itertools.pairwise(findings))
