"""The reader's choices, the style page, and the pages for what went wrong."""

from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from peerhouse.web import zones
from peerhouse.web.authorisation import public
from peerhouse.web.context import THEME_COOKIE, THEMES
from peerhouse.web.errors import refuse
from peerhouse.web.forms import SpecimenForm

A_YEAR = 365 * 24 * 60 * 60


# Exempt from the CSRF token, which would put a cookie into the browser of everybody who only reads. What another site
# could do by posting here is change how times or colours look.


@csrf_exempt
@public
@require_POST
def choose_zone(request: HttpRequest) -> HttpResponse:
    zone = zones.zone_called(request.POST.get("zone", ""))
    if zone is None:
        raise BadRequest(gettext("Choose a time zone from the list."))
    return _remember(request, zones.COOKIE, zone.key)


@csrf_exempt
@public
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Light or dark; anything else forgets the choice, and the device decides."""
    theme = request.POST.get("theme", "")
    return _remember(request, THEME_COOKIE, theme if theme in THEMES else "")


def _remember(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(asked if safe else reverse("home"))
    if value:
        response.set_cookie(
            cookie, value, max_age=A_YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(cookie, samesite="Lax")
    return response


@public
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component as it is now, from the tags and style sheets that the pages use."""
    return render(request, "web/style.html", SpecimenForm.specimens())


# What went wrong. Named in config/urls.py; refusals of the domain are in errors.py.


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Only what we said ourselves is shown: what Django found suspicious may quote what was sent.
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    return refuse(request, reason, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, str(exception), 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason: Any = exception.args[0] if exception.args else ""
    # A path that no pattern matched comes with the patterns tried, which is nothing to show.
    return refuse(request, reason if isinstance(reason, str) else "", 404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - what broke may be in the request
    page = render_to_string("web/errors/500.html", {"static_prefix": settings.STATIC_URL})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's English, for logs
    return refuse(request, gettext("The page was open too long, or your browser keeps no cookies."), 403)
