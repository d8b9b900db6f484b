"""Who has which role in the house."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from peerhouse.accounts import queries, rules, services
from peerhouse.accounts.forms import GrantForm
from peerhouse.accounts.models import Person, RoleGrant
from peerhouse.web.authorisation import guarded


@guarded(rules.may_grant_roles)
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    actor = request.user
    assert isinstance(actor, Person), "the rule lets only people in"
    form = GrantForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/people.html", {"form": form, "people": queries.staff()})
    person = services.open_account(
        form.cleaned_data["email"], language=actor.language, time_zone=actor.time_zone, actor=actor
    )
    grant = services.grant_role(person, form.cleaned_data["role"], actor=actor)
    messages.success(
        request, _("%(person)s is %(role)s now.") % {"person": person, "role": grant.get_role_display().lower()}
    )
    return redirect("people")


@guarded(rules.may_grant_roles, load=queries.grant_with_id)
@require_POST
def role_revoke(request: HttpRequest, grant: RoleGrant) -> HttpResponse:
    assert isinstance(request.user, Person), "the rule lets only people in"
    person = services.revoke_role(grant, actor=request.user)
    messages.success(
        request,
        _("%(person)s is no longer %(role)s.") % {"person": person, "role": grant.get_role_display().lower()},
    )
    return redirect("people")
