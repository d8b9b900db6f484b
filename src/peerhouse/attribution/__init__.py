"""The attribution guard: finds what in a text would tell who spoke. Pure: no Django, no network, nothing is stored."""

from peerhouse.attribution.allow import Allow, AllowError
from peerhouse.attribution.findings import Finding, Severity
from peerhouse.attribution.guard import GUARD_VERSION, Guard, fingerprint, guard_for, scan
from peerhouse.attribution.roster import Entry, Kind, Roster, RosterError

__all__ = [
    "GUARD_VERSION",
    "Allow",
    "AllowError",
    "Entry",
    "Finding",
    "Guard",
    "Kind",
    "Roster",
    "RosterError",
    "Severity",
    "fingerprint",
    "guard_for",
    "scan",
]
