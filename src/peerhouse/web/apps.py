from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "peerhouse.web"
    label = "web"
