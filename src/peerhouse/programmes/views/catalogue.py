"""Beginning: a programme, and its season."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peerhouse.programmes import queries, rules, services
from peerhouse.programmes.enums import ProgrammeKind
from peerhouse.programmes.errors import AlreadyThere
from peerhouse.programmes.forms import ProgrammeForm, SeasonForm
from peerhouse.programmes.models import Programme
from peerhouse.web.authorisation import guarded, person_of


@guarded(rules.convene)
@require_http_methods(["GET", "POST"])
def programme_new(request: HttpRequest) -> HttpResponse:
    """Leads on to the statements: without them the doors of the programme ask for nothing."""
    form = ProgrammeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        slug, kind = typed.pop("slug"), ProgrammeKind(typed.pop("kind"))
        try:
            programme = services.create_programme(slug, kind, **typed, actor=person_of(request))
        except AlreadyThere as refusal:
            form.add_error("slug", str(refusal.reason))
        else:
            messages.success(request, _("The programme is made. Publish its ground rules next."))
            return redirect("statements", programme.pk)
    return render(request, "programmes/programme_new.html", {"form": form})


@guarded(rules.convene, load=queries.programme)
@require_http_methods(["GET", "POST"])
def season_new(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Leads on to the first session of the season."""
    form = SeasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            season = services.create_season(programme, typed["slug"], title=typed["title"], actor=person_of(request))
        except AlreadyThere as refusal:
            form.add_error("slug", str(refusal.reason))
        else:
            messages.success(request, _("The season is made. Plan its first session."))
            return redirect("session-new", season.pk)
    return render(request, "programmes/season_new.html", {"programme": programme, "form": form})
