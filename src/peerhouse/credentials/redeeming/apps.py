from django.apps import AppConfig


class RedeemingConfig(AppConfig):
    name = "peerhouse.credentials.redeeming"
    label = "redeeming"
