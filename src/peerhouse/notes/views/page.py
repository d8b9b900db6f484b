"""What the pages of a draft share: what they all show, and where they lead once the note is public."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect

from peerhouse.notes import queries

if TYPE_CHECKING:
    from peerhouse.notes.models import SummaryNote
    from peerhouse.programmes.models import Session


def public_page(session: "Session") -> HttpResponse | None:
    """Sends on to the published note, where there is one: the pages of the draft are gone with it."""
    return to_note(session) if queries.is_published(session) else None


def to_note(session: "Session") -> HttpResponse:
    season = session.season
    return redirect("note", season.programme.slug, season.slug, session.number)


def about(note: "SummaryNote", **more: Any) -> dict[str, Any]:
    """What every page of a draft shows: the note, its session and language, and how many passages are left."""
    passages = queries.passages_of(note)
    return {
        "note": note,
        "language": note.session.season.programme.language,
        "session": note.session,
        "stored": note.revision > 0,
        "passages": passages,
        "left": sum(not passage.settled for passage in passages),
        **more,
    }
