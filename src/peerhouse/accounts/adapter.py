"""Where allauth asks this house. Passkeys, one-time codes and recovery codes are its part; mailed codes are ours."""

import base64
from typing import TYPE_CHECKING, NoReturn

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from peerhouse.accounts.errors import AccountClosed

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person

WRONG_CODE = _("This code is not right. Codes change every 30 seconds: enter the one shown now.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "rate_limited": _("That was too many codes. Try again in ten minutes."),
        "too_many_login_attempts": _("That was too many codes. Try again in ten minutes."),
    }

    def login(self, request: HttpRequest, user: "Person") -> None:
        super().login(request, user)
        # The session was to live only as long as the code that was sent.
        request.session.set_expiry(None)

    def respond_user_inactive(self, request: HttpRequest, user: "Person") -> NoReturn:  # noqa: ARG002 - allauth's signature
        raise AccountClosed


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth publishes no types
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": _("Add a passkey or an authenticator app first."),
    }

    def encrypt(self, text: str) -> str:
        """A copy of the database alone gives nobody a second factor."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The QR code as part of the page: the policy allows no image from a data: address."""
        return segno.make(url, micro=False).svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr")

    def generate_authenticator_name(self, user: "Person", type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.MFA_TOTP_ISSUER}


def _cipher() -> MultiFernet:
    keys = (
        salted_hmac("peerhouse.accounts.second_factor", "", secret=secret, algorithm="sha256").digest()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
