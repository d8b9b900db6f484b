"""Notes on their way to the public. Writers are known until the moment of release, and forgotten then."""

import uuid
from typing import ClassVar, Final

from django.db import models

from peerhouse.notes.enums import NoteState

LONGEST_TITLE: Final = 160


class PrivateNote(models.Model):
    """What a rapporteur wrote down during a sitting. Only rapporteurs read it; deleted when the summary is released."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey("programmes.Sitting", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "author"], name="one_private_note_per_author")]

    def __str__(self) -> str:
        return "private note"


class SummaryNote(models.Model):
    """The draft of a session's summary. `revision` grows with every save, so that nobody writes over another's text.

    `handed_over` is the guard's fingerprint of what the second reader was given: no other text is theirs to release.
    """

    GAP: ClassVar[str] = "\n\n"

    session = models.OneToOneField("programmes.Session", primary_key=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField(help_text="Markdown")
    state = models.CharField(max_length=24, choices=NoteState, default=NoteState.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    handed_over = models.CharField(max_length=64, blank=True)
    writers = models.ManyToManyField("accounts.Person", related_name="+")

    def __str__(self) -> str:
        return self.title

    @property
    def document(self) -> str:
        """Title and text as one: what the guard reads, and what offsets count in."""
        return f"{self.title}{self.GAP}{self.text}"

    def with_replaced(self, start: int, end: int, instead: str) -> tuple[str, str]:
        """Title and text with `instead` at [start, end) of the document; the gap between the two always stays."""
        text_at = len(self.title) + len(self.GAP)
        if start < len(self.title):
            return self.title[:start] + instead + self.title[end:], self.text[max(0, end - text_at) :]
        return self.title, self.text[: max(0, start - text_at)] + instead + self.text[max(0, end - text_at) :]


class Settlement(models.Model):
    """A soft passage that stays, and why. It holds for the same words wherever they move in the text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.ForeignKey(SummaryNote, on_delete=models.CASCADE, related_name="settlements")
    kind = models.CharField(max_length=32)
    words = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)
    settled_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "kind", "words"], name="one_settlement_per_passage")]

    def __str__(self) -> str:
        return self.kind


class PublishedNote(models.Model):
    """What everybody may read: no author, no reader, no hour. `fingerprint` binds text, roster and guard."""

    session = models.OneToOneField("programmes.Session", primary_key=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    language = models.CharField(max_length=8)
    text = models.TextField()
    html = models.TextField()
    pdf = models.BinaryField()
    docx = models.BinaryField()
    pdf_size = models.PositiveIntegerField()
    docx_size = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    released_on = models.DateField()

    def __str__(self) -> str:
        return self.title
