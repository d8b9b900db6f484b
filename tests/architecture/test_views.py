"""No page without a rule: whoever adds a view says who may open it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Views of libraries: each has its own door, named here.
BEHIND_WAGTAILS_DOOR = "cms/"  # asks for Wagtail's own permission, which administrators and convenors have
THIRD_PARTY_DOORS = {
    "wagtail": "serves published public pages",
    "allauth.mfa": "allauth asks who is signed in, and for a fresh proof",
    "allauth.account": "allauth asks who is signed in",
}


def all_patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from all_patterns(entry, address)
        else:
            yield address, entry


def module_of(callback: Any) -> str:
    return getattr(callback, "view_class", callback).__module__


def test_every_view_of_ours_says_who_may_open_it():
    silent = [
        f"{address} {module_of(pattern.callback)}"
        for address, pattern in all_patterns()
        if module_of(pattern.callback).startswith("peerhouse.") and not hasattr(pattern.callback, "rule")
    ]
    assert silent == []


def test_every_other_view_stands_behind_a_door_that_is_named():
    unnamed = {
        module_of(pattern.callback)
        for address, pattern in all_patterns()
        if not hasattr(pattern.callback, "rule")
        and not address.startswith(BEHIND_WAGTAILS_DOOR)
        and not module_of(pattern.callback).startswith("peerhouse.")
        and not any(module_of(pattern.callback).startswith(door) for door in THIRD_PARTY_DOORS)
    }
    assert unnamed == set()


def test_url_names_are_unique():
    ours = [pattern.name for _, pattern in all_patterns() if hasattr(pattern.callback, "rule") and pattern.name]
    assert sorted(ours) == sorted(set(ours))
