from django.utils.translation import gettext_lazy as _

from peerhouse.kernel.errors import Missing


class UnknownSlotError(Missing):
    """No seal was ever issued for this slot of this sitting."""

    def __init__(self) -> None:
        super().__init__(_("There are no seals for this poll."))
