"""The attacks on what tables show: every order, every join, every time. Pure: they get the evidence handed over."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from typing import Final
from uuid import UUID

from peerhouse.config.linkage.evidence import ALLOWED, BALLOTS, TRANSACTION, Attack, Ballot, Poll, Reading, Table, Truth
from peerhouse.config.linkage.measures import (
    chance_correlation,
    disorder,
    hit_rate,
    narrowing,
    rank_correlation,
    separation,
)
from peerhouse.config.linkage.spellings import spellings

ORDER_BOUND: Final = 0.15
ALIGNED_BOUND: Final = 0.15  # the luckiest of some hundred pairs of orders puts five or six of sixty people right


def orders(names: Sequence[str], readings: Sequence[Reading], truth: Truth | None) -> list[Attack]:
    """One attack for each order that can be read: does it say when a ballot came?

    With the truth it is the rank correlation with the arrival; without, `disorder` is all that the order can hold.
    """
    return [_order(name, [reading for reading in readings if reading.order == name], truth) for name in names]


def _order(name: str, readings: Sequence[Reading], truth: Truth | None) -> Attack:
    measured = [_measured(reading, truth) for reading in readings]
    advantage, bound = max(measured, key=lambda pair: pair[0] - pair[1], default=(0.0, ORDER_BOUND))
    ballots = len({ballot for reading in readings for page in reading.pages for ballot in page})
    return Attack(f"order: {name}", advantage, f"{ballots} ballots can be read in this order.", bound)


def _measured(reading: Reading, truth: Truth | None) -> tuple[float, float]:
    """The advantage, and what chance alone may give."""
    if truth is None:
        return disorder(reading.pages), ORDER_BOUND
    lines = [[truth.arrivals[one] for one in line if one in truth.arrivals] for line in reading.sequences]
    return max(abs(rank_correlation(line)) for line in lines), chance_correlation(len(lines[0]))


def alignment(readings: Sequence[Reading], tables: Sequence[Table], truth: Truth) -> Attack:
    """Lays every order of ballots beside every order of people: how many meet their own?"""
    best, finding = 0.0, "No order of people runs beside an order of ballots."
    for source, people in _orders_of_people(tables, {one for ids in truth.voters.values() for one in ids}):
        for reading in readings:
            ballots = [one for one in reading.sequences[0] if one in truth.voters]
            here = {one for ballot in ballots for one in truth.voters[ballot]}
            voters = [one for one in people if one in here]
            for line in (voters, voters[::-1]):
                hits = sum(person in truth.voters[one] for one, person in zip(ballots, line, strict=False))
                if hit_rate(hits, len(ballots)) > best:
                    best, finding = hit_rate(hits, len(ballots)), f"{reading.order} beside {source}: {hits} meet."
    return Attack("order: beside the people", best, finding, ALIGNED_BOUND)


def _orders_of_people(tables: Sequence[Table], known: set[str]) -> Iterator[tuple[str, list[str]]]:
    for table in tables:
        for place, column in enumerate(table.columns):
            held = [(_plain_id(row[place]), row) for row in table.rows]
            held = [(person, row) for person, row in held if person in known]
            if held:
                yield f"{table.name}.{column}", list(dict.fromkeys(person for person, _row in held))
                for other, by in enumerate(table.columns):
                    ordered = sorted((_sortable(row[other]), at, person) for at, (person, row) in enumerate(held))
                    yield f"{table.name}.{column} by {by}", list(dict.fromkeys(person for *_, person in ordered))


def _plain_id(value: object) -> str:
    return value.hex if isinstance(value, UUID) else str(value).replace("-", "")


def _sortable(value: object) -> tuple[float, str]:
    """Numbers as numbers, all else as text."""
    return (float(value), "") if isinstance(value, int | float) else (0.0, str(value))


def joins(ballots: Sequence[Ballot], tables: Sequence[Table]) -> list[Attack]:
    """One attack for each column of the ballots: the share of them whose value leads to one row of another table.

    What all ballots of a poll share leads nowhere, and what a few share leads to a few. The option is left out: an
    answer is no identifier, and small numbers are everywhere. A row of the same transaction is a join by `xmin`.
    """
    columns = sorted((ALLOWED[BALLOTS] | {name for ballot in ballots for name in ballot.fields}) - {"option"})
    return [_join(name, ballots, tables) for name in columns]


def _join(name: str, ballots: Sequence[Ballot], tables: Sequence[Table]) -> Attack:
    carried = [(ballot, spellings(ballot.fields.get(name))) for ballot in ballots]
    wanted = frozenset(one for _ballot, values in carried for one in values)
    best, finding = 0.0, "Meets no row that is somebody's."
    for table in tables:
        for place, column in enumerate(table.columns):
            if (TRANSACTION in (name, column)) and name != column:
                continue
            rows = Counter(one for row in table.rows for one in spellings(row[place]) & wanted)
            if rows and (found := _met(carried, rows)) > best:
                best, finding = found, f"Meets {table.name}.{column}."
    return Attack(f"join: {name}", best, finding)


def _met(carried: Sequence[tuple[Ballot, frozenset[bytes]]], rows: Mapping[bytes, int]) -> float:
    """Of the poll where it works best: what following the value gains over a blind guess."""
    polls: defaultdict[UUID, list[frozenset[bytes]]] = defaultdict(list)
    for ballot, values in carried:
        polls[ballot.poll].append(values)
    return max(_met_in(poll, rows) for poll in polls.values())


def _met_in(poll: Sequence[frozenset[bytes]], rows: Mapping[bytes, int]) -> float:
    shared = Counter(one for values in poll for one in values)
    gains = [
        max((narrowing(max(shared[one], rows[one]), len(poll)) for one in values if one in rows), default=0.0)
        for values in poll
    ]
    return sum(gains) / len(gains)


def times(ballots: Sequence[Ballot]) -> list[Attack]:
    """Whether a time, or a transaction (whose time PostgreSQL can be told to keep), tells ballots of a poll apart."""
    columns = {
        name for ballot in ballots for name, value in ballot.fields.items() if isinstance(value, date | time)
    }  # a datetime is a date
    return [
        _apart("time: columns", ballots, columns, "No column of a ballot holds a time."),
        _apart("time: transactions", ballots, {TRANSACTION}, "All ballots of a poll were written at once."),
    ]


def _apart(name: str, ballots: Sequence[Ballot], columns: Iterable[str], good: str) -> Attack:
    best, finding = 0.0, good
    for column in sorted(columns):
        polls: defaultdict[UUID, list[str]] = defaultdict(list)
        for ballot in ballots:
            polls[ballot.poll].append(str(ballot.fields.get(column)))
        for values in polls.values():
            if separation(values) > best:
                best, finding = separation(values), f"{column} tells {len(set(values))} groups of ballots apart."
    return Attack(name, best, finding)


def structure(
    columns: Mapping[str, Iterable[str]], references: Sequence[tuple[str, str]], triggers: Sequence[str]
) -> list[Attack]:
    """What the anonymous tables are: no column more than allowed, no reference from or to them, no trigger on them."""
    more = [f"{table}.{name}" for table in ALLOWED for name in sorted(set(columns.get(table, ())) - ALLOWED[table])]
    roads = [f"{one} to {other}" for one, other in references if one in ALLOWED or other in ALLOWED]
    return [
        certain("structure: columns", more, "The anonymous tables have the allowed columns alone."),
        certain("structure: references", roads, "No reference leads from or to the anonymous tables."),
        certain("structure: triggers", triggers, "Nothing is written beside a ballot."),
    ]


def seals(polls: Sequence[Poll], ballots: Sequence[Ballot]) -> Attack:
    """More ballots than seals would mean that somebody could make them."""
    stored = Counter(ballot.poll for ballot in ballots)
    over = [
        f"poll {poll.id}"
        for poll in polls
        if poll.seals is not None and max(poll.counted or 0, stored[poll.id]) > poll.seals
    ]
    return certain("seals: accepted within issued", over, "No poll counted more ballots than seals were handed out.")


def certain(name: str, found: Sequence[str], good: str) -> Attack:
    """An attack that needs no luck: one finding is enough to be sure about somebody."""
    return Attack(name, 1.0 if found else 0.0, f"Found: {', '.join(found[:5])}." if found else good)
