from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "peerhouse.releases"
    label = "releases"
