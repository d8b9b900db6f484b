from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "peerhouse.accounts"
    label = "accounts"

    def ready(self) -> None:
        from peerhouse.accounts import receivers  # noqa: F401
