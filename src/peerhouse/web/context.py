"""What every page's frame shows: languages, colours, and whether somebody is signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import translation

THEME_COOKIE = "theme"
THEMES = frozenset({"light", "dark"})


@dataclass(frozen=True)
class Language:
    """A language in its own name, and the address of this page in it."""

    code: str
    name: str
    dir: str
    url: str
    current: bool


def interface(request: HttpRequest) -> dict[str, Any]:
    """Context processor. What costs something is a function, which only a template that shows it calls.

    Also runs for pages that are refused before any middleware has seen the request.
    """
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "languages": _languages(request),
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "theme": theme if theme in THEMES else "",
        "signed_in": lambda: _signed_in(request),
        "reader_zone": getattr(request, "reader_zone", None),
    }


def _signed_in(request: HttpRequest) -> bool:
    """Looks at the session only if the browser brought one: a visitor has none, and needs no database."""
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "user") and request.user.is_authenticated
    )


def _languages(request: HttpRequest) -> Callable[[], list[Language]]:
    def languages() -> list[Language]:
        active = translation.get_language()
        return [
            Language(
                code=code,
                name=name,
                dir="rtl" if translation.get_language_info(code)["bidi"] else "ltr",
                url=_address_in(code, request.get_full_path(), current=code == active),
                current=code == active,
            )
            for code, name in settings.LANGUAGES
        ]

    return languages


def _address_in(code: str, address: str, *, current: bool) -> str:
    """The page in another language; the front page in that language where a page has no address of its own."""
    translated = translate_url(address, code)
    if translated != address or current:
        return translated
    with translation.override(code):
        return reverse("home")
