from django.apps import AppConfig


class IssuingConfig(AppConfig):
    name = "peerhouse.credentials.issuing"
    label = "issuing"

    def ready(self) -> None:
        from peerhouse.credentials.issuing import receivers  # noqa: F401 (listening is its purpose)
