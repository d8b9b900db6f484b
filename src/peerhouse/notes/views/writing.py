"""Writing: private notes and the summary with its live preview."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from peerhouse.notes import queries, rules, services
from peerhouse.notes.charts import charts_of
from peerhouse.notes.errors import AlreadyPublished, WrittenOver
from peerhouse.notes.forms import NoteForm, PreviewForm, PrivateNoteForm
from peerhouse.notes.models import SummaryNote
from peerhouse.notes.page import page_of
from peerhouse.notes.views.page import about, public_page
from peerhouse.programmes import queries as programmes
from peerhouse.web.authorisation import guarded, person_of

if TYPE_CHECKING:
    from peerhouse.programmes.models import Session, Sitting


@guarded(rules.write_private_notes, load=programmes.sitting)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def private_notes(request: HttpRequest, sitting: "Sitting") -> HttpResponse:
    """The rapporteur's own notes of a sitting, and below them those of the other rapporteurs of the session."""
    if public := public_page(sitting.session):
        return public
    person = person_of(request)
    form = PrivateNoteForm(request.POST or None, initial={"text": queries.private_note(sitting, person).text})
    if form.is_valid():
        services.save_private_note(sitting, form.cleaned_data["text"], actor=person)
        messages.success(request, _("Your notes are saved."))
        return redirect("private-notes", sitting.pk)
    others = queries.private_notes_of(sitting.session).exclude(author=person)
    context = {"sitting": sitting, "session": sitting.session, "form": form, "others": others}
    return render(request, "notes/private.html", context, status=400 if form.is_bound else 200)


@guarded(rules.write_note, load=programmes.session)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, session: "Session") -> HttpResponse:
    """The summary. A save that cannot be made keeps what was typed and says why."""
    if request.method != "POST" and (public := public_page(session)):
        return public
    note = queries.draft_of(session)
    form = NoteForm(request.POST or None, initial={"title": note.title, "text": note.text, "base": note.revision})
    if not form.is_valid():
        return _show(request, note, form, status=400 if form.is_bound else 200)
    try:
        services.save_note(session, **form.cleaned_data, actor=person_of(request))
    except (WrittenOver, AlreadyPublished) as refusal:
        stored = queries.draft_of(session)
        typed = NoteForm({**form.cleaned_data, "base": stored.revision})
        typed.add_error("text", str(refusal.reason))
        return _show(request, stored, typed, status=409)
    messages.success(request, _("The note is saved."))
    return redirect("note-check" if "check" in request.POST else "note-edit", session.pk)


def _show(request: HttpRequest, note: SummaryNote, form: NoteForm, *, status: int) -> HttpResponse:
    """With 409, `theirs` is what somebody else has saved meanwhile: the next save would write over it."""
    charts = charts_of(note.session.pk)
    context = about(
        note,
        form=form,
        charts=[(number, chart["title"]) for number, chart in charts.items()],
        preview=page_of(form["text"].value() or "", charts, note.session.season.programme.language),
        private=queries.private_notes_of(note.session),
        sittings=programmes.sittings_of(note.session),
        theirs=note.document if status == 409 and note.revision else "",  # noqa: PLR2004 (HTTP's own number)
    )
    return render(request, "notes/edit.html", context, status=status)


@guarded(rules.write_note, load=programmes.session)
@never_cache
@require_POST
def preview(request: HttpRequest, session: "Session") -> HttpResponse:
    """The text as it will look; nothing is stored."""
    form = PreviewForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    return HttpResponse(page_of(text, charts_of(session.pk), session.season.programme.language))
