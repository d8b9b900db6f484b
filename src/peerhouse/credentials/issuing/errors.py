"""What the issuing of seals refuses, in the words that the person reads."""

from django.utils.translation import gettext_lazy as _

from peerhouse.kernel.errors import Closed, Conflict, NotAllowed, NotYet

KEYS_RETRY_SECONDS = 15


class KeysNotMadeError(NotYet):
    """The worker has not made this sitting's keys yet; it takes seconds."""

    def __init__(self) -> None:
        super().__init__(
            _("The keys of this sitting are being made. Try again in a moment."), retry_after=KEYS_RETRY_SECONDS
        )


class KeysDestroyedError(Closed):
    """The keys that sign seals no longer exist anywhere."""

    def __init__(self) -> None:
        super().__init__(_("The keys of this sitting are destroyed. No more seals can be made."))


class OtherBatchError(Conflict):
    """Seals were made for this registration from another batch: perhaps in another browser or for another sitting."""

    def __init__(self) -> None:
        super().__init__(
            _("Your seals were made already, in another browser or for another sitting. A convenor can allow new ones.")
        )


class NoBatchError(Conflict):
    """There is nothing to replace: no batch was signed for this registration."""

    def __init__(self) -> None:
        super().__init__(_("No seals were made for this person yet. They can be made at the door."))


class BatchRefusedError(NotAllowed):
    """Not one number below the key for each slot: no browser of ours sends this."""

    def __init__(self) -> None:
        super().__init__(_("This is not a request for the seals of this sitting. Reload the page and try again."))


class NotYourSeatError(NotAllowed):
    """A person asks for the seals of somebody else."""

    def __init__(self) -> None:
        super().__init__(_("Seals are made for the person who registered, and for nobody else."))
