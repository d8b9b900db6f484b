"""Notes for tests, on their way to the public by the services, and releases whose numbers are known."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from wagtail.models import Locale, Page

from peerhouse.accounts.enums import Role
from peerhouse.accounts.models import Person
from peerhouse.notes import services
from peerhouse.notes.models import PublishedNote, SummaryNote
from peerhouse.portal import services as portal
from peerhouse.programmes.models import Session
from peerhouse.releases.services import release_poll
from peerhouse.rooms import services as rooms_services
from peerhouse.rooms.models import Poll, Room
from tests.factories import accounts, programmes

TITLE = "What was learned"
# A company of the roster, and a word that nobody explains.
HARD, SOFT = "Sample Messaging", "Lighthouse"
CLEAN = "## Four steps\n\nParticipants found the first step the hardest.\n\n[[poll 1]]\n\nMost will try again.\n"
LEAKING = f"One team at {HARD} uses a tool called {SOFT} every week.\n"


def rapporteur(**fields) -> Person:
    return accounts.staff(Role.RAPPORTEUR, **fields)


def second_reader(**fields) -> Person:
    return accounts.staff(Role.REVIEWER, **fields)


def session(**fields) -> Session:
    """A session with Sample Messaging, and a participant with a name, on the roster of its programme."""
    made = programmes.session(**fields)
    person = accounts.person(name="Robin Quillfeather")
    programmes.registration(person, made.sittings.first(), name=person.name, organisation=HARD)
    return made


def draft(of: Session | None = None, text: str = CLEAN, *, by: Person | None = None, title: str = TITLE) -> SummaryNote:
    return services.save_note(of or session(), title, text, base=0, actor=by or rapporteur())


def handed_over(of: Session | None = None, text: str = CLEAN, *, by: Person | None = None) -> SummaryNote:
    by = by or rapporteur()
    note = draft(of, text, by=by)
    return services.hand_over_note(note.session, actor=by)


def published(of: Session | None = None, text: str = CLEAN) -> PublishedNote:
    return services.release_note(handed_over(of, text).session, actor=second_reader())


def released_poll(
    of: Session,
    question: str = "What goes well?",
    counts: Mapping[str, Sequence[int]] | None = None,
    options: Sequence[str] = ("Finding harm", "Preventing it", "Telling others"),
) -> list[UUID]:
    """A question with its release in each sitting that is named; multiples of five stay as they are.

    The polls' ids come back, in the order of the letters.
    """
    counts = {"A": (20, 15, 5), "B": (10, 15, 20)} if counts is None else counts
    for sitting in of.sittings.all():
        if not Room.objects.filter(pk=sitting.pk).exists():
            rooms_services.prepare_room(programmes.sitting(of, sitting.letter), actor=None)
    made = rooms_services.prepare_question(
        of, question, [{"label": option, "hint": ""} for option in options], actor=None
    )
    polls = list(Poll.objects.filter(question=made).select_related("room").order_by("room__letter"))
    for poll in polls:
        if poll.room.letter in counts:
            release_poll(
                poll_id=poll.pk,
                sitting_id=poll.room_id,
                title=question,
                options=options,
                counts=counts[poll.room.letter],
                people=60,
                anew=0,
            )
    return [poll.pk for poll in polls]


def front_pages() -> None:
    """The portal as it is after a migration, also where a test with real transactions has emptied every table."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if Page.get_first_root_node() is None:
        Page.add_root(instance=Page(title="Root", slug="root"))
    portal.open_portal(actor=None)
    assert Locale.objects.count() == len(settings.LANGUAGES)
