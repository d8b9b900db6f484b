"""The site for its server. The room is an application of its own, with a process of its own: `peerhouse.rooms.live`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerhouse.config.settings")
site = get_asgi_application()
