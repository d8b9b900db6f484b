from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoomState(models.TextChoices):
    """`CLOSED` means that check-in is closed and the private keys are destroyed; the sitting goes on."""

    PREPARED = "prepared", _("Doors not open yet")
    OPEN = "open", _("Doors open")
    CLOSED = "closed", _("Doors closed")
    ENDED = "ended", _("Ended")


class PollState(models.TextChoices):
    PREPARED = "prepared", _("Prepared")
    OPEN = "open", pgettext_lazy("poll", "Open")
    CLOSING = "closing", _("Closing")
    SEALED = "sealed", _("Sealed")
    RELEASED = "released", _("Released")
    WITHHELD = "withheld", _("Withheld")
