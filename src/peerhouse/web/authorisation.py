"""Every view says who may: `@public`, or `@guarded(rule)`. A view that says neither fails a test."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peerhouse.kernel.decisions import Decision, Denied
from peerhouse.kernel.errors import Missing
from peerhouse.web.errors import refuse

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person

Rule = Callable[[Any, Any], Decision]
View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Marks a view that everybody may open; what it shows must itself be public."""
    view.rule = None  # type: ignore[attr-defined]
    return view


def guarded(rule: Rule, *, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Opens the view only where `rule(person, subject)` allows it.

    `load(**url_arguments)` finds the subject, which the view receives after the request. A visitor without an
    account is sent to sign in and comes back; a hidden denial answers as if there were nothing.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded_view(request: HttpRequest, **arguments: Any) -> HttpResponse:
            subject = _found(load, arguments) if load else None
            decision = rule(request.user, subject)
            if isinstance(decision, Denied):
                return _deny(request, decision)
            return view(request, subject) if load else view(request, **arguments)

        guarded_view.rule = rule  # type: ignore[attr-defined]
        return guarded_view

    return decorate


def person_of(request: HttpRequest) -> "Person":
    """Who asks; only for views whose rule lets nobody in without an account."""
    return cast("Person", request.user)


def _found(load: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    try:
        return load(**arguments)
    except Missing:
        # Without the reason: what is hidden has none to show, and must not differ from what is not there.
        raise Http404 from None


def _deny(request: HttpRequest, decision: Denied) -> HttpResponse:
    if decision.hidden:
        raise Http404
    if not request.user.is_authenticated and request.method == "GET":
        return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")
    return refuse(request, decision.reason, 403)
