"""Signing in with a code sent by e-mail. The answers are the same, byte for byte, for known and unknown addresses."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from peerhouse.accounts import codes, services
from peerhouse.accounts.errors import CodeRefused
from peerhouse.accounts.forms import CodeForm, SignInForm
from peerhouse.web.authorisation import public

TRY_AGAIN_SECONDS = 600


@public
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    onward = _onward(request)
    if request.user.is_authenticated:
        return redirect(onward or "home")
    form = SignInForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/sign_in.html", {"form": form, "next": onward})
    address = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="request_login_code", key=address):
        return _too_many(request)
    # What earlier visitors left unfinished goes with this occasion: a session row may hold an address.
    request.session.clear_expired()
    code = codes.begin(request.session, address, onward=onward)
    request.session.set_expiry(codes.SECONDS)
    codes.send(address, code, language=get_language() or "en")
    return redirect("sign-in-code")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    challenge = codes.pending(request.session)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if challenge is None and not form.is_bound:
        return redirect("sign-in")
    if form.is_valid():
        try:
            return _enter(request, codes.answer(request.session, form.cleaned_data["code"]), form.cleaned_data["zone"])
        except CodeRefused as refusal:
            if not refusal.again:
                messages.error(request, str(refusal.reason))
                return redirect("sign-in")
            form.add_error("code", str(refusal.reason))
    return render(request, "accounts/sign_in_code.html", {"form": form, "challenge": challenge})


def _enter(request: HttpRequest, challenge: codes.Challenge, zone: str) -> HttpResponse:
    """The address is proved: only now does it matter whether it has an account. A second factor may still follow.

    `zone` is what the device said of its clock, if it did.
    """
    person = services.open_account(
        challenge.address,
        language=get_language() or "en",
        time_zone=zone or timezone.get_current_timezone_name(),
        actor=None,
    )
    record_authentication(request, person, method="code")
    response: HttpResponse = perform_login(
        request, Login(user=person, redirect_url=challenge.onward or reverse("home"))
    )
    return response


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("home")


def _onward(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of this site; else nothing."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if ours else ""


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(TRY_AGAIN_SECONDS)
    return response
