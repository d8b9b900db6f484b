from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteState(models.TextChoices):
    """A published note is no state: it is a `PublishedNote`, and the draft is gone."""

    DRAFT = "draft", _("Being written")
    WITH_SECOND_READER = "with-second-reader", _("With the second reader")
