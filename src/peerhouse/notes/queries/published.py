"""Published notes."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from peerhouse.notes.models import PublishedNote
from peerhouse.programmes.enums import ProgrammeKind

if TYPE_CHECKING:
    from peerhouse.programmes.models import Session

FILES = ("pdf", "docx")


def published_notes() -> QuerySet[PublishedNote]:
    """Of published sessions in open programmes, latest session first; without the files."""
    return (
        PublishedNote.objects.filter(session__published=True, session__season__programme__kind=ProgrammeKind.OPEN)
        .defer(*FILES)
        .select_related("session__season__programme")
        .prefetch_related("session__sittings")
        .order_by("-session__season__slug", "-session__number")
    )


def published_note(session_id: UUID) -> PublishedNote | None:
    """The note of a session, its files only when they are asked for; None until it is released."""
    return PublishedNote.objects.filter(pk=session_id).defer(*FILES).first()


def is_published(session: "Session") -> bool:
    """Whether the session's note is public, and so its draft is gone."""
    return PublishedNote.objects.filter(session=session).exists()


def sessions_with_a_note(session_ids: Collection[UUID]) -> set[UUID]:
    return set(PublishedNote.objects.filter(pk__in=session_ids).values_list("pk", flat=True))
