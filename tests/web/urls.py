"""A house of stand-in pages for the tests of `web`, which lies below every app and knows their pages by name only."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from peerhouse.kernel.errors import Closed, Conflict, Missing, NotAllowed, NotYet
from peerhouse.web.authorisation import public
from peerhouse.web.forms import SpecimenForm
from peerhouse.web.urls import urlpatterns as web_urls

handler400 = "peerhouse.web.views.bad_request"
handler403 = "peerhouse.web.views.permission_denied"
handler404 = "peerhouse.web.views.not_found"
handler500 = "peerhouse.web.views.server_error"

REFUSALS = {
    "not-allowed": NotAllowed("Only the rapporteur writes this note."),
    "missing": Missing("This session was taken out of the calendar."),
    "conflict": Conflict("Somebody else released it."),
    "closed": Closed("Registration closed yesterday."),
    "not-yet": NotYet("A poll is open.", retry_after=7),
    "forbidden": PermissionDenied("Ask the convenor."),
    "broken": ZeroDivisionError("a secret in the traceback"),
}


FORM = """
{% extends "web/public.html" %}
{% block title %}Register{% endblock %}
{% block main %}
<div class="wrap page stack loose"><h1>Register</h1>
  {% error_summary form %}
  <form class="stack" method="post" novalidate>{% csrf_token %}
    {% for bound in form %}{% field bound %}{% endfor %}
    <button class="button">Register</button>
  </form>
</div>
{% endblock %}
""".strip()


@public
def page(request: HttpRequest, **_arguments: str) -> HttpResponse:
    return render(request, "web/public.html")


@public
def desk(request: HttpRequest) -> HttpResponse:
    messages.success(request, "The session is planned.")
    messages.warning(request, "Sitting B has no convenor yet.")
    messages.error(request, "The mail could not be sent.")
    return render(request, "web/desk.html")


@public
def upload(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("<svg/>", headers={"Content-Security-Policy": "default-src 'none'; sandbox"})


@public
def clock(request: HttpRequest) -> HttpResponse:
    return render(request, "web/_zone.html")


@public
def mend(request: HttpRequest) -> HttpResponse:
    page = engines["django"].from_string(FORM)
    return HttpResponse(page.render({"form": SpecimenForm(request.POST or None)}, request))


@public
def refuse(request: HttpRequest, name: str) -> HttpResponse:
    raise REFUSALS[name]


NAMES = (
    "accessibility",
    "audit-log",
    "confidentiality",
    "convene",
    "people",
    "me",
    "privacy",
    "programmes",
    "registrations",
    "sign-in",
    "sign-out",
)

urlpatterns = [
    path("plain/", page, name="plain"),
    path("upload/", upload),
    *i18n_patterns(
        path("", include(web_urls)),
        path("", page, name="home"),
        path("desk/", desk, name="desk"),
        path("clock/", clock),
        path("form/", mend),
        path("refuse/<slug:name>/", refuse),
        *(path(f"{name}/", page, name=name) for name in NAMES),
        path("programmes/<slug:slug>/", page, name="programme"),
        prefix_default_language=True,
    ),
]
