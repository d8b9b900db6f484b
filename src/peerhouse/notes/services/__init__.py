"""What can be done with notes, from the private line to the public page."""

from peerhouse.notes.services.drafts import save_note, save_private_note
from peerhouse.notes.services.passages import keep_passage, replace_passage, undo_settlement
from peerhouse.notes.services.release import hand_over_note, release_note, send_back_note

__all__ = [
    "hand_over_note",
    "keep_passage",
    "release_note",
    "replace_passage",
    "save_note",
    "save_private_note",
    "send_back_note",
    "undo_settlement",
]
