"""What a rehearsal measured, as the one JSON object that `peerhouse rehearse --json` prints."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank); 0 of an empty list."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered)) - 1))]


@dataclass
class Report:
    """Sums over all polls of all sittings played; durations in seconds."""

    checked_in: int = 0
    ballots_sent: int = 0
    ballots_counted: int = 0
    lost: int = 0
    doubled: int = 0
    refused: list[str] = field(default_factory=list)
    checkin_seconds: float = 0.0
    ballot_seconds: float = 0.0
    vote_times: list[float] = field(default_factory=list)
    release_times: list[float] = field(default_factory=list)

    def count_poll(self, *, acknowledged: int, counted: int) -> None:
        """Compares what the room acknowledged with what it sealed."""
        self.ballots_sent += acknowledged
        self.ballots_counted += counted
        self.lost += max(0, acknowledged - counted)
        self.doubled += max(0, counted - acknowledged)

    def as_json(self) -> dict[str, Any]:
        """Rates are per second; `vote_ms` runs from sending a ballot to its acknowledgement, `vote_to_release_ms` from
        the convenor's closing of the poll to the release on each participant's screen.
        """
        return {
            "checked_in": self.checked_in,
            "ballots_sent": self.ballots_sent,
            "ballots_counted": self.ballots_counted,
            "lost": self.lost,
            "doubled": self.doubled,
            "checkins_per_s": rate(self.checked_in, self.checkin_seconds),
            "ballots_per_s": rate(self.ballots_sent, self.ballot_seconds),
            "vote_ms": milliseconds(self.vote_times, (0.5, 0.95, 0.99)),
            "vote_to_release_ms": milliseconds(self.release_times, (0.5, 0.95)),
        }


def rate(number: int, seconds: float) -> float:
    return round(number / seconds, 1) if seconds else 0.0


def milliseconds(values: Sequence[float], shares: Sequence[float]) -> dict[str, float]:
    return {f"p{round(share * 100)}": round(percentile(values, share) * 1000, 1) for share in shares}
