"""Calendar files. None of them says who registered, and none holds a joining link."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from peerhouse.programmes import queries, rules
from peerhouse.programmes.models import Season, Sitting
from peerhouse.web.authorisation import guarded


@guarded(rules.view_sitting, load=queries.sitting)
@require_safe
def sitting_ics(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    name = f"session-{sitting.session.number}-{sitting.letter.lower()}.ics"
    return _calendar(request, queries.sitting_calendar(sitting), name)


@guarded(rules.view_season, load=queries.season_by_path)
@require_safe
def season_ics(request: HttpRequest, season: Season) -> HttpResponse:
    sittings = [sitting for session in queries.published_sessions(season) for sitting in queries.sittings_of(session)]
    return _calendar(request, queries.season_calendar(season, sittings), f"{season.programme.slug}-{season.slug}.ics")


def _calendar(request: HttpRequest, content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"  # asked again each time, and then mostly answered with 304
    etag = quote_etag(hashlib.sha256(content).hexdigest())
    response["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(answer, HttpResponse), "a response was given, so one comes back"
    return answer
