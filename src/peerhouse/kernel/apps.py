from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "peerhouse.kernel"
    label = "kernel"
