"""The public pages. What they show is composed in `queries`; who may see it is said by the programmes' rules."""

from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.views import serve

from peerhouse.kernel.errors import Missing
from peerhouse.notes import queries as notes
from peerhouse.portal import queries
from peerhouse.programmes import queries as programmes_queries
from peerhouse.programmes import rules as programme_rules
from peerhouse.programmes.enums import StatementKind
from peerhouse.web.authorisation import guarded, public

if TYPE_CHECKING:
    from peerhouse.notes.models import PublishedNote
    from peerhouse.programmes.models import Programme, Season, Session


def load_programme(programme: str) -> "Programme":
    return programmes_queries.programme_by_slug(programme)


def load_season(programme: str, season: str) -> "Season":
    return programmes_queries.season_by_path(programme, season)


def load_session(programme: str, season: str, number: int) -> "Session":
    return programmes_queries.session_by_path(programme, season, number)


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page of the active language, which the secretariat writes in Wagtail."""
    return cast("HttpResponse", serve(request, ""))


@public
@require_safe
def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Editors come in by the same door as everybody, and go on to where they wanted."""
    onward = request.GET.get("next", reverse("wagtailadmin_home"))
    return redirect(f"{reverse('sign-in')}?{urlencode({'next': onward})}")


@public
@require_safe
def confidentiality(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about/confidentiality.html")


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about/accessibility.html")


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about/privacy.html")


@public
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/programmes.html", {"programmes": programmes_queries.programmes()})


@guarded(programme_rules.view_programme, load=load_programme)
@require_safe
def programme(request: HttpRequest, programme: "Programme") -> HttpResponse:
    return render(request, "portal/programme.html", queries.programme_page(programme, request.user))


@guarded(programme_rules.view_season, load=load_season)
@require_safe
def season(request: HttpRequest, season: "Season") -> HttpResponse:
    """The calendar: every session of the season that is published."""
    return render(request, "portal/season.html", queries.season_page(season))


@guarded(programme_rules.view_session, load=load_session)
@require_safe
def session(request: HttpRequest, session: "Session") -> HttpResponse:
    rules = programmes_queries.current_statement(session.season.programme, StatementKind.GROUND_RULES)
    context = queries.session_page(session)
    if rules:
        text, language = programmes_queries.text_of(rules, translation.get_language())
        context |= {"rules_text": text, "rules_language": language}
    return render(request, "portal/session.html", context)


@guarded(programme_rules.view_session, load=load_session)
@require_safe
def note(request: HttpRequest, session: "Session") -> HttpResponse:
    return render(
        request,
        "portal/note.html",
        {"session": session, "programme": session.season.programme, "note": published_note(session)},
    )


@guarded(programme_rules.view_session, load=load_session)
@require_safe
def note_pdf(request: HttpRequest, session: "Session") -> HttpResponse:  # noqa: ARG001 (every view has this shape)
    return as_file(bytes(published_note(session).pdf), "application/pdf", f"summary-note-{session.number}.pdf")


@guarded(programme_rules.view_session, load=load_session)
@require_safe
def note_docx(request: HttpRequest, session: "Session") -> HttpResponse:  # noqa: ARG001 (every view has this shape)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return as_file(bytes(published_note(session).docx), kind, f"summary-note-{session.number}.docx")


def published_note(session: "Session") -> "PublishedNote":
    """The note of a session; Missing until it is released."""
    found = notes.published_note(session.pk)
    if found is None:
        raise Missing(_("This session has no published note yet."))
    return found


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
