"""Programmes, seasons, sessions and sittings: what there is, whoever asks. Who may see it is in `rules`."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, Max, Model, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from peerhouse.programmes.enums import SittingState
from peerhouse.programmes.errors import NoSuchProgramme
from peerhouse.programmes.models import Programme, Season, Session, Sitting

Thing = TypeVar("Thing", bound=Model)

SESSIONS = Session.objects.select_related("season__programme").prefetch_related("sittings")
SITTINGS = Sitting.objects.select_related("session__season__programme")


def programmes() -> QuerySet[Programme]:
    """All of them: even of one by invitation the public sees the description."""
    return Programme.objects.all()


def programmes_with_sessions() -> QuerySet[Programme]:
    """For the secretariat: unpublished sessions too, in their seasons, with their sittings."""
    return Programme.objects.prefetch_related("seasons__sessions__sittings")


def programme(programme_id: UUID) -> Programme:
    return _found(Programme.objects.filter(pk=programme_id), _("There is no such programme."))


def programme_by_slug(slug: str) -> Programme:
    return _found(Programme.objects.filter(slug=slug), _("There is no such programme."))


def season(season_id: UUID) -> Season:
    return _found(Season.objects.select_related("programme").filter(pk=season_id), _("There is no such season."))


def season_by_path(slug: str, season: str) -> Season:
    """The season called `season` of the programme called `slug`."""
    found = Season.objects.select_related("programme").filter(programme__slug=slug, slug=season)
    return _found(found, _("There is no such season."))


def session(session_id: UUID) -> Session:
    """A session with its season, programme and sittings, published or not."""
    return _found(SESSIONS.filter(pk=session_id), _("There is no such session."))


def session_by_path(slug: str, season: str, number: int) -> Session:
    """A session with its season, programme and sittings, published or not."""
    found = SESSIONS.filter(season__programme__slug=slug, season__slug=season, number=number)
    return _found(found, _("There is no such session."))


def sitting(sitting_id: UUID) -> Sitting:
    """A sitting with its session, season and programme."""
    return _found(SITTINGS.filter(pk=sitting_id), _("There is no such sitting."))


def published_seasons(programme: Programme) -> QuerySet[Season]:
    """The seasons that hold a published session, latest first, each with those sessions and their sittings."""
    held = Session.objects.filter(season=OuterRef("pk"), published=True)
    shown = Prefetch("sessions", queryset=SESSIONS.filter(published=True))
    return programme.seasons.filter(Exists(held)).prefetch_related(shown)


def published_sessions(season: Season) -> QuerySet[Session]:
    """In the order of their numbers, each with its sittings."""
    return SESSIONS.filter(season=season, published=True)


def planned_sittings(start: datetime, end: datetime) -> QuerySet[Sitting]:
    """Sittings of all programmes planned to start in that time, the next first; what was held is not among them."""
    return SITTINGS.filter(state=SittingState.PLANNED, starts_at__range=(start, end)).order_by("starts_at")


def held_sessions() -> QuerySet[Session]:
    """Sessions of which a sitting was held and none is still planned, latest first."""
    sittings = Sitting.objects.filter(session=OuterRef("pk"))
    held, planned = sittings.filter(state=SittingState.HELD), sittings.filter(state=SittingState.PLANNED)
    found = SESSIONS.filter(Exists(held), ~Exists(planned)).alias(last=Max("sittings__starts_at"))
    return found.order_by("-last")


def sittings_of(session: Session) -> list[Sitting]:
    """In the order of their letters; asks nothing of the database for a session from these queries."""
    return list(session.sittings.all())


def _found(candidates: QuerySet[Thing], otherwise: object) -> Thing:
    thing = candidates.first()
    if thing is None:
        raise NoSuchProgramme(otherwise)  # type: ignore[arg-type]
    return thing
