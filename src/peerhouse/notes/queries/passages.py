"""What the guard finds in a draft, and which of it is settled. Nothing of this is stored: the findings name people."""

from dataclasses import dataclass

from peerhouse.attribution import Allow, Entry, Finding, Kind, Roster, fingerprint, guard_for
from peerhouse.notes.models import Settlement, SummaryNote
from peerhouse.programmes import queries as programmes


@dataclass(frozen=True)
class Passage:
    """A finding with its number in the text; `settlement` says why it stays, where somebody settled it."""

    number: int
    finding: Finding
    settlement: Settlement | None

    @property
    def hard(self) -> bool:
        return self.finding.severity == "hard"

    @property
    def settled(self) -> bool:
        return self.settlement is not None


def passages_of(note: SummaryNote) -> list[Passage]:
    """Every finding in title and text, in their order."""
    roster, allow = _lists(note)
    findings = guard_for(roster, allow, note.session.season.programme.language).scan(note.document)
    kept = {(one.kind, one.words): one for one in note.settlements.all()}
    return [
        Passage(number, finding, None if finding.severity == "hard" else kept.get((finding.kind, key_of(finding))))
        for number, finding in enumerate(findings, start=1)
    ]


def open_passages(note: SummaryNote) -> list[Passage]:
    return [passage for passage in passages_of(note) if not passage.settled]


def key_of(finding: Finding) -> str:
    """The words that a settlement holds for, whatever their case or spacing."""
    return " ".join(finding.text.casefold().split())[:300]


def fingerprint_of(note: SummaryNote) -> str:
    """Binds the document, the roster, the allow-list and the guard: when one changes, it must be checked again."""
    return fingerprint(note.document, *_lists(note))


def _lists(note: SummaryNote) -> tuple[Roster, Allow]:
    programme = note.session.season.programme
    roster = Roster.of(Entry(Kind(kind), name, aliases) for kind, name, aliases in programmes.roster_entries(programme))
    allow = Allow.shipped() | Allow.of(term for term, _reason in programmes.allowed_terms(programme))
    return roster, allow
