from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Roles in the whole house; participant and speaker come from a registration instead."""

    ADMINISTRATOR = "administrator", _("Administrator")
    CONVENOR = "convenor", _("Convenor")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    REVIEWER = "reviewer", _("Reviewer")


class Sector(models.TextChoices):
    SOFTWARE = "software", _("Software and information technology")
    PLATFORMS = "platforms", _("Social networking and messaging")
    TELECOMMUNICATIONS = "telecommunications", _("Telecommunications and media")
    ARTIFICIAL_INTELLIGENCE = "artificial-intelligence", _("Artificial intelligence")
    INFRASTRUCTURE = "infrastructure", _("Content delivery, cloud and infrastructure")
    HARDWARE = "hardware", _("Devices and semiconductors")
    OTHER = "other", _("Another sector that uses technology")


class Region(models.TextChoices):
    AFRICA = "africa", _("Africa")
    ASIA_PACIFIC = "asia-pacific", _("Asia and the Pacific")
    EASTERN_EUROPE = "eastern-europe", _("Eastern Europe and Central Asia")
    LATIN_AMERICA = "latin-america", _("Latin America and the Caribbean")
    MIDDLE_EAST = "middle-east", _("Middle East and North Africa")
    NORTH_AMERICA = "north-america", _("North America")
    WESTERN_EUROPE = "western-europe", _("Western Europe")


class Size(models.TextChoices):
    SMALL = "small", _("Fewer than 250 people")
    MEDIUM = "medium", _("250 to 4,999 people")
    LARGE = "large", _("5,000 people or more")
