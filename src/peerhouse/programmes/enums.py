from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeKind(models.TextChoices):
    OPEN = "open", _("Open to a declared audience")
    INVITATION = "invitation", _("By invitation")


class SittingState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", pgettext_lazy("sitting", "Held")
    CANCELLED = "cancelled", pgettext_lazy("sitting", "Cancelled")


class StatementKind(models.TextChoices):
    GROUND_RULES = "ground-rules", _("Ground rules")
    ANTITRUST = "antitrust", _("Antitrust statement")


class Eligibility(models.TextChoices):
    """What people declare of their own organisation; nobody vets it."""

    TECHNOLOGY = "technology", _("It is a technology company")
    OTHER_SECTOR = "other-sector", _("It is in another sector, and wants to apply the Guiding Principles to technology")
    NOT_INDUSTRY = "not-industry", _("I do not represent a company")


class Reason(models.TextChoices):
    POLICIES = "policies", _("Bring human rights into policies, workflows and product development")
    DUE_DILIGENCE = "due-diligence", _("Learn how to do human rights due diligence")
    ENGAGEMENT = "engagement", _("Learn how to engage vulnerable groups")
    REMEDY = "remedy", _("Learn how to provide remedy")
    PEERS = "peers", _("Meet peers")
    RESOURCES = "resources", _("Learn about resources and initiatives")


class Capacity(models.TextChoices):
    PARTICIPANT = "participant", _("Participant")
    SPEAKER = "speaker", _("Speaker")


class RegistrationState(models.TextChoices):
    REGISTERED = "registered", _("Registered")
    CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")
