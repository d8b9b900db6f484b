"""What follows when allauth tells that somebody has a new second factor."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver


@receiver(authenticator_added)
def setting_up_is_proof(request: Any, user: Any, authenticator: Authenticator, **_: object) -> None:
    """Whoever has just set up a passkey or an app has shown that they hold it: this session asks no second time."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", type=authenticator.type, reauthenticated=True)
