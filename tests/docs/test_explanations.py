"""The figures of "Why numbers are rounded" are those that the program computes."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from peerhouse.disclosure.attack import Interval, Poll, deduce
from peerhouse.disclosure.gate import Flaw, examine
from peerhouse.disclosure.rounding import BASE, round_count
from peerhouse.disclosure.tables import Rounded

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "why-numbers-are-rounded.md"
BALLOTS = 24
PUBLISHED, WITH_A_ZERO = (10, 5, 5, 5), (10, 5, 5, 0)


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = re.findall(r"^\| (.+) \|$", section, re.MULTILINE)
    return [line.split(" | ") for line in lines[1:]]


def known(counts: tuple[int, ...], insiders: tuple[int, ...] = ()) -> tuple[Interval, ...]:
    [intervals] = deduce([Poll(counts, Interval(BALLOTS, BALLOTS))], people=BALLOTS, insiders=insiders) or [()]
    return intervals


def table(counts: tuple[int, ...]) -> Rounded:
    return Rounded("Which step?", ("one", "two", "three", "four"), counts, BALLOTS, BALLOTS)


def test_page_gives_the_odds_of_each_count():
    written = rows("How a count is rounded")
    assert [int(cells[0]) for cells in written] == [8, 6, 5, 5]
    for count, becomes_five, becomes_ten, mean in written:
        drawn = [round_count(int(count), lambda _below, place=place: place) for place in range(BASE)]
        odds = [
            5 if said == "always" else int(re.match(r"\d|never", said)[0].replace("never", "0"))
            for said in (becomes_five, becomes_ten)
        ]
        assert [drawn.count(5), drawn.count(10)] == odds
        assert Fraction(sum(drawn), BASE) == int(mean)


def test_page_gives_the_intervals_of_the_attack():
    written = [
        (int(cells[1]), *map(int, re.findall(r"\d+", cells[2]))) for cells in rows("The attack before the release")
    ]
    assert written == [(count, found.low, found.high) for count, found in zip(PUBLISHED, known(PUBLISHED), strict=True)]


def test_two_voters_leave_a_published_five_wide_enough():
    assert known(PUBLISHED, (3, 3))[3] == Interval(0, 7)
    assert examine(table(PUBLISHED)).passed


@pytest.mark.parametrize(("insiders", "left"), [((), Interval(0, 4)), ((3, 3), Interval(0, 2))])
def test_a_zero_hides_four_people_from_outside_and_two_from_two_voters(insiders, left):
    assert known(WITH_A_ZERO, insiders)[3] == left


def test_a_zero_withholds_the_poll():
    assert {failure.flaw for failure in examine(table(WITH_A_ZERO)).failures} == {Flaw.TOO_NARROW}
    assert [round_count(3, lambda _below, place=place: place) for place in range(BASE)].count(0) == 2
