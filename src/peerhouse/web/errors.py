"""Maps the refusals of the domain to HTTP, once: a page for people, JSON for scripts."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from peerhouse.kernel.errors import Closed, Conflict, DomainError, Missing, NotAllowed, NotYet

STATUS: dict[type[DomainError], int] = {NotAllowed: 403, Missing: 404, Conflict: 409, Closed: 410, NotYet: 423}


def status_of(error: DomainError) -> int:
    """The HTTP status of a refusal: that of the nearest class in the table."""
    return next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)


def wants_json(request: HttpRequest) -> bool:
    return (
        request.content_type == "application/json"
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )


def refuse(request: HttpRequest, reason: object, status: int) -> HttpResponse:
    """The refusal as a page with its reason, or as `{"reason": ...}` where a script asks."""
    if wants_json(request):
        return JsonResponse({"reason": str(reason)}, status=status)
    return render(request, f"web/errors/{status}.html", {"reason": reason}, status=status)


class DomainErrors:
    """Middleware: no view catches a refusal only to turn it into a status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match exception:
            case Missing():
                raise Http404(str(exception.reason)) from exception
            case DomainError():
                response = refuse(request, exception.reason, status_of(exception))
                if isinstance(exception, NotYet):
                    response["Retry-After"] = str(exception.retry_after)
                return response
            case PermissionDenied():
                return refuse(request, str(exception), 403)
            case _:
                return None
