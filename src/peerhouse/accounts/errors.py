from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerhouse.kernel.errors import Conflict, Missing, NotAllowed


class AccountClosed(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("This account is closed. Write to the secretariat if you think it should be open."))


class NoSuchGrant(Missing):
    def __init__(self) -> None:
        super().__init__(_("Nobody has this role any more: it was taken back already."))


class LastAdministrator(Conflict):
    def __init__(self) -> None:
        super().__init__(_("This is the last administrator. Make somebody else an administrator first."))


class CodeRefused(Conflict):
    """A code for signing in was not accepted; `again` says whether another try is left."""

    def __init__(self, reason: str | Promise, *, again: bool = False) -> None:
        super().__init__(reason)
        self.again = again
