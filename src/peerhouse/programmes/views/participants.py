"""Registering, and what one has registered for. Nobody sees anybody else here."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerhouse.kernel.decisions import Decision
from peerhouse.programmes import queries, rules, services
from peerhouse.programmes.forms import RegisterForm, SwitchForm
from peerhouse.programmes.models import Registration, Session
from peerhouse.web.authorisation import guarded, person_of

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


@guarded(rules.register, load=queries.session)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, session: Session) -> HttpResponse:
    """The form; and once the person is registered, at the same address, what happens next."""
    person = person_of(request)
    mine = queries.registration_in_session(person, session)
    if mine:
        return render(request, "programmes/registered.html", {"session": session, "registration": mine})
    form = RegisterForm(person, session, request.POST if request.method == "POST" else None)
    if form.is_valid():
        sitting, answers = form.answers(request.reader_zone.key)  # type: ignore[attr-defined]
        services.register(sitting, answers, actor=person)
        return redirect("register", session.pk)
    return render(request, "programmes/register.html", {"session": session, "form": form})


@guarded(rules.own_registrations)
@require_safe
def registrations(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    seats = [_seat(person, registration) for registration in queries.registrations_of(person)]
    return render(request, "programmes/registrations.html", {"seats": seats})


@guarded(rules.switch_sitting, load=queries.registration)
@require_POST
def registration_switch(request: HttpRequest, registration: Registration) -> HttpResponse:
    form = SwitchForm(queries.sittings_to_switch_to(registration), request.POST)
    if form.is_valid():
        moved = services.switch_sitting(registration, form.cleaned_data["sitting"], actor=person_of(request))
        messages.success(request, _("You have a seat in sitting %(letter)s now.") % {"letter": moved.sitting.letter})
    else:
        messages.error(request, _("You cannot switch to this sitting any more."))
    return redirect("registrations")


@guarded(rules.cancel_registration, load=queries.registration)
@require_POST
def registration_cancel(request: HttpRequest, registration: Registration) -> HttpResponse:
    services.cancel_registration(registration, actor=person_of(request))
    messages.success(request, _("You have given up your seat."))
    return redirect("registrations")


def _seat(person: "Person", registration: Registration) -> dict[str, Registration | Decision | list[object]]:
    """A registration with what its person may still do, and the reason where they may not."""
    return {
        "registration": registration,
        "others": list(queries.sittings_to_switch_to(registration)),
        "switch": rules.switch_sitting(person, registration),
        "cancel": rules.cancel_registration(person, registration),
    }
