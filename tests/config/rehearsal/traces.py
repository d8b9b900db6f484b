"""Searches what was logged for anything that would help to tell who said what."""

import re

from peerhouse.config.demo.season import STEPS
from peerhouse.config.linkage.spellings import written

PATTERNS = {
    "an address": rb"[\w.+-]+@[\w-]+\.\w+",
    "a network address": rb"\b\d{1,3}(?:\.\d{1,3}){3}\b|::1\b",
    "a user agent": rb"(?i)python-httpx|mozilla|user-agent|telltale",
    "an option's number": rb"(?i)\boption\W{0,4}\d",
    "a request": rb"\b(?:GET|POST|HEAD) /",
}


def traces(capture: bytes, secrets: dict[str, list[str]]) -> set[str]:
    """What of it is there, by kind."""
    found = {kind for kind, pattern in PATTERNS.items() if re.search(pattern, capture)}
    found |= {"an answer" for step in STEPS if step["label"].encode() in capture}
    for kind, values in secrets.items():
        for value in values:
            raw = kind in {"messages", "signatures", "nullifiers"}
            spellings = written(bytes.fromhex(value)) if raw else (value.encode(), value.replace(" ", "").encode())
            if any(spelling in capture for spelling in spellings):
                found.add(kind)
    return found
