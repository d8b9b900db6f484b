"""What there is of notes, and what the guard finds in a draft."""

from peerhouse.notes.queries.drafts import (
    draft_of,
    private_note,
    private_notes_of,
    sessions_waiting_for_second_reader,
    writer_ids,
)
from peerhouse.notes.queries.passages import Passage, fingerprint_of, open_passages, passages_of
from peerhouse.notes.queries.published import is_published, published_note, published_notes, sessions_with_a_note

__all__ = [
    "Passage",
    "draft_of",
    "fingerprint_of",
    "is_published",
    "open_passages",
    "passages_of",
    "private_note",
    "private_notes_of",
    "published_note",
    "published_notes",
    "sessions_waiting_for_second_reader",
    "sessions_with_a_note",
    "writer_ids",
]
