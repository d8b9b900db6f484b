"""What people see and change about themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peerhouse.accounts import queries, rules, services
from peerhouse.accounts.forms import PersonForm
from peerhouse.accounts.models import Person
from peerhouse.web.authorisation import guarded


@guarded(rules.is_signed_in)
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    person = request.user
    assert isinstance(person, Person), "the rule lets only people in"
    form = PersonForm(request.POST if request.method == "POST" else None, instance=Person.objects.get(pk=person.pk))
    if not form.is_valid():
        return render(request, "accounts/me.html", {"form": form, "roles": sorted(queries.roles_of(person))})
    services.describe_person(person, actor=person, **form.cleaned_data)
    with translation.override(person.language):
        messages.success(request, _("Saved."))
        return redirect(reverse("me"))
