from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why there are no counts. It says no more than this: which option, or by how little, would tell on somebody."""

    TOO_FEW = "too_few", _("Fewer than 10 people answered, so the counts are withheld.")
    COULD_SINGLE_OUT = "could_single_out", _("The counts could show how somebody answered, so they are withheld.")
    TOO_MANY = "too_many", _("More ballots came in than seals were handed out, so the counts are withheld.")
