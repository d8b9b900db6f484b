"""What programmes tell the apps above them."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class SittingPlanned:
    """A sitting exists from now on: its room and its seals can be made."""

    sitting_id: UUID


@dataclass(frozen=True)
class SittingMoved:
    """A sitting has another time, or is cancelled; `sequence` has grown."""

    sitting_id: UUID


@dataclass(frozen=True)
class SessionRenamed:
    """The title or the number of a session changed."""

    session_id: UUID


@dataclass(frozen=True)
class Registered:
    """Somebody has a seat: the confirmation with the joining link can be sent."""

    registration_id: UUID


@dataclass(frozen=True)
class Switched:
    """A registration has moved to another sitting of its session: the new joining link can be sent."""

    registration_id: UUID
    from_sitting_id: UUID


@dataclass(frozen=True)
class Cancelled:
    """A registration was cancelled by its person; the row stays."""

    registration_id: UUID
