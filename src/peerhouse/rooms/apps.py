from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "peerhouse.rooms"
    label = "rooms"

    def ready(self) -> None:
        from peerhouse.rooms import receivers  # noqa: F401 (importing registers them)
