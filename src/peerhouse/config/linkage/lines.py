"""What a log may not say: where somebody was, with what, and what they sent. Pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from peerhouse.config.linkage.attacks import certain
from peerhouse.config.linkage.evidence import Attack

_OCTET: Final = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
KINDS: Final[dict[str, re.Pattern[str]]] = {
    "network addresses": re.compile(
        rf"(?<![\w.])(?:{_OCTET}\.){{3}}{_OCTET}(?![\w.]*\w)"
        r"|(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])[0-9a-f]{1,4}:[0-9a-f:]*::[0-9a-f:]*",
        re.IGNORECASE,
    ),
    "user agents": re.compile(
        r"Mozilla/|AppleWebKit|Gecko/|(?:curl|okhttp|Dalvik|python-(?:httpx|requests))/\d", re.IGNORECASE
    ),
    "mail addresses": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "seals and keys": re.compile(
        r"[0-9a-f]{64}|(?<![\w/+-])(?=[\w/+-]*[a-z])(?=[\w/+-]*[A-Z])(?=[\w/+-]*\d)[\w/+-]{32,}|[?&]key=\w", re.ASCII
    ),
    "ballots": re.compile(r"/ballots\b|\"(?:slot|signature|option)\""),
}


def lines(found: Iterable[tuple[str, int, str]], own_origins: Sequence[str]) -> list[Attack]:
    """One attack for each kind of trace in lines of `(file, number, text)`; where the house itself is, is no trace."""
    hits: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for file, number, text in found:
        for origin in own_origins:
            text = text.replace(origin, "")  # noqa: PLW2901 (the rest of the line is what counts)
        for kind, pattern in KINDS.items():
            if pattern.search(text):
                hits[kind].append(f"{file}:{number}")
    return [certain(f"logs: {kind}", places, "No line of a log has one.") for kind, places in hits.items()]
