"""What the room refuses, in the words that the person reads."""

from django.utils.translation import gettext_lazy as _

from peerhouse.kernel.errors import Closed, Conflict, NotAllowed, NotYet

POLL_OPEN_RETRY_SECONDS = 5
DOORS_RETRY_SECONDS = 15


class WrongStateError(Conflict):
    """The room, the agenda or the poll is not in a state in which this can be done."""


class DoorsNotOpenError(NotYet):
    """Check-in has not begun."""

    def __init__(self) -> None:
        super().__init__(_("The doors are not open yet."), retry_after=DOORS_RETRY_SECONDS)


class PollOpenError(NotYet):
    """While a poll takes ballots nobody who is known by name may ask for anything: the times would tell."""

    def __init__(self) -> None:
        super().__init__(_("A poll is open. The door opens again when it closes."), retry_after=POLL_OPEN_RETRY_SECONDS)


class DoorsClosedError(Closed):
    """Check-in is over for good: the keys that sign seals no longer exist."""

    def __init__(self) -> None:
        super().__init__(_("The doors of this sitting are closed. No more seals can be made."))


class NotAcceptedError(NotAllowed):
    """The statements of today were not accepted for this sitting; the door asks for it."""

    def __init__(self) -> None:
        super().__init__(_("Accept the ground rules and the antitrust statement first."))
