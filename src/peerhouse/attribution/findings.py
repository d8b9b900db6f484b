"""A finding is a passage that may name somebody: hard ones can only be edited away, soft ones kept with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["hard", "soft"]
CAPITAL = "capital"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Code points [start, end) of the text; `text` is exactly that slice, `term` what it was recognised as.

    `kind` is person, organisation, product, domain, alias (from the roster), email, url, phone, handle, or capital.
    """

    start: int
    end: int
    text: str
    kind: str
    severity: Severity
    term: str


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """No two findings share a letter: hard wins over soft, then the longer, then the earlier. Sorted by place."""
    kept: list[Finding] = []
    taken: set[int] = set()
    for finding in sorted(findings, key=_precedence):
        span = range(finding.start, finding.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(finding)
    return sorted(kept)


def _precedence(finding: Finding) -> tuple[bool, int, int, bool, str, str]:
    place = (finding.start - finding.end, finding.start)
    return (finding.severity == "soft", *place, finding.kind == CAPITAL, finding.kind, finding.term)
