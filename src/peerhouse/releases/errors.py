from django.utils.translation import gettext_lazy as _

from peerhouse.kernel.errors import Closed


class Frozen(Closed):
    """A release is written once. Somebody holds a copy already: a second version would be compared with it."""

    def __init__(self) -> None:
        super().__init__(_("A release is published once. Nobody can change or remove it."))
