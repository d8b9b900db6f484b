"""Why a note cannot be saved, handed over or released now."""

from peerhouse.kernel.errors import Conflict


class WrittenOver(Conflict):
    """Somebody else saved the note since this person opened it."""


class PassagesLeft(Conflict):
    """The guard has found passages that nobody has settled."""


class PassageGone(Conflict):
    """The passage is no longer where it was: the text has changed."""


class HardPassage(Conflict):
    """A name or a contact can only be edited away."""


class TitleUnfit(Conflict):
    """The title would be empty, or longer than a title may be."""


class NotHandedOver(Conflict):
    """The note is not with a second reader, or was changed since it was handed over."""


class AlreadyPublished(Conflict):
    """The session's note is published and final."""


class NothingWritten(Conflict):
    """There is no draft to check, hand over or release."""
