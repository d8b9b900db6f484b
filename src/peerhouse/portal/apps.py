from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "peerhouse.portal"
    label = "portal"
