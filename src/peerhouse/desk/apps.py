from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "peerhouse.desk"
    label = "desk"
