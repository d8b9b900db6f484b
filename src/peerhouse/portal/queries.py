"""What the public pages show, composed from the apps below; each page asks once, however much there is to show."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from peerhouse.kernel import clock
from peerhouse.notes import queries as notes
from peerhouse.portal.enums import Standing
from peerhouse.programmes import queries as programmes
from peerhouse.programmes import rules as programme_rules
from peerhouse.programmes.enums import ProgrammeKind, SittingState
from peerhouse.releases import queries as releases
from peerhouse.rooms import queries as rooms

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Programme, Season, Session, Sitting

    Reader = Person | AnonymousUser

NOTES_ON_THE_FRONT_PAGE: Final = 6
LONGEST_SITTING: Final = timedelta(days=1)
AHEAD: Final = timedelta(days=2 * 366)


def front_page() -> dict[str, Any]:
    """The next session of an open programme, the latest notes, and every programme: the same for every reader."""
    coming = (sitting for sitting in sittings_to_come() if _programme(sitting).kind == ProgrammeKind.OPEN)
    return {
        "programmes": programmes.programmes(),
        "next_session": _session_of(next(coming, None)),
        "notes": notes.published_notes()[:NOTES_ON_THE_FRONT_PAGE],
    }


def programme_page(programme: "Programme", reader: "Reader") -> dict[str, Any]:
    """A programme; of one by invitation, its seasons for those alone who may see them."""
    seasons = [one for one in programmes.published_seasons(programme) if programme_rules.view_season(reader, one)]
    return {
        "programme": programme,
        "seasons": seasons,
        "by_invitation": programme.kind == ProgrammeKind.INVITATION,
    }


def season_page(season: "Season") -> dict[str, Any]:
    """The calendar: every session of the season that is published, and how each stands."""
    sessions = list(programmes.published_sessions(season))
    noted = notes.sessions_with_a_note([session.pk for session in sessions])
    return {
        "season": season,
        "calendar": [
            {"session": session, "standing": standing(session), "noted": session.pk in noted} for session in sessions
        ],
    }


def session_page(session: "Session") -> dict[str, Any]:
    """A session with its sittings, agenda, results and note; nothing in it depends on the reader."""
    programme = session.season.programme
    coming = (
        sitting
        for sitting in sittings_to_come()
        if _programme(sitting) == programme and sitting.session_id != session.pk
    )
    charts = releases.combined_charts(rooms.polls_by_question(session.pk))
    return {
        "session": session,
        "programme": programme,
        "standing": standing(session),
        "by_invitation": programme.kind == ProgrammeKind.INVITATION,
        "agenda": rooms.agenda(session.pk),
        "note": notes.published_note(session.pk),
        "charts": [chart for chart in charts if chart],
        "next_session": _session_of(next(coming, None)),
    }


def standing(session: "Session") -> Standing:
    """How a session stands, from its sittings alone."""
    if programmes.sittings_to_choose(session):
        return Standing.OPEN
    states = {sitting.state for sitting in programmes.sittings_of(session)}
    return Standing.CANCELLED if states <= {SittingState.CANCELLED} else Standing.HELD


def sittings_to_come() -> "list[Sitting]":
    """Sittings of published sessions that are not over, of every programme, the next first."""
    now = clock.now()
    return [
        sitting
        for sitting in programmes.planned_sittings(now - LONGEST_SITTING, now + AHEAD)
        if sitting.session.published and now < sitting.ends_at
    ]


def _programme(sitting: "Sitting") -> "Programme":
    return sitting.session.season.programme


def _session_of(sitting: "Sitting | None") -> "Session | None":
    return programmes.session(sitting.session_id) if sitting else None
