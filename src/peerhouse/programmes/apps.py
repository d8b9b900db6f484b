from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "peerhouse.programmes"
    label = "programmes"
