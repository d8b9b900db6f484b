"""The second reader: reads the words as they will be published, ticks the list, and releases or sends back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from peerhouse.notes import queries, rules, services
from peerhouse.notes.charts import charts_of
from peerhouse.notes.enums import NoteState
from peerhouse.notes.forms import ReleaseForm
from peerhouse.notes.page import page_of
from peerhouse.notes.views.page import about, public_page, to_note
from peerhouse.programmes import queries as programmes
from peerhouse.web.authorisation import guarded, person_of

if TYPE_CHECKING:
    from peerhouse.programmes.models import Session


@guarded(rules.read_note, load=programmes.session)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest, session: "Session") -> HttpResponse:
    """The secretariat reads; who wrote a line sees why the button is not theirs. POST releases."""
    if public := public_page(session):
        return public
    note = queries.draft_of(session)
    form = ReleaseForm(request.POST or None)
    if form.is_valid():
        services.release_note(session, actor=person_of(request))
        messages.success(request, _("The note is public. Its authors are forgotten, the private notes deleted."))
        return to_note(session)
    context = about(
        note,
        form=form,
        decision=rules.read_second(person_of(request), session),
        waiting=note.state == NoteState.WITH_SECOND_READER,
        page=page_of(note.text, charts_of(session.pk), session.season.programme.language),
    )
    context["kept"] = [passage for passage in context["passages"] if passage.settled]
    return render(request, "notes/second.html", context, status=400 if form.is_bound else 200)


@guarded(rules.read_second, load=programmes.session)
@require_POST
def send_back(request: HttpRequest, session: "Session") -> HttpResponse:
    services.send_back_note(session, actor=person_of(request))
    messages.success(request, _("The note is back with its writers."))
    return redirect("note-second", session.pk)
