"""Staff prove a second factor before any page, where the setting asks for it."""

from collections.abc import Callable
from typing import Any, Final

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from peerhouse.accounts import queries

# What must be reached in order to prove or set up a second factor, to leave, and to read the page meanwhile.
ALWAYS_OPEN: Final = frozenset({"sign-out", "choose-theme", "choose-zone"})
SECOND_FACTOR_PAGES: Final = "mfa_"


class StaffSecondFactor(MiddlewareMixin):
    """A person with any role sees nothing until this session has proved a passkey or a one-time code."""

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponseRedirect | None:
        match = request.resolver_match
        assert match, "Django resolves the address before it asks for the view"
        name = match.url_name or ""
        if name in ALWAYS_OPEN or name.startswith(SECOND_FACTOR_PAGES) or not _is_missing(request):
            return None
        methods = get_adapter().get_reauthentication_methods(request.user)
        if methods:
            return redirect(f"{methods[0]['url']}?{urlencode({'next': request.get_full_path()})}")
        messages.warning(request, _("Set up a second factor first. People with a role in the secretariat need one."))
        return redirect("mfa_index")


def _is_missing(request: HttpRequest) -> bool:
    if not settings.REQUIRE_STAFF_SECOND_FACTOR or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    proved = any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
    return not proved and bool(queries.roles_of(request.user))
