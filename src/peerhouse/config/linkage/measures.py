"""How much an order, a time or a shared value tells about who voted what: 0 is chance, 1 is certain. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise


def disorder(pages: Iterable[Sequence[bytes]]) -> float:
    """The share of physical neighbours that are no neighbours in the sealed order: sorted by nullifier is 0.

    A sealed set of ballots lies in an order that follows from its nullifiers alone, so a thief could have written it
    down himself. Whatever a storage adds must show as neighbours whose ranks are not one apart; in an order of
    arrival, or any other that has nothing to do with nullifiers, that is all of them but two in a hundred ballots.
    Up or down does not count, because databases fill a page from its end; neighbours on two pages do not count,
    because which page comes first depends on older polls.
    """
    laid = [list(page) for page in pages]
    rank = {nullifier: place for place, nullifier in enumerate(sorted({one for page in laid for one in page}))}
    steps = [abs(rank[one] - rank[beside]) for page in laid for one, beside in pairwise(page)]
    return sum(step != 1 for step in steps) / len(steps) if steps else 0.0


def rank_correlation(places: Sequence[int]) -> float:
    """Spearman's coefficient between `places` and the order they stand in, from -1 to 1; 0 for fewer than two."""
    number = len(places)
    if number < 2:  # noqa: PLR2004 (one ballot has no order)
        return 0.0
    rank = {place: index for index, place in enumerate(sorted(places))}
    squares = sum((index - rank[place]) ** 2 for index, place in enumerate(places))
    return 1 - 6 * squares / (number * (number * number - 1))


def chance_correlation(number: int) -> float:
    """Four standard deviations of the correlation of two unrelated orders: many orders of many polls are tried."""
    return min(1.0, 4 / (number - 1) ** 0.5) if number > 1 else 1.0


def narrowing(crowd: int, everybody: int) -> float:
    """What a guess gains when a ballot is narrowed down from everybody to a crowd: 0 for all, 1 for a single one."""
    if everybody < 2:  # noqa: PLR2004 (where one person voted, there is nobody to hide among)
        return 0.0
    return max(0.0, (1 / crowd - 1 / everybody) / (1 - 1 / everybody))


def separation(values: Sequence[Hashable]) -> float:
    """How far a value that each ballot carries tells the ballots apart: 0 if all carry the same, 1 if each its own."""
    held = Counter(values)
    return sum(narrowing(held[value], len(values)) for value in values) / len(values) if values else 0.0


def hit_rate(hits: int, number: int) -> float:
    """The share of right guesses beyond the one in `number` that luck gives."""
    return max(0.0, (hits - 1) / (number - 1)) if number > 1 else 0.0
