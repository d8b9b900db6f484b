"""Decides whether a drawn table may be published, by attacking it first.

**The decision itself tells nothing.** It is a function of what the attacker holds or is taken to hold anyway: the
rounded counts, the exact bases, and the ledger. It never looks at a true count, so whoever sees a table *published*
learns nothing from the fact that it passed. (A gate that tried only those pairs of colluders who exist would tell: it
would let a 0 through only when at most one person stands behind it.) So every pair that the rounded table allows is
tried.

**What a withheld table tells** somebody who knows this file: that the one draw fell among the refused ones. Refused is
every draw with a 0 in it (behind a 0 stand up to four people; two of them who pool their knowledge would be left with
an interval of width 2), and every draw whose sum pins a cell. Both happen for many true tables: "everybody agreed",
"all but one", up to "all but four" are refused whenever they lead to a 0, so a refusal is no proof of unanimity. A
test goes through all true tables and all draws of small polls and shows that the intervals left by a refusal are wide
enough themselves. Three things keep it so:

- a table is drawn once, and never again to make it pass;
- the publication says only that somebody could be singled out, not which option or why: `Verdict.failures` is secret;
- a question once withheld stays withheld when the same people are asked again, because the second table would make the
  first refusal readable.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations_with_replacement
from typing import Final

from peerhouse.disclosure.attack import Interval, Poll, deduce
from peerhouse.disclosure.tables import Rounded

MIN_ANSWERS: Final = 10
MIN_WIDTH: Final = 3
MIN_DISSENT: Final = 3
"""It must stay possible that at least this many of the others chose something else than the leading option."""
COLLUDERS: Final = 2


class Flaw(StrEnum):
    TOO_FEW = "too_few"
    TOO_NARROW = "too_narrow"
    PROVES_ZERO = "proves_zero"
    PROVES_AGREEMENT = "proves_agreement"
    WITHHELD_BEFORE = "withheld_before"


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that could be deduced. Secret: it says more than the table that it refuses.

    `option` is the place of the option, `interval` what is known of everybody but the `insiders`, who are given by the
    places of their own answers. `poll` is 0 for the table at the gate, then the earlier ones in the order given.
    """

    flaw: Flaw
    poll: int = 0
    option: int | None = None
    interval: Interval | None = None
    insiders: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def examine(table: Rounded, *, earlier: Sequence[Rounded] = (), withheld_before: bool = False) -> Verdict:
    """Attacks the table alone, then jointly with each earlier one about the same people, then with all of them.

    `earlier` are published tables about the same people. Only askings of the same question constrain each other: two
    different questions may be crossed in any way, so neither narrows the other. `withheld_before` says that the same
    question was put to the same people and withheld. The table alone must be possible (ValueError otherwise); a joint
    attack that finds no fitting truth says that minds were changed, and gives the attacker nothing.
    """
    if table.ballots < MIN_ANSWERS:
        return Verdict((Failure(Flaw.TOO_FEW),))
    if withheld_before:
        return Verdict((Failure(Flaw.WITHHELD_BEFORE),))
    if deduce([_poll(table, table)], people=table.people) is None:
        raise ValueError("No answers can have led to this table.")
    asked_again = [one for one in earlier if one.topic == table.topic]
    joint = [[table], *([table, one] for one in asked_again)]
    if len(asked_again) > 1:
        joint.append([table, *asked_again])
    return Verdict(tuple(failure for tables in joint for failure in _failures(tables)))


def _failures(tables: Sequence[Rounded]) -> Iterator[Failure]:
    polls = [_poll(table, tables[0]) for table in tables]
    people = max(table.people for table in tables)
    pairs = combinations_with_replacement(range(len(polls[0].counts)), COLLUDERS)
    for insiders in [(), *pairs]:
        for place, intervals in enumerate(deduce(polls, people=people, insiders=insiders) or ()):
            others = polls[place].ballots.low - len(insiders)
            for option, interval in enumerate(intervals):
                for flaw in _flaws(interval, others):
                    yield Failure(flaw, place, option, interval, insiders)


def _flaws(interval: Interval, others: int) -> Iterator[Flaw]:
    """The rules of one cell: `interval` bounds how many of the `others` chose it."""
    if interval.width < MIN_WIDTH:
        yield Flaw.TOO_NARROW
    if interval.high == 0:
        yield Flaw.PROVES_ZERO
    if others - interval.low < MIN_DISSENT:
        yield Flaw.PROVES_AGREEMENT


def _poll(table: Rounded, like: Rounded) -> Poll:
    return Poll(table.counts_for(like.options), Interval(table.ballots, table.ballots))
