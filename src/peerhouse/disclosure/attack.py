"""The attacker: everything that can be deduced, exactly, about true counts from what was published and what is known.

Integer programming (HiGHS) finds the smallest and the largest value of each cell over all true tables that fit. Nothing
is guessed: every true table that could have led to the publication lies inside, so an interval always contains the
truth. Integers matter: a relaxation to real numbers gives wider intervals, that is, a weaker attacker.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, kron

from peerhouse.disclosure.rounding import REACH

INFEASIBLE = 2
"""The status by which `scipy.optimize.milp` says that no solution exists."""


@dataclass(frozen=True, slots=True)
class Interval:
    low: int
    high: int

    @property
    def width(self) -> int:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Sum:
    """Known: `low <= sum of weight * cell <= high`. `terms` maps a cell's place to its weight."""

    terms: Mapping[int, int]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the attacker knows: the bounds of every cell, and sums of cells."""

    cells: tuple[Interval, ...]
    sums: tuple[Sum, ...]


def solve(knowledge: Knowledge, wanted: Sequence[int]) -> list[Interval] | None:
    """The interval of each wanted cell; None when no true table fits what is believed to be known.

    All minima and maxima are found in one program: a copy of the constraints for each, side by side.
    """
    size, copies = len(knowledge.cells), 2 * len(wanted)
    if any(cell.low > cell.high for cell in knowledge.cells):
        return None
    rows = np.zeros((len(knowledge.sums), size))
    for row, known in enumerate(knowledge.sums):
        for cell, weight in known.terms.items():
            rows[row, cell] = weight
    objective = np.zeros(copies * size)
    for copy, cell in enumerate(wanted):
        objective[2 * copy * size + cell] = 1
        objective[(2 * copy + 1) * size + cell] = -1
    answer = milp(
        objective,
        integrality=np.ones(copies * size, dtype=np.int8),
        bounds=Bounds(
            np.tile([cell.low for cell in knowledge.cells], copies),
            np.tile([cell.high for cell in knowledge.cells], copies),
        ),
        constraints=LinearConstraint(
            csr_array(kron(eye_array(copies), rows)),
            np.tile([known.low for known in knowledge.sums], copies),
            np.tile([known.high for known in knowledge.sums], copies),
        ),
    )
    if answer.status == INFEASIBLE:
        return None
    if not answer.success:
        raise RuntimeError(f"The attack was not carried to its end: {answer.message}")
    found = np.rint(answer.x).astype(int).reshape(copies, size)
    return [Interval(int(found[2 * copy, cell]), int(found[2 * copy + 1, cell])) for copy, cell in enumerate(wanted)]


@dataclass(frozen=True, slots=True)
class Poll:
    """One asking of the question, as the attacker sees it. `ballots` is an interval of width 0 when known exactly."""

    counts: tuple[int, ...]
    ballots: Interval


def deduce(polls: Sequence[Poll], *, people: int, insiders: tuple[int, ...] = ()) -> list[tuple[Interval, ...]] | None:
    """What is known about *everybody else*, for each poll and option; None when it cannot have been so.

    `polls` are askings of one question of the same people, options in the same order, and the attacker takes it that
    nobody changed their mind between them: each poll is a part of one set of held opinions (`people` at most).
    `insiders` are the options of people who pool what they know: they take their own answers out of each count.
    """
    options = len(polls[0].counts)
    own = [insiders.count(option) for option in range(options)]
    cells = [Interval(0, people)] * options
    sums = [Sum(dict.fromkeys(range(options), 1), 0, people)]
    for place, poll in enumerate(polls, start=1):
        start = place * options
        for option, count in enumerate(poll.counts):
            cells.append(Interval(max(own[option], count - REACH), count + REACH))
            sums.append(Sum({option: 1, start + option: -1}, 0, np.inf))
        sums.append(Sum(dict.fromkeys(range(start, start + options), 1), poll.ballots.low, poll.ballots.high))
    wanted = range(options, len(cells))
    found = solve(Knowledge(tuple(cells), tuple(sums)), wanted)
    if found is None:
        return None
    others = [
        Interval(interval.low - own[place % options], interval.high - own[place % options])
        for place, interval in enumerate(found)
    ]
    return [tuple(others[start : start + options]) for start in range(0, len(others), options)]


def attack_release(
    table: Mapping[str, Any], *, ballots: int | None = None, insiders: Sequence[str] = ()
) -> dict[str, Interval]:
    """What a published table (its JSON form) gives away about everybody but the insiders, option by option.

    `ballots` is the exact number of ballots, for an attacker who knows it; a reader of the table knows it to the next
    multiple of five. `insiders` are the options that colluding voters chose. A table without counts gives nothing to
    attack: the result is empty.
    """
    if table["counts"] is None:
        return {}
    options = list(table["options"])
    known = (
        Interval(ballots, ballots) if ballots is not None else Interval(table["at_least"], table["at_least"] + REACH)
    )
    own = tuple(options.index(option) for option in insiders)
    found = deduce([Poll(tuple(table["counts"]), known)], people=known.high, insiders=own)
    if found is None:
        raise ValueError("No ballots can have led to this table.")
    return dict(zip(options, found[0], strict=True))
