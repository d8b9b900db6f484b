"""What programmes refuse, in words for the person who asked."""

from peerhouse.kernel.errors import Conflict, Missing, NotAllowed


class NoSuchProgramme(Missing):
    """There is no such programme, season, session or sitting."""


class NotYours(NotAllowed):
    """A rule of `rules.py` denied it; the reason is the rule's."""


class AlreadyThere(Conflict):
    """The slug, number, letter or address is taken."""


class StatementChanged(Conflict):
    """A newer version was published while the person was reading."""


class SittingOver(Conflict):
    """The sitting was held or cancelled: its time is history."""


class NotByInvitation(Conflict):
    """The programme is open to its audience."""


class NotEligible(NotAllowed):
    """The programme is for companies."""
