"""The secretariat's overview, and what staff did."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from peerhouse.accounts import rules
from peerhouse.desk import queries
from peerhouse.kernel import audit
from peerhouse.web.authorisation import guarded

LINES_PER_PAGE = 50


@guarded(rules.is_secretariat)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    may_convene = rules.may_convene(request.user, None)
    return render(request, "desk/this_week.html", {"week": queries.this_week(), "may_convene": may_convene})


@guarded(rules.is_secretariat)
@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """Latest first, 50 a page; `?action=` keeps one action, `?page=` beyond the end shows the last page."""
    action = request.GET.get("action", "")
    page = Paginator(audit.events(action), LINES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": queries.lines(list(page)),
        "actions": audit.actions(),
        "action": action,
    }
    return render(request, "desk/audit.html", context)
