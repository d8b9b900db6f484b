"""One question asked of one group of people: as it was answered, and as it may be published.

Each sitting is rounded and released on its own, minutes after its poll closed, and its ballots are deleted then. The
figures over several sittings are therefore the *sum of the rounded sittings*: they can never be drawn from true counts
again, they tell an attacker nothing that the sittings did not, and a sum of unbiased numbers is unbiased.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from peerhouse.disclosure.rounding import at_least, round_count


@dataclass(frozen=True, slots=True)
class Answers:
    """The true counts. Lives in memory, between reading the ballots and deleting them; never stored, never shown.

    `people` is how many were checked in: a public base, which an attacker is taken to know exactly.
    """

    question: str
    options: tuple[str, ...]
    counts: tuple[int, ...]
    people: int

    def __post_init__(self) -> None:
        if len(self.options) != len(self.counts) or len(set(map(_plain, self.options))) < len(self.options):
            raise ValueError("Each option has one count, and no two options read the same.")
        if min(self.counts, default=-1) < 0 or self.ballots > self.people:
            raise ValueError("Counts are not negative, and nobody answers without having been checked in.")

    @property
    def ballots(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Rounded:
    """What was drawn, with the exact bases that an attacker is taken to know: ballots sent, people checked in."""

    question: str
    options: tuple[str, ...]
    counts: tuple[int, ...]
    ballots: int
    people: int

    @property
    def at_least(self) -> int:
        return at_least(self.ballots)

    @property
    def topic(self) -> str:
        """Equal for the same question asked again with the same options, in whatever order, case or spacing."""
        parts = [_plain(self.question), *sorted(map(_plain, self.options))]
        return sha256("\x1f".join(parts).encode()).hexdigest()

    def counts_for(self, options: Iterable[str]) -> tuple[int, ...]:
        """The counts in the order of `options`, which may come from the same question asked at another time."""
        counts = dict(zip(map(_plain, self.options), self.counts, strict=True))
        return tuple(counts[_plain(option)] for option in options)


def draw(answers: Answers) -> Rounded:
    """Draws every count, once. Whatever the gate then says, this draw is the only one the question ever gets."""
    return Rounded(
        question=answers.question,
        options=answers.options,
        counts=tuple(map(round_count, answers.counts)),
        ballots=answers.ballots,
        people=answers.people,
    )


def add_up(sittings: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The counts over all sittings, option by option, from the *rounded* counts of each."""
    return tuple(map(sum, zip(*sittings, strict=True)))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
