"""Programmes for tests, made by the services, as convenors make them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from peerhouse.accounts.enums import Region, Sector, Size
from peerhouse.accounts.models import Person
from peerhouse.kernel import clock
from peerhouse.programmes import queries, services
from peerhouse.programmes.enums import Eligibility, ProgrammeKind, StatementKind
from peerhouse.programmes.models import Programme, Registration, Season, Session, Sitting, Statement

_numbers = count(1)


def programme(kind: ProgrammeKind = ProgrammeKind.OPEN, slug: str = "", language: str = "en") -> Programme:
    return services.create_programme(
        slug or f"programme-{next(_numbers)}",
        kind,
        title="Peer learning",
        lead="Companies learn from each other.",
        description="Six sessions a year.",
        audience="Companies that use technology.",
        language=language,
        actor=None,
    )


def season(within: Programme | None = None, slug: str = "2023") -> Season:
    return services.create_season(within or programme(), slug, title=f"Season {slug}", actor=None)


def in_days(days: float) -> datetime:
    """A full minute that many days from now."""
    return (clock.now() + timedelta(days=days)).replace(second=0, microsecond=0)


def session(
    within: Season | None = None,
    *,
    number: int = 1,
    published: bool = True,
    starts: Sequence[datetime] | None = None,
    title: str = "Human rights due diligence",
) -> Session:
    """A session with a sitting at each of `starts`: if not said, A in ten days in Geneva, B nine hours later."""
    first = in_days(10)
    zones = ("Europe/Zurich", "America/Los_Angeles", "Asia/Tokyo")
    starts = (first, first + timedelta(hours=9)) if starts is None else starts
    sittings = [
        services.PlannedSitting("ABC"[index], at.astimezone(UTC), zones[index], 75) for index, at in enumerate(starts)
    ]
    made = services.create_session(
        within or season(),
        number=number,
        title=title,
        lead="Which steps work, and which do not.",
        sittings=sittings,
        published=published,
        actor=None,
    )
    return queries.session(made.pk)


def sitting(of: Session | None = None, letter: str = "A") -> Sitting:
    """A sitting of the session, as `queries.sitting` answers it."""
    return queries.sitting((of or session()).sittings.get(letter=letter).pk)


def statement(
    within: Programme, kind: StatementKind = StatementKind.GROUND_RULES, text: str = "- Say what, never who."
) -> Statement:
    return services.publish_statement(within, kind, {"en": text}, actor=None)


def answers(to: Sitting, **changed: object) -> services.Answers:
    """Good answers to the registration form of that sitting."""
    good: dict[str, object] = {
        "name": "A participant",
        "organisation": "Sample Messaging",
        "sector": Sector.PLATFORMS,
        "region": Region.AFRICA,
        "size": Size.MEDIUM,
        "eligibility": Eligibility.TECHNOLOGY,
        "reasons": ["peers"],
        "language": "en",
        "time_zone": "Europe/Zurich",
        "rules": queries.current_statement(to.session.season.programme, StatementKind.GROUND_RULES),
    }
    return services.Answers(**(good | changed))  # type: ignore[arg-type]


def registration(person: Person, at: Sitting, **changed: object) -> Registration:
    """A seat taken through the service, with good answers but for those `changed`."""
    return services.register(at, answers(at, **changed), actor=person)
