"""Checking for traces of who spoke: each passage is settled by other words, or by a reason."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from peerhouse.notes import queries, rules, services
from peerhouse.notes.errors import HardPassage, NothingWritten, PassageGone, TitleUnfit
from peerhouse.notes.forms import KeepForm, PassageForm, ReplaceForm
from peerhouse.notes.models import SummaryNote
from peerhouse.notes.queries import Passage
from peerhouse.notes.views.cards import cards_of
from peerhouse.notes.views.page import about, public_page
from peerhouse.programmes import queries as programmes
from peerhouse.web.authorisation import guarded, person_of

if TYPE_CHECKING:
    from peerhouse.programmes.models import Session


@guarded(rules.write_note, load=programmes.session)
@never_cache
@require_safe
def check(request: HttpRequest, session: "Session") -> HttpResponse:
    """The draft with its passages marked, beside the cards where each is settled."""
    if public := public_page(session):
        return public
    note = queries.draft_of(session)
    return _show(request, note) if note.revision else redirect("note-edit", session.pk)


def marked(note: SummaryNote, passages: list[Passage]) -> Iterator[tuple[str, Passage | None]]:
    """The document in pieces: plain text, and passages."""
    place = 0
    for passage in passages:
        yield note.document[place : passage.finding.start], None
        yield passage.finding.text, passage
        place = passage.finding.end
    yield note.document[place:], None


@guarded(rules.write_note, load=programmes.session)
@never_cache
@require_POST
def replace(request: HttpRequest, session: "Session") -> HttpResponse:
    done = _("Replaced. The text was checked again.")
    return _settle(request, session, ReplaceForm(request.POST), services.replace_passage, done)


@guarded(rules.write_note, load=programmes.session)
@never_cache
@require_POST
def keep(request: HttpRequest, session: "Session") -> HttpResponse:
    return _settle(request, session, KeepForm(request.POST), services.keep_passage, _("Kept, with your reason."))


def _settle(
    request: HttpRequest, session: "Session", form: PassageForm, service: Callable[..., object], done: str
) -> HttpResponse:
    """Does what a card asks for; where that cannot be, the card says why and keeps what was typed."""
    if not form.is_valid():
        return _show(request, queries.draft_of(session), wrong=form, status=400)
    try:
        service(session, **form.cleaned_data, actor=person_of(request))
    except (PassageGone, HardPassage, TitleUnfit) as refusal:
        form.add_error(None, str(refusal.reason))
        return _show(request, queries.draft_of(session), wrong=form, status=409)
    messages.success(request, done)
    return redirect("note-check", session.pk)


def _show(
    request: HttpRequest, note: SummaryNote, *, wrong: PassageForm | None = None, status: int = 200
) -> HttpResponse:
    if not note.revision:
        raise NothingWritten(_("There is no draft of this note."))
    context = about(note, wrong=wrong)
    passages = context["passages"]
    context["cards"] = cards_of(passages, context["language"], wrong)
    context["marked"] = list(marked(note, passages))
    context["settled"] = len(passages) - context["left"]
    return render(request, "notes/check.html", context, status=status)


@guarded(rules.write_note, load=lambda session_id, settlement_id: (programmes.session(session_id), settlement_id))
@require_POST
def undo(request: HttpRequest, target: "tuple[Session, UUID]") -> HttpResponse:
    session, settlement_id = target
    services.undo_settlement(session, settlement_id, actor=person_of(request))
    return redirect("note-check", session.pk)


@guarded(rules.write_note, load=programmes.session)
@require_POST
def hand_over(request: HttpRequest, session: "Session") -> HttpResponse:
    services.hand_over_note(session, actor=person_of(request))
    messages.success(request, _("The note is with the second reader. Any change takes it back."))
    return redirect("note-second", session.pk)
