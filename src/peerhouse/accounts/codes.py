"""Codes for signing in: what the browser's session keeps is enough to check one, and too little to read one.

Nothing here looks at accounts: a known and an unknown address are the same work.
"""

import secrets
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from peerhouse.accounts.errors import CodeRefused
from peerhouse.kernel import clock, mail

SECONDS: Final = 15 * 60
ATTEMPTS: Final = 5
# Five attempts at 10⁸ codes: even requests that race each other for the same attempt have no chance worth counting.
DIGITS: Final = 8
KEY: Final = "sign_in"


@dataclass(frozen=True)
class Challenge:
    """A code that was sent, as its session remembers it. `sent_at` is in seconds; `onward` is where to go then."""

    address: str
    onward: str
    salt: str
    digest: str
    sent_at: float
    attempts_left: int = ATTEMPTS

    @property
    def expired(self) -> bool:
        return clock.now().timestamp() - self.sent_at > SECONDS


def begin(session: MutableMapping[str, Any], address: str, *, onward: str) -> str:
    """Remembers a new challenge in place of any earlier one, and returns the code to send."""
    code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    salt = secrets.token_hex(16)
    session[KEY] = asdict(Challenge(address, onward, salt, _digest(salt, code), clock.now().timestamp()))
    return code


def send(address: str, code: str, *, language: str) -> None:
    """Mails a code. Whether the address has an account is neither asked nor known here."""
    with translation.override(language):
        context = {"code": grouped(code), "minutes": SECONDS // 60}
        mail.send(
            to=address,
            subject=_("Your code for Peerhouse"),
            text=render_to_string("accounts/mail/sign_in_code.txt", context),
            html=render_to_string("accounts/mail/sign_in_code.html", context),
        )


def pending(session: MutableMapping[str, Any]) -> Challenge | None:
    """The challenge that waits for its code, unless it is too old."""
    challenge = Challenge(**session[KEY]) if KEY in session else None
    return None if challenge is None or challenge.expired else challenge


def answer(session: MutableMapping[str, Any], given: str) -> Challenge:
    """The challenge that `given` meets; it is used up. Raises CodeRefused, and forgets it after the last attempt."""
    challenge = pending(session)
    if challenge is None:
        session.pop(KEY, None)
        raise CodeRefused(gettext_lazy("This code is too old. Ask for a new one."))
    if constant_time_compare(challenge.digest, _digest(challenge.salt, _plain(given))):
        del session[KEY]
        return challenge
    left = challenge.attempts_left - 1
    if not left:
        del session[KEY]
        raise CodeRefused(gettext_lazy("That was the wrong code five times. Ask for a new one."))
    session[KEY] = asdict(replace(challenge, attempts_left=left))
    tries = ngettext("You have %(n)s try left.", "You have %(n)s tries left.", left) % {"n": left}
    raise CodeRefused(_("This is not the code we sent last. %(tries)s") % {"tries": tries}, again=True)


def grouped(code: str) -> str:
    """The code as people read it: two groups of four."""
    return f"{code[: DIGITS // 2]} {code[DIGITS // 2 :]}"


def _digest(salt: str, code: str) -> str:
    return salted_hmac(salt, code, algorithm="sha256").hexdigest()


def _plain(given: str) -> str:
    """The digits of what was typed or pasted, whatever stands between them and in whatever script they are."""
    return "".join(str(int(sign)) for sign in given if sign.isdecimal())
