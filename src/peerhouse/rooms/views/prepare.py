"""Before the sitting: the agenda and the polls of a session."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from peerhouse.programmes import queries as programmes
from peerhouse.rooms import queries, rules, services
from peerhouse.rooms.forms import AgendaForm, PollForm
from peerhouse.rooms.models import PollQuestion
from peerhouse.web.authorisation import guarded, person_of

if TYPE_CHECKING:
    from peerhouse.programmes.models import Session


@guarded(rules.prepare_session, load=programmes.session)
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, session: "Session") -> HttpResponse:
    """Rows with buttons that work without script: each sends the page, and nothing is stored before "save"."""
    saving = request.POST.get("do") == "save"
    form = AgendaForm.sent(request.POST) if request.method == "POST" else AgendaForm.of(queries.agenda(session.pk))
    if saving and form.is_valid():
        services.save_agenda(session, form.cleaned(), actor=person_of(request))
        messages.success(request, _("The agenda is saved."))
        return redirect("agenda", session.pk)
    sittings = programmes.sittings_of(session)
    context = {
        "session": session,
        "form": form,
        "sittings": sittings,
        "longest": min((sitting.minutes for sitting in sittings), default=0),
    }
    return render(request, "rooms/agenda.html", context, status=400 if saving else 200)


@guarded(rules.prepare_session, load=programmes.session)
@require_http_methods(["GET", "HEAD", "POST"])
def polls(request: HttpRequest, session: "Session") -> HttpResponse:
    """What is prepared, and the form for one more."""
    form = PollForm(request.POST) if request.method == "POST" else PollForm()
    if form.is_valid():
        cleaned = form.cleaned_data
        services.prepare_question(
            session, cleaned["text"], cleaned["options"], hint=cleaned["hint"], actor=person_of(request)
        )
        messages.success(request, _("The poll is prepared."))
        return redirect("polls", session.pk)
    prepared = queries.questions(session.pk)
    context = {
        "session": session,
        "form": form,
        "questions": [(question, queries.was_seen(question)) for question in prepared],
        "sittings": programmes.sittings_of(session),
    }
    return render(request, "rooms/polls.html", context, status=400 if form.is_bound else 200)


@guarded(rules.prepare_session, load=queries.question)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_poll(request: HttpRequest, question: PollQuestion) -> HttpResponse:
    form = PollForm(request.POST) if request.method == "POST" else PollForm.of(question)
    if form.is_valid():
        cleaned = form.cleaned_data
        services.edit_question(
            question, cleaned["text"], cleaned["options"], hint=cleaned["hint"], actor=person_of(request)
        )
        messages.success(request, _("The poll is changed."))
        return redirect("polls", question.session_id)
    context = {"question": question, "session": question.session, "form": form, "seen": queries.was_seen(question)}
    return render(request, "rooms/poll_edit.html", context, status=400 if form.is_bound else 200)


@guarded(rules.prepare_session, load=queries.question)
@require_POST
def delete_poll(request: HttpRequest, question: PollQuestion) -> HttpResponse:
    session_id = question.session_id
    services.delete_question(question, actor=person_of(request))
    messages.success(request, _("The poll is deleted."))
    return redirect("polls", session_id)
