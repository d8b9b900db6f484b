"""The Peer Learning Platform of 2023, as its public documents give it: six sessions, each in two sittings.

Source: the public documents of UN Human Rights B-Tech (session 2 deck, summary notes of sessions 1 and 5). Dates,
hours and themes are facts; the sentences are ours.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:  # read before Django is set up
    from peerhouse.rooms.services import Option

SITTINGS: Final = (("A", time(10, 0), "Europe/Zurich"), ("B", time(9, 0), "America/Los_Angeles"))
MINUTES: Final = 75


@dataclass(frozen=True)
class Question:
    text: str
    tendency: tuple[int, ...]
    """How the simulated room leans: of 24 ballots, so many for each option. A count below five could be rounded to
    nought, which withholds the poll."""


@dataclass(frozen=True)
class SessionFacts:
    day: date
    title: str
    lead: str
    agenda: tuple[tuple[str, int], ...]
    questions: tuple[Question, ...] = field(default=())

    def sittings(self) -> list[tuple[str, datetime, str, int]]:
        """Letter, start, zone and minutes of both sittings."""
        return [
            (letter, datetime.combine(self.day, hour, tzinfo=ZoneInfo(zone)), zone, MINUTES)
            for letter, hour, zone in SITTINGS
        ]


STEPS: Final[tuple["Option", ...]] = (
    {"label": "Identifying and assessing impacts", "hint": "Knowing where people could be harmed"},
    {"label": "Acting to prevent and mitigate", "hint": "Changing products, processes and decisions"},
    {"label": "Tracking whether it works", "hint": "Checking over time, with the people affected"},
    {"label": "Communicating", "hint": "Telling people, investors and regulators"},
)
WELCOME: Final = ("Welcome, ground rules and antitrust statement", 5)
NEXT: Final = ("Questions, and what comes next", 10)

SESSIONS: Final = (
    SessionFacts(
        date(2023, 2, 8),
        "Inaugural session",
        "Where the Guiding Principles come from, the project’s four focus areas, and plans for the season.",
        (
            WELCOME,
            ("The Guiding Principles: background and key features", 25),
            ("Four focus areas and where to find the papers", 20),
            ("Plans for the season", 15),
            NEXT,
        ),
    ),
    SessionFacts(
        date(2023, 3, 15),
        "Human rights due diligence and end use",
        "Four steps, worked through on monitoring in the workplace, and a first look at the EU Digital Services Act.",
        (
            WELCOME,
            ("Part one: four steps of due diligence, and monitoring at work", 20),
            ("Polls: how is your company doing?", 10),
            ("Part two: regulation and the EU Digital Services Act", 30),
            NEXT,
        ),
        (
            Question("What part of human rights due diligence is your company doing well?", (9, 5, 5, 5)),
            Question("What part of human rights due diligence is your company not doing well yet?", (5, 5, 9, 5)),
        ),
    ),
    SessionFacts(
        date(2023, 5, 10),
        "Business models and responsible investment",
        "Where a business model itself creates risks to people, and what investors have begun to ask.",
        (
            WELCOME,
            ("When the business model is the risk", 25),
            ("What investors ask", 20),
            ("Exchange among peers", 15),
            NEXT,
        ),
    ),
    SessionFacts(
        date(2023, 7, 12),
        "Regulation and the smart mix",
        "How States can combine incentives and rules, and where a compass for policymakers would help.",
        (
            WELCOME,
            ("A smart mix of measures", 25),
            ("A compass for policymakers", 20),
            ("Exchange among peers", 15),
            NEXT,
        ),
    ),
    SessionFacts(
        date(2023, 9, 13),
        "Access to remedy",
        "What makes a remedy effective, and why a company’s grievance mechanism is only one part of a wider ecosystem.",
        (
            WELCOME,
            ("The remedy ecosystem", 25),
            ("Designing grievance mechanisms", 20),
            ("Experience from practice", 15),
            NEXT,
        ),
    ),
    SessionFacts(
        date(2023, 11, 8),
        "Stakeholder engagement, vulnerable groups and governance gaps",
        "How to hear the people a product affects, and what to do where the law is silent.",
        (
            WELCOME,
            ("Engaging the people affected", 25),
            ("Where governance has gaps", 20),
            ("Exchange among peers", 15),
            NEXT,
        ),
    ),
)
PLAYED: Final = 2
"""The number of the session that the demonstration plays."""

DURING: Final = datetime(2023, 3, 15, 8, 30, tzinfo=ZoneInfo("Europe/Zurich"))
"""The demonstration's clock while both sittings are played: registration is still open."""
AFTER: Final = DURING + timedelta(days=1, hours=1)
"""The demonstration's clock when it is first served: the second session is over, the third can be registered for."""
