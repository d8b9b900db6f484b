from peerhouse.notes.views.checking import check, hand_over, keep, replace, undo
from peerhouse.notes.views.second import second, send_back
from peerhouse.notes.views.writing import edit, preview, private_notes

__all__ = [
    "check",
    "edit",
    "hand_over",
    "keep",
    "preview",
    "private_notes",
    "replace",
    "second",
    "send_back",
    "undo",
]
