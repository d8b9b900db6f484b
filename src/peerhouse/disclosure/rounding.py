"""Every count about people leaves as a multiple of five, and the true count cannot be had back from it."""

import secrets
from collections.abc import Callable
from typing import Final, Literal

BASE: Final = 5
REACH: Final = BASE - 1
"""A rounded count lies at most this far from the true one, on either side."""


def round_count(count: int, randbelow: Callable[[int], int] = secrets.randbelow) -> int:
    """Unbiased: the mean over all draws is the count itself. Draw once for each published number and keep the result.

    A second draw of the same count narrows it down, so callers store what they drew and never ask again.
    `randbelow(5)` must be uniform over 0..4; tests hand in their own to take the mean exactly.
    Multiples of five stay as they are.
    """
    if count < 0:
        raise ValueError("A count of people is never negative.")
    above = count % BASE
    return count - above + (BASE if randbelow(BASE) < above else 0)


def at_least(count: int) -> int:
    """The multiple of five at or below the count: what "ballots in: at least 15" says. 0 to 4 give 0."""
    return count - count % BASE


def in_fives(count: int) -> Literal["none", "few"] | int:
    """As `at_least`, where none at all is the rule and may be said: "few" stands for 1 to 4."""
    if count == 0:
        return "none"
    return at_least(count) or "few"
