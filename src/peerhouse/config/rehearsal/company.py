"""Simulated participants: roles at organisations that are clearly samples."""

from collections.abc import Sequence
from typing import Final

from peerhouse.accounts.enums import Region, Sector, Size
from peerhouse.config.rehearsal.play import Part
from peerhouse.programmes.enums import Eligibility, Reason

KINDS: Final = (
    *("Messaging", "Cloud", "Robotics", "Maps", "Payments", "Search"),
    *("Telecom", "Chips", "Video", "Health", "Drones", "Games"),
)
PER_ORGANISATION: Final = 2


def company(number: int, *, tendencies: Sequence[Sequence[int]], prefix: str) -> list[Part]:
    """So many participants, two of each organisation; for each poll their answers follow its weights by option.

    Answers are dealt by turns, not drawn, so that a play can be repeated, and follow from no quality of a person.
    """
    return [participant(person, tendencies, prefix) for person in range(number)]


def participant(person: int, tendencies: Sequence[Sequence[int]], prefix: str) -> Part:
    group = person // PER_ORGANISATION
    organisation = f"Sample {KINDS[group % len(KINDS)]} {group // len(KINDS) + 1}"
    return Part(
        email=f"{prefix}-{person + 1:03d}@peerhouse.example",
        answers={
            "name": f"Sample participant {prefix[-1].upper()}{person + 1:03d}",
            "organisation": organisation,
            "sector": Sector.values[group % len(Sector.values)],
            "region": Region.values[group % len(Region.values)],
            "size": Size.values[group % len(Size.values)],
            "eligibility": Eligibility.TECHNOLOGY.value,
            "reasons": sorted({Reason.values[person % len(Reason.values)], Reason.PEERS.value}),
            "rules": "on",
        },
        options=[dealt(person * 7 + poll, weights) for poll, weights in enumerate(tendencies)],
    )


def dealt(turn: int, weights: Sequence[int]) -> int:
    """The option whose turn it is: each comes as often as its weight in a round."""
    deal = [option for option, weight in enumerate(weights) for _ in range(weight)]
    return deal[turn % len(deal)]
