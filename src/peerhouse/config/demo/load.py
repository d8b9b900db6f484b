"""Fills an empty house: accounts, two programmes, the season of 2023, its statements, agendas and polls."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from peerhouse.accounts import services as accounts
from peerhouse.accounts.enums import Role
from peerhouse.config.demo import season as facts
from peerhouse.config.demo.statements import ANTITRUST, GROUND_RULES
from peerhouse.programmes import services as programmes
from peerhouse.programmes.enums import ProgrammeKind, StatementKind
from peerhouse.rooms import services as rooms

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Programme, Season, Session

DOMAIN: Final = "peerhouse.example"


@dataclass(frozen=True)
class Account:
    """Somebody to sign in as: what the demonstration prints."""

    email: str
    what: str
    role: Role | None = None


CONVENOR: Final = Account(f"convenor@{DOMAIN}", "convenor: creates sessions, runs the room", Role.CONVENOR)
RAPPORTEUR: Final = Account(f"rapporteur@{DOMAIN}", "rapporteur: writes the summary note", Role.RAPPORTEUR)
SECOND_READER: Final = Account(f"reader@{DOMAIN}", "second reader: releases the note", Role.REVIEWER)
ADMINISTRATOR: Final = Account(f"administrator@{DOMAIN}", "administrator: gives roles", Role.ADMINISTRATOR)
PARTICIPANTS: Final = (
    Account(f"one@{DOMAIN}", "participant, invited to the Community of Practice too"),
    Account(f"two@{DOMAIN}", "participant of the open programme"),
)
ACCOUNTS: Final = (CONVENOR, RAPPORTEUR, SECOND_READER, ADMINISTRATOR, *PARTICIPANTS)


@transaction.atomic
def load_accounts() -> dict[str, "Person"]:
    """The accounts by address. The administrator's own role is the first and has no giver but itself."""
    people = {
        account.email: accounts.open_account(account.email, language="en", time_zone="Europe/Zurich", actor=None)
        for account in ACCOUNTS
    }
    administrator = people[ADMINISTRATOR.email]
    for account in ACCOUNTS:
        if account.role:
            accounts.grant_role(people[account.email], account.role, actor=administrator)
    return people


@transaction.atomic
def load_open_programme(*, actor: "Person") -> "Season":
    """The Peer Learning Platform with its rules, and an empty season 2023."""
    programme = programmes.create_programme(
        "peer-learning-platform",
        ProgrammeKind.OPEN,
        title="Peer Learning Platform",
        lead="Open sessions where people who work on human rights in technology companies learn from one another.",
        description=(
            "Six sessions a year on how to apply the UN Guiding Principles on Business and Human Rights to technology."
            " Each is held twice on the same day for different time zones. They are not a course: join any of them.\n\n"
            "Afterwards a summary note says what was learned, without names."
        ),
        audience="People from any company in technology, or from one that wants to apply the Guiding Principles to it.",
        actor=actor,
    )
    publish_statements(programme, actor=actor)
    return programmes.create_season(programme, "2023", title="Season 2023", actor=actor)


@transaction.atomic
def load_invited_programme(*, actor: "Person") -> "Programme":
    """The Community of Practice: the public sees its description alone."""
    programme = programmes.create_programme(
        "community-of-practice",
        ProgrammeKind.INVITATION,
        title="Community of Practice",
        lead="A standing group of invited companies that works on the hard parts of the Guiding Principles together.",
        description=(
            "Invited companies meet several times a year since 2021. Each commits at least one representative to every"
            " session. Guests and outside experts join for single topics.\n\nWho takes part is not public."
        ),
        audience="Invited technology companies that commit at least one representative to each session.",
        actor=actor,
    )
    publish_statements(programme, actor=actor)
    programmes.add_invitations(programme, [PARTICIPANTS[0].email], actor=actor)
    year = programmes.create_season(programme, "2023", title="Season 2023", actor=actor)
    session = programmes.create_session(
        year,
        number=1,
        title="Due diligence in conflict-affected areas",
        lead="What heightened due diligence asks of a product team when a conflict begins.",
        sittings=facts.SESSIONS[2].sittings(),
        published=True,
        actor=actor,
    )
    save_agenda(session, facts.SESSIONS[2], actor=actor)
    return programme


def publish_statements(programme: "Programme", *, actor: "Person") -> None:
    programmes.publish_statement(programme, StatementKind.GROUND_RULES, GROUND_RULES, actor=actor)
    programmes.publish_statement(programme, StatementKind.ANTITRUST, ANTITRUST, actor=actor)


@transaction.atomic
def load_session(season: "Season", number: int, *, actor: "Person") -> "Session":
    """One session of 2023 as published, with its agenda and polls."""
    session_facts = facts.SESSIONS[number - 1]
    session = programmes.create_session(
        season,
        number=number,
        title=session_facts.title,
        lead=session_facts.lead,
        sittings=session_facts.sittings(),
        published=True,
        actor=actor,
    )
    save_agenda(session, session_facts, actor=actor)
    return session


def save_agenda(session: "Session", session_facts: facts.SessionFacts, *, actor: "Person") -> None:
    lines = [rooms.Line(title=title, minutes=minutes) for title, minutes in session_facts.agenda]
    rooms.save_agenda(session, lines, actor=actor)


def prepare_polls(session: "Session", session_facts: facts.SessionFacts, *, actor: "Person") -> None:
    """The session's questions; needs the rooms of its sittings, which are made once the session is committed."""
    for question in session_facts.questions:
        rooms.prepare_question(session, text=question.text, hint="Choose one.", options=list(facts.STEPS), actor=actor)
