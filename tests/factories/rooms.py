"""Rooms for tests: prepared, opened and filled by the services, as the pages do it."""

from collections.abc import Sequence

from peerhouse.programmes import services as programmes_services
from peerhouse.programmes.models import Programme, Registration, Sitting, Statement
from peerhouse.rooms import services
from peerhouse.rooms.enums import PollState, RoomState
from peerhouse.rooms.models import AgendaItem, Poll, PollQuestion, Room
from tests.factories import accounts, credentials, programmes

OPTIONS = (("Identifying impacts", "Where harm could come from"), ("Preventing harm", ""), ("Telling others", ""))


def room(sitting: Sitting | None = None, state: RoomState = RoomState.PREPARED) -> Room:
    """The room of the sitting in that state, with keys that are made at once."""
    made = services.prepare_room(sitting or programmes.sitting(), actor=None)
    credentials.issuer(made.pk)
    return bring_to(made, state)


def bring_to(made: Room, state: RoomState) -> Room:
    """A prepared room, in that state by the services that lead there."""
    if state != RoomState.PREPARED:
        made = services.open_doors(made, actor=None)
    if state == RoomState.CLOSED:
        made = services.close_doors(made, actor=None)
    if state == RoomState.ENDED:
        made = services.end_sitting(made, actor=None)
    return made


def agenda(at: Room, *parts: tuple[str, int]) -> list[AgendaItem]:
    """Three parts of 10, 40 and 20 minutes if none are given."""
    lines = parts or (("Welcome", 10), ("Four steps", 40), ("What comes next", 20))
    return services.save_agenda(
        at.sitting.session, [services.Line(title, minutes) for title, minutes in lines], actor=None
    )


def question(at: Room, text: str = "What goes well?", options: Sequence[tuple[str, str]] = OPTIONS) -> PollQuestion:
    made = [{"label": label, "hint": hint} for label, hint in options]
    return services.prepare_question(at.sitting.session, text, made, hint="Choose one.", actor=None)


def poll(at: Room, state: PollState = PollState.PREPARED, **asked: object) -> Poll:
    """A poll of the room in that state; from `SEALED` on the state alone is set, as the room's process would."""
    made = Poll.objects.get(room=at, question=question(at, **asked))  # type: ignore[arg-type]
    if state != PollState.PREPARED:
        made = services.open_poll(made, actor=None)
    if state not in {PollState.PREPARED, PollState.OPEN}:
        made = services.close_poll(made, actor=None)
    if made.state != state:
        Poll.objects.filter(pk=made.pk).update(state=state)
        made.refresh_from_db()
    return made


def participant(at: Room, **fields: object) -> Registration:
    """Somebody registered for the sitting, who has accepted what there is to accept."""
    person = accounts.person(**fields)
    registration = programmes.registration(person, at.sitting)
    return accept(registration)


def accept(registration: Registration) -> Registration:
    for statement in Statement.objects.filter(programme=registration.session.season.programme):
        programmes_services.accept_statement(registration.person, registration.sitting, statement)
    return registration


def programme_of(at: Room) -> Programme:
    return at.sitting.session.season.programme
