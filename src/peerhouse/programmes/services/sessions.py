"""Programmes, seasons and sessions: made, renamed, shown and hidden by convenors."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from peerhouse.kernel import audit, clock, events
from peerhouse.programmes.enums import ProgrammeKind
from peerhouse.programmes.errors import AlreadyThere
from peerhouse.programmes.events import SessionRenamed, SittingPlanned
from peerhouse.programmes.models import Programme, Season, Session, Sitting

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


class PlannedSitting(NamedTuple):
    """When a session is held once; `time_zone` is an IANA key, whose clock `starts_at` (aware) is read on."""

    letter: str
    starts_at: datetime
    time_zone: str
    minutes: int


@transaction.atomic
def create_programme(
    slug: str,
    kind: ProgrammeKind,
    *,
    title: str,
    lead: str,
    description: str,
    audience: str,
    language: str = "en",
    actor: "Person | None",
) -> Programme:
    """`description` is Markdown, `audience` one sentence, `language` the one that is spoken."""
    if Programme.objects.filter(slug=slug).exists():
        raise AlreadyThere(_("There is a programme with this address already."))
    programme = Programme.objects.create(
        slug=slug, kind=kind, title=title, lead=lead, description=description, audience=audience, language=language
    )
    audit.record("programme created", programme, actor=actor)
    return programme


@transaction.atomic
def create_season(programme: Programme, slug: str, *, title: str, actor: "Person | None") -> Season:
    if programme.seasons.filter(slug=slug).exists():
        raise AlreadyThere(_("This programme has a season with this address already."))
    season = Season.objects.create(programme=programme, slug=slug, title=title)
    audit.record("season created", season, actor=actor)
    return season


@transaction.atomic
def create_session(
    season: Season,
    *,
    number: int,
    title: str,
    lead: str,
    sittings: Sequence[PlannedSitting | tuple[str, datetime, str, int]],
    published: bool = False,
    actor: "Person | None",
) -> Session:
    """A session with its sittings; rooms and seals are made for each once this is committed."""
    _refuse_taken_number(season, number)
    session = Session.objects.create(season=season, number=number, title=title, lead=lead, published=published)
    for letter, starts_at, time_zone, minutes in sittings:
        sitting = Sitting.objects.create(
            session=session, letter=letter, starts_at=starts_at, time_zone=time_zone, minutes=minutes
        )
        events.publish(SittingPlanned(sitting.pk))
    audit.record("session created", session, actor=actor, published=published)
    return session


@transaction.atomic
def rename_session(session: Session, *, number: int, title: str, lead: str, actor: "Person | None") -> Session:
    """Changes what the session is called. Calendars follow, and its rooms."""
    if number != session.number:
        _refuse_taken_number(session.season, number)
    session.number, session.title, session.lead = number, title, lead
    session.save(update_fields=["number", "title", "lead"])
    session.sittings.update(revised_at=clock.now())
    audit.record("session renamed", session, actor=actor)
    events.publish(SessionRenamed(session.pk))
    return session


@transaction.atomic
def publish_session(session: Session, *, actor: "Person | None") -> Session:
    """Readers see it from now on, and can register."""
    return _show(session, published=True, actor=actor)


@transaction.atomic
def hide_session(session: Session, *, actor: "Person | None") -> Session:
    """Only the secretariat sees it from now on; who is registered stays registered."""
    return _show(session, published=False, actor=actor)


def _show(session: Session, *, published: bool, actor: "Person | None") -> Session:
    session.published = published
    session.save(update_fields=["published"])
    audit.record("session published" if published else "session hidden", session, actor=actor)
    return session


def _refuse_taken_number(season: Season, number: int) -> None:
    if season.sessions.filter(number=number).exists():
        raise AlreadyThere(_("Another session of this season has this number."))
