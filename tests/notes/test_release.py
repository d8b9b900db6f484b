"""The second person and the release: what becomes public, and that nobody is left behind it."""

import pytest
from django.apps import apps
from django.db import connection

from peerhouse.accounts.enums import Role
from peerhouse.kernel import audit
from peerhouse.kernel.errors import NotAllowed
from peerhouse.kernel.models import AuditEvent
from peerhouse.notes import queries, services
from peerhouse.notes.enums import NoteState
from peerhouse.notes.errors import AlreadyPublished, NotHandedOver, PassagesLeft
from peerhouse.notes.models import PrivateNote, PublishedNote, Settlement, SummaryNote
from tests.factories import accounts, notes, programmes

pytestmark = pytest.mark.django_db


def test_release_needs_a_second_person(session, rapporteur):
    notes.handed_over(session, by=rapporteur)
    with pytest.raises(NotAllowed):
        services.release_note(session, actor=rapporteur)
    with pytest.raises(NotAllowed):
        services.release_note(session, actor=accounts.person())
    assert not PublishedNote.objects.exists()


def test_release_needs_a_note_that_was_handed_over(session):
    notes.draft(session)
    with pytest.raises(NotHandedOver):
        services.release_note(session, actor=notes.second_reader())


def test_release_needs_the_very_words_that_were_handed_over(session):
    notes.handed_over(session)
    SummaryNote.objects.update(text="Other words")
    with pytest.raises(NotHandedOver):
        services.release_note(session, actor=notes.second_reader())


def test_release_needs_the_very_roster(session):
    notes.handed_over(session, "Everybody looked at widgets first.")
    programmes.registration(accounts.person(), session.sittings.last(), organisation="Widgets")
    with pytest.raises(NotHandedOver):
        services.release_note(session, actor=notes.second_reader())
    assert queries.open_passages(queries.draft_of(session))


def test_release_scans_once_more(session):
    note = notes.draft(session, notes.LEAKING)
    SummaryNote.objects.update(state=NoteState.WITH_SECOND_READER, handed_over=queries.fingerprint_of(note))
    with pytest.raises(PassagesLeft):
        services.release_note(session, actor=notes.second_reader())


def test_release_happens_once(session):
    notes.published(session)
    with pytest.raises(AlreadyPublished):
        services.release_note(session, actor=notes.second_reader())


def test_second_reader_sends_back(session, rapporteur):
    notes.handed_over(session, by=rapporteur)
    note = services.send_back_note(session, actor=notes.second_reader())
    assert (note.state, note.handed_over) == (NoteState.DRAFT, "")
    with pytest.raises(NotHandedOver):
        services.send_back_note(session, actor=notes.second_reader())


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.CONVENOR, Role.ADMINISTRATOR, Role.RAPPORTEUR])
def test_anybody_of_the_secretariat_who_did_not_write_releases(session, role):
    notes.handed_over(session)
    assert str(services.release_note(session, actor=accounts.staff(role))) == notes.TITLE


def test_draft_reasons_and_private_notes_are_gone(session, rapporteur):
    other = notes.session()
    services.save_private_note(session.sittings.first(), "Lively.", actor=rapporteur)
    services.save_private_note(other.sittings.first(), "Quiet.", actor=rapporteur)
    notes.draft(session, f"A tool called {notes.SOFT} helps.", by=rapporteur)
    [passage] = queries.open_passages(queries.draft_of(session))
    services.keep_passage(session, passage.finding.start, notes.SOFT, "Says nothing", actor=rapporteur)
    services.hand_over_note(session, actor=rapporteur)
    services.release_note(session, actor=notes.second_reader())
    assert not SummaryNote.objects.exists()
    assert not Settlement.objects.exists()
    assert [note.text for note in PrivateNote.objects.all()] == ["Quiet."]
    assert queries.writer_ids(session.pk) == set()


def everything_stored() -> dict[str, str]:
    """Every row of every table, as text; ids as they are stored."""
    stored = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (names from the database itself)
            stored[table] = repr(
                [[bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] for row in cursor]
            )
    return stored


def test_nobody_is_left_behind_a_published_note(session, signed_in):
    """Of everybody who had a hand in it, only the account and its roles are left anywhere in the database."""
    writer = notes.rapporteur(name="Marlow Penhaligon")
    reader = notes.second_reader(name="Juniper Ashgrove")
    services.save_private_note(session.sittings.first(), "Lively.", actor=writer)
    notes.draft(session, f"A tool called {notes.SOFT} helps {notes.HARD}.", by=writer)
    for passage in queries.open_passages(queries.draft_of(session)):
        found = passage.finding
        if passage.hard:
            services.replace_passage(session, found.start, found.text, "people", actor=writer)
    [passage] = queries.open_passages(queries.draft_of(session))
    kept = services.keep_passage(session, passage.finding.start, notes.SOFT, "why", actor=writer)
    services.undo_settlement(session, kept.pk, actor=writer)
    services.keep_passage(session, passage.finding.start, notes.SOFT, "why", actor=writer)
    services.hand_over_note(session, actor=writer)
    services.send_back_note(session, actor=reader)
    services.hand_over_note(session, actor=writer)
    services.release_note(session, actor=reader)

    accounts_tables = {apps.get_model(f"accounts.{name}")._meta.db_table for name in ("Person", "RoleGrant")}
    traces = [
        text for person in (writer, reader) for text in (person.pk.hex, str(person.pk), person.email, person.name)
    ]
    found_in = {table for table, rows in everything_stored().items() if any(trace in rows for trace in traces)}
    assert found_in == accounts_tables


def test_audit_keeps_what_was_done_and_forgets_who(session):
    notes.published(session)
    events = AuditEvent.objects.filter(subject_id=str(session.pk), action__startswith="note")
    assert sorted(event.action for event in events) == ["note handed over", "note released", "note saved"]
    assert {event.actor for event in events} == {None}


def test_audit_of_other_things_keeps_who(session):
    convenor = accounts.staff(Role.CONVENOR)
    audit.record("session changed", session, actor=convenor)
    notes.published(session)
    assert AuditEvent.objects.get(action="session changed").actor == convenor


def test_published_row_has_no_column_for_a_person_or_an_hour():
    assert {field.name: field.get_internal_type() for field in PublishedNote._meta.get_fields()} == {
        "session": "OneToOneField",
        "title": "CharField",
        "language": "CharField",
        "text": "TextField",
        "html": "TextField",
        "pdf": "BinaryField",
        "docx": "BinaryField",
        "pdf_size": "PositiveIntegerField",
        "docx_size": "PositiveIntegerField",
        "fingerprint": "CharField",
        "released_on": "DateField",
    }


def test_published_notes_are_those_of_open_programmes(session):
    notes.published(session)
    invited = programmes.programme(kind=programmes.ProgrammeKind.INVITATION)
    notes.published(notes_session_in(invited))
    hidden = notes_session_in(session.season.programme, published=False, slug="2024")
    notes.published(hidden)
    assert [note.session for note in queries.published_notes()] == [session]
    assert queries.sessions_with_a_note([session.pk, hidden.pk]) == {session.pk, hidden.pk}
    assert queries.published_note(session.pk).title == notes.TITLE
    assert queries.published_note(programmes.session().pk) is None


def notes_session_in(programme, *, published=True, slug="2023"):
    return programmes.session(programmes.season(programme, slug), published=published)
