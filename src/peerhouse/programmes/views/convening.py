"""Convening: sessions and their sittings, statements, invitations, allowed names, speakers, and who comes."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerhouse.programmes import queries, rules, services
from peerhouse.programmes.enums import ProgrammeKind, Reason, SittingState
from peerhouse.programmes.errors import AlreadyThere
from peerhouse.programmes.forms import (
    AllowedTermForm,
    InvitationsForm,
    SessionForm,
    SittingForm,
    SpeakerForm,
    StatementForm,
    sitting_forms,
)
from peerhouse.programmes.models import AllowedTerm, Invitation, Programme, Season, Session, Sitting
from peerhouse.web.authorisation import guarded, person_of

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


@guarded(rules.convene)
@require_safe
def convene(request: HttpRequest) -> HttpResponse:
    programmes = queries.programmes_with_sessions()
    return render(request, "programmes/convene.html", {"programmes": programmes, "kinds": ProgrammeKind})


@guarded(rules.convene, load=queries.season)
@require_http_methods(["GET", "POST"])
def session_new(request: HttpRequest, season: Season) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form, sittings = SessionForm(season, data), sitting_forms(data)
    # Each is asked, so that all errors show at once.
    if all([form.is_valid(), *(sitting.is_valid() for sitting in sittings)]):
        planned = [sitting.planned for sitting in sittings]
        session = services.create_session(
            season, **form.cleaned_data, sittings=[each for each in planned if each], actor=person_of(request)
        )
        messages.success(request, _("The session is made. Its rooms and keys are being prepared."))
        return redirect("session-edit", session.pk)
    return render(request, "programmes/session_new.html", {"season": season, "form": form, "sittings": sittings})


@guarded(rules.convene, load=queries.session)
@require_http_methods(["GET", "POST"])
def session_edit(request: HttpRequest, session: Session) -> HttpResponse:
    form = SessionForm(session.season, request.POST if request.method == "POST" else None, session=session)
    if form.is_valid():
        _change(session, form, actor=person_of(request))
        messages.success(request, _("Saved."))
        return redirect("session-edit", session.pk)
    return _session_page(request, session, form, SpeakerForm(session))


@guarded(rules.convene, load=queries.session)
@require_POST
def session_speakers(request: HttpRequest, session: Session) -> HttpResponse:
    """Gives a speaker a seat; a wrong address comes back beside its field."""
    speaker = SpeakerForm(session, request.POST)
    if speaker.is_valid():
        services.add_speaker(speaker.cleaned_data["sitting"], speaker.cleaned_data["email"], actor=person_of(request))
        messages.success(request, _("The speaker has a seat and gets the joining link."))
        return redirect("session-edit", session.pk)
    return _session_page(request, session, SessionForm(session.season, session=session), speaker)


@guarded(rules.convene, load=queries.sitting)
@require_http_methods(["GET", "POST"])
def sitting_move(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    form = SittingForm.of(sitting, request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.move_sitting(sitting, **form.when, actor=person_of(request))
        messages.success(request, _("The sitting has moved. Everybody registered gets a mail."))
        return redirect("session-edit", sitting.session_id)
    planned = sitting.state == SittingState.PLANNED
    return render(request, "programmes/sitting_move.html", {"sitting": sitting, "form": form, "planned": planned})


@guarded(rules.convene, load=queries.sitting)
@require_POST
def sitting_cancel(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    services.cancel_sitting(sitting, actor=person_of(request))
    messages.success(request, _("The sitting is cancelled. Everybody registered gets a mail."))
    return redirect("session-edit", sitting.session_id)


@guarded(rules.convene, load=queries.programme)
@require_http_methods(["GET", "POST"])
def statements(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = StatementForm(request.POST) if request.method == "POST" else StatementForm()
    if form.is_valid():
        try:
            services.publish_statement(programme, form.cleaned_data["kind"], form.texts, actor=person_of(request))
        except AlreadyThere as refusal:
            form.add_error("en", str(refusal.reason))
        else:
            messages.success(request, _("The new version is in force. Every door asks for it."))
            return redirect("statements", programme.pk)
    page = {"programme": programme, "form": form, "versions": queries.versions_of(programme)}
    return render(request, "programmes/statements.html", page)


@guarded(rules.convene, load=queries.programme)
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = InvitationsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.add_invitations(
            programme, form.cleaned_data["addresses"], by_mail=form.cleaned_data["by_mail"], actor=person_of(request)
        )
        messages.success(request, _("The addresses are invited."))
        return redirect("invitations", programme.pk)
    page = {"programme": programme, "form": form, "invitations": queries.invitations_of(programme)}
    return render(request, "programmes/invitations.html", page)


@guarded(rules.convene, load=queries.invitation)
@require_POST
def invitation_remove(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    services.remove_invitation(invitation, actor=person_of(request))
    messages.success(request, _("The address is no longer invited."))
    return redirect("invitations", invitation.programme_id)


@guarded(rules.convene, load=queries.programme)
@require_http_methods(["GET", "POST"])
def allowed_terms(request: HttpRequest, programme: Programme) -> HttpResponse:
    """A name that is on the list already gets the new reason."""
    form = AllowedTermForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.allow_term(programme, **form.cleaned_data, actor=person_of(request))
        messages.success(request, _("The name is on the list. Notes are to be checked again."))
        return redirect("allowed-terms", programme.pk)
    page = {"programme": programme, "form": form, "terms": queries.allow_list_of(programme)}
    return render(request, "programmes/allowed_terms.html", page)


@guarded(rules.convene, load=queries.allowed_term)
@require_POST
def allowed_term_remove(request: HttpRequest, term: AllowedTerm) -> HttpResponse:
    services.disallow_term(term, actor=person_of(request))
    messages.success(request, _("The name is off the list. Notes are to be checked again."))
    return redirect("allowed-terms", term.programme_id)


@guarded(rules.see_registrations, load=queries.sitting)
@require_safe
def sitting_registrations(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Names, for the secretariat alone, and the day on which they are deleted."""
    coming = [
        {"seat": seat, "declared": declared, "reasons": [Reason(reason).label for reason in seat.reasons]}
        for seat, declared in queries.registrations_in(sitting)
    ]
    page = {"sitting": sitting, "coming": coming, "deleted_on": sitting.ends_at + services.KEPT_FOR}
    return render(request, "programmes/sitting_registrations.html", page)


def _change(session: Session, form: SessionForm, *, actor: "Person") -> None:
    """Only what changed is done, so that the audit log says what happened."""
    typed = dict(form.cleaned_data)
    published = typed.pop("published")
    if {"number", "title", "lead"} & set(form.changed_data):
        services.rename_session(session, **typed, actor=actor)
    if "published" in form.changed_data:
        (services.publish_session if published else services.hide_session)(session, actor=actor)


def _session_page(request: HttpRequest, session: Session, form: SessionForm, speaker: SpeakerForm) -> HttpResponse:
    page = {"session": session, "form": form, "speaker": speaker, "speakers": queries.speakers_of(session)}
    return render(request, "programmes/session_edit.html", page)
