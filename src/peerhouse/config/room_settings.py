"""The settings of the room's process: those of the house, without what only the site needs.

It starts in a third of the time, which is how long a room stands still when its process was killed.
"""

from typing import Final

from peerhouse.config import settings as house
from peerhouse.config.settings import *  # noqa: F403 - every other setting is the same

_SITE_ONLY: Final = ("wagtail", "modelcluster", "taggit", "whitenoise", "django_htmx", "django.contrib.sessions")
_SITE_ONLY_APPS: Final = ("peerhouse.notes", "peerhouse.portal", "peerhouse.desk", "django.contrib.messages")

INSTALLED_APPS = [app for app in house.INSTALLED_APPS if not app.startswith((*_SITE_ONLY, *_SITE_ONLY_APPS))]
