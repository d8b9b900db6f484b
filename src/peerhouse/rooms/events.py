"""What the room tells the apps above it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class SittingEnded:
    """The sitting is over, its keys are gone; what it taught can be written down."""

    sitting_id: UUID
