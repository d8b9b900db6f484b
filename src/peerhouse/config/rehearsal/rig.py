"""The session that a rehearsal plays: made by the services, in a programme of its own."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from peerhouse.config.demo import load
from peerhouse.config.demo.season import SESSIONS, STEPS
from peerhouse.kernel import clock
from peerhouse.programmes import services as programmes
from peerhouse.programmes.enums import ProgrammeKind
from peerhouse.rooms import services as rooms

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Session


def rig() -> tuple[str, list[tuple[str, str]]]:
    """A session with two sittings and two polls; returns its id, and its sittings by letter."""
    convenor = load.load_accounts()[load.CONVENOR.email]
    session = plan(convenor)
    rooms.save_agenda(
        session, [rooms.Line(title=title, minutes=minutes) for title, minutes in SESSIONS[1].agenda], actor=convenor
    )
    for question in SESSIONS[1].questions:
        rooms.prepare_question(session, question.text, list(STEPS), actor=convenor)
    return str(session.pk), [(sitting.letter, str(sitting.pk)) for sitting in session.sittings.all()]


def plan(convenor: "Person") -> "Session":
    mark = uuid4().hex[:8]
    programme = programmes.create_programme(
        f"rehearsal-{mark}",
        ProgrammeKind.OPEN,
        title=f"Rehearsal {mark}",
        lead="A rehearsal with simulated participants.",
        description="Nobody here is real.",
        audience="Simulated participants.",
        actor=convenor,
    )
    load.publish_statements(programme, actor=convenor)
    season = programmes.create_season(programme, "rehearsal", title="Rehearsal", actor=convenor)
    start = clock.now() + timedelta(hours=2)
    return programmes.create_session(
        season,
        number=1,
        title="Rehearsal",
        lead="A rehearsal with simulated participants.",
        sittings=[("A", start, "Europe/Zurich", 75), ("B", start + timedelta(hours=7), "America/Los_Angeles", 75)],
        published=True,
        actor=convenor,
    )
