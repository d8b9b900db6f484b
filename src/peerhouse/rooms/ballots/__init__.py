"""The anonymous door: ballots arrive with a seal, lie in a spool while the poll is open, and are sealed at its close.

Nothing here may reach accounts, programmes or the issuer, not even through a third module. A ballot is three values:
the nullifier of its seal, its poll and its option.
"""

from peerhouse.rooms.ballots.sealing import count, delete, seal, tally, wipe
from peerhouse.rooms.ballots.spool import Ballot, Spool, Verdict, open_spool, scrub

__all__ = ["Ballot", "Spool", "Verdict", "count", "delete", "open_spool", "scrub", "seal", "tally", "wipe"]
