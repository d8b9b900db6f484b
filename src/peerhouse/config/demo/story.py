"""The story the demonstration tells: a season, one session played by simulated people, and its published note."""

from typing import TYPE_CHECKING
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings

from peerhouse.config.demo import load, note
from peerhouse.config.demo import season as facts
from peerhouse.config.rehearsal.company import company
from peerhouse.config.rehearsal.mailbox import Mailbox
from peerhouse.config.rehearsal.play import Scene, Stage, play
from peerhouse.config.rehearsal.progress import bars
from peerhouse.config.rehearsal.report import Report
from peerhouse.config.rehearsal.visitor import Visitor
from peerhouse.notes import queries as notes_queries
from peerhouse.notes import services as notes
from peerhouse.programmes import queries as programmes

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


async def tell(*, participants: int, quiet: bool) -> tuple[str, Report]:
    """Loads the house, plays both sittings of the second session over HTTP, and publishes its summary note.

    Returns the id of the played session, and what was measured.
    """
    people = await sync_to_async(load.load_accounts)()
    session, sittings = await sync_to_async(furnish)(people[load.CONVENOR.email])
    mailbox = Mailbox(settings.VAR_DIR / "mail")
    convenor = Visitor(settings.SITE_ORIGIN, load.CONVENOR.email, mailbox)
    await convenor.sign_in()
    report = Report()
    polls = facts.SESSIONS[facts.PLAYED - 1].questions
    with bars(quiet=quiet) as progress:
        stage = Stage(settings.SITE_ORIGIN, mailbox, convenor, report, progress)
        for index, (letter, sitting) in enumerate(sittings):
            half = participants // 2 + (participants % 2) * (1 - index)
            parts = company(half, tendencies=[poll.tendency for poll in polls], prefix=f"guest-{letter.lower()}")
            await play(stage, Scene(session, sitting, letter, parts))
        await convenor.client.aclose()
        progress("publishing the summary note", 0, 1)
        await sync_to_async(publish_note)(UUID(session), people)
        progress("publishing the summary note", 1, 1)
    return session, report


def furnish(convenor: "Person") -> tuple[str, list[tuple[str, str]]]:
    """Programmes, sessions, agendas and polls; returns the id of the session to play, and its sittings by letter."""
    season = load.load_open_programme(actor=convenor)
    sessions = [load.load_session(season, number, actor=convenor) for number in range(1, len(facts.SESSIONS) + 1)]
    load.load_invited_programme(actor=convenor)
    played = sessions[facts.PLAYED - 1]
    load.prepare_polls(played, facts.SESSIONS[facts.PLAYED - 1], actor=convenor)
    return str(played.pk), [(sitting.letter, str(sitting.pk)) for sitting in played.sittings.all()]


def publish_note(session_id: UUID, people: dict[str, "Person"]) -> None:
    """The rapporteur writes, meets the guard and settles what it found; a second person releases."""
    session = programmes.session(session_id)
    rapporteur, reader = people[load.RAPPORTEUR.email], people[load.SECOND_READER.email]
    for sitting in session.sittings.all():
        notes.save_private_note(sitting, note.PRIVATE[sitting.letter], actor=rapporteur)
    draft = notes.save_note(session, note.TITLE, note.DRAFT, base=0, actor=rapporteur)
    while left := notes_queries.open_passages(draft):
        found = left[0].finding
        if left[0].hard:
            notes.replace_passage(session, found.start, found.text, note.INSTEAD, actor=rapporteur)
        else:
            notes.keep_passage(session, found.start, found.text, note.REASON, actor=rapporteur)
        draft = notes_queries.draft_of(session)  # every passage behind a replaced one has moved
    notes.hand_over_note(session, actor=rapporteur)
    notes.release_note(session, actor=reader)
