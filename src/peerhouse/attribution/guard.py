"""The guard: one roster, one allow-list and one language, ready to scan any number of texts."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from peerhouse.attribution.allow import Allow
from peerhouse.attribution.capitals import capitals
from peerhouse.attribution.contacts import contacts, host_of
from peerhouse.attribution.countries import country_names
from peerhouse.attribution.findings import CAPITAL, Finding, merge
from peerhouse.attribution.matcher import Certainty, Hit, Matcher
from peerhouse.attribution.normalise import fold
from peerhouse.attribution.roster import Roster
from peerhouse.attribution.sentences import Sentences
from peerhouse.attribution.words import base_language, words_of

# Raised by hand with every change of a rule: a text that was cleared by other rules is scanned again.
GUARD_VERSION = "1"

_WITHOUT_CAPITALS = frozenset({"ar", "zh"})


class Guard:
    """Built once, scans any text; holds names in memory only and keeps no text."""

    def __init__(self, roster: Roster, allow: Allow, language: str = "en") -> None:
        self._allow = allow
        self._matcher = Matcher(roster)
        self._words = words_of(language)
        self._explaining = _explaining(allow, language)
        self._caseless = base_language(language) in _WITHOUT_CAPITALS

    def scan(self, text: str) -> list[Finding]:
        """Findings in the order of the text; `text[finding.start:finding.end] == finding.text` for each."""
        return merge(self._findings(text))

    def _findings(self, text: str) -> Iterator[Finding]:
        folded = fold(text)
        sentences = Sentences(folded, caseless=self._caseless)
        reached = list(contacts(text))
        public = [contact for contact in reached if self._is_public(contact)]
        yield from (contact for contact in reached if contact not in public)
        explained = _Explained([*self._explaining.spans(folded), *((contact.start, contact.end) for contact in public)])
        for hit in self._matcher.hits(folded, sentences, self._words):
            yield from self._weighed(hit, explained, folded.source)
        yield from capitals(folded, sentences, self._words, explained.holds)
        for start, end in folded.asides:
            for finding in self._findings(text[start:end]):
                if finding.kind != CAPITAL:  # nobody reads the target of a link as prose
                    yield replace(finding, start=finding.start + start, end=finding.end + start)

    def _is_public(self, contact: Finding) -> bool:
        host = host_of(contact.term) if contact.kind == "url" else ""
        return self._allow.allows_contact(contact.term) or self._allow.allows_host(host)

    def _weighed(self, hit: Hit, explained: "_Explained", source: str) -> Iterator[Finding]:
        """A name of the roster is never excused; what is only derived from one is weaker inside an allowed term.

        The surname in "Chatham House Rule" and the month of May are for a person to judge, a near miss is no name.
        """
        finding = hit.as_finding(source)
        allowed = explained.holds(hit.start, hit.end)
        match hit.certainty:
            case Certainty.TYPO if allowed:
                return
            case Certainty.DERIVED if allowed and self._is_weak(finding, explained):
                yield replace(finding, severity="soft")
            case _:
                yield finding

    def _is_weak(self, finding: Finding, explained: "_Explained") -> bool:
        common = finding.text.lower() in self._words.common
        return common or explained.holds_as_part(finding.start, finding.end)


class _Explained:
    """Places of allowed terms and countries."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._reach: list[int] = []  # the furthest end of all terms that begin at or before a start
        for start, end in sorted(spans):
            self._starts.append(start)
            self._reach.append(max(end, self._reach[-1] if self._reach else 0))

    def holds(self, start: int, end: int) -> bool:
        """True when the place lies wholly inside one term."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end

    def holds_as_part(self, start: int, end: int) -> bool:
        """True when the term is longer than the place."""
        return self.holds(start - 1, end) or self.holds(start, end + 1)


@lru_cache(maxsize=16)
def _explaining(allow: Allow, language: str) -> Allow:
    """The allow-list with the countries' names, its index kept: building it costs more than scanning a note."""
    return Allow(allow.terms | country_names(language))


@lru_cache(maxsize=4)
def guard_for(roster: Roster, allow: Allow, language: str) -> Guard:
    """The guard for these lists, kept for the next page: building one for thousands of names takes a second."""
    return Guard(roster, allow, language)


def scan(text: str, roster: Roster, allow: Allow, language: str = "en") -> list[Finding]:
    """One text against these lists; the guard is built for the first and kept for the next."""
    return guard_for(roster, allow, language).scan(text)


def fingerprint(text: str, roster: Roster, allow: Allow) -> str:
    """SHA-256 that binds a text to the roster, allow-list and rules that cleared it: any change, another value."""
    parts = [
        GUARD_VERSION,
        roster.version,
        allow.version,
        hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
