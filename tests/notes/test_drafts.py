"""Writing and settling: nothing typed is lost, nothing settled twice, and no name stays."""

import pytest

from peerhouse.kernel.models import AuditEvent
from peerhouse.notes import queries, services
from peerhouse.notes.enums import NoteState
from peerhouse.notes.errors import (
    AlreadyPublished,
    HardPassage,
    NothingWritten,
    PassageGone,
    PassagesLeft,
    TitleUnfit,
    WrittenOver,
)
from peerhouse.notes.models import PrivateNote, SummaryNote
from tests.factories import accounts, notes, programmes

pytestmark = pytest.mark.django_db


def found(session):
    """`(text, hard, settled)` of each passage, in order."""
    passages = queries.passages_of(queries.draft_of(session))
    return [(passage.finding.text, passage.hard, passage.settled) for passage in passages]


def passage(session, words):
    passages = queries.passages_of(queries.draft_of(session))
    return next(one.finding for one in passages if one.finding.text == words)


def keep(session, words, by, reason="A working name that nobody outside uses"):
    return services.keep_passage(session, passage(session, words).start, words, reason, actor=by)


def replace(session, words, instead, by):
    return services.replace_passage(session, passage(session, words).start, words, instead, actor=by)


# Writing


def test_draft_begins_with_the_title_of_its_session_and_stores_nothing(session):
    draft = queries.draft_of(session)
    assert (draft.title, draft.text, draft.revision, draft.session) == (session.title, "", 0, session)
    assert not SummaryNote.objects.exists()


def test_save_grows_the_revision_and_remembers_each_writer(session, rapporteur):
    other = notes.rapporteur()
    assert notes.draft(session, by=rapporteur).revision == 1
    assert services.save_note(session, "Other", "Words", base=1, actor=other).revision == 2
    draft = queries.draft_of(session)
    assert (draft.title, draft.text, str(draft)) == ("Other", "Words", "Other")
    assert queries.writer_ids(session.pk) == {rapporteur.pk, other.pk}


@pytest.mark.parametrize("base", [0, 2])
def test_save_over_a_revision_that_was_not_seen_is_refused(session, base):
    notes.draft(session)
    with pytest.raises(WrittenOver):
        services.save_note(session, "Mine", "Mine", base=base, actor=notes.rapporteur())
    assert queries.draft_of(session).text == notes.CLEAN


def test_first_save_with_a_later_base_leaves_nothing_behind(session, rapporteur):
    with pytest.raises(WrittenOver):
        services.save_note(session, "Mine", "Mine", base=3, actor=rapporteur)
    assert not SummaryNote.objects.exists()


@pytest.mark.parametrize("title", ["", "  ", "x" * 161])
def test_title_that_cannot_be_one_is_refused(session, rapporteur, title):
    with pytest.raises(TitleUnfit):
        notes.draft(session, title=title, by=rapporteur)


def test_each_rapporteur_has_a_private_note_of_each_sitting(session, rapporteur):
    sitting, other = session.sittings.first(), notes.rapporteur()
    services.save_private_note(sitting, "first", actor=rapporteur)
    services.save_private_note(sitting, "second", actor=rapporteur)
    services.save_private_note(sitting, "theirs", actor=other)
    services.save_private_note(session.sittings.last(), "", actor=rapporteur)
    assert queries.private_note(sitting, rapporteur).text == "second"
    assert queries.private_note(sitting, notes.rapporteur()).text == ""
    assert sorted(note.text for note in queries.private_notes_of(session)) == ["second", "theirs"]
    assert str(queries.private_note(sitting, other)) == "private note"


def test_private_notes_leave_no_trace_of_when(session, rapporteur):
    services.save_private_note(session.sittings.first(), "x", actor=rapporteur)
    assert not AuditEvent.objects.filter(actor=rapporteur).exists()
    assert {field.name for field in PrivateNote._meta.get_fields()} == {"id", "sitting", "author", "text"}


# What the guard finds


def test_guard_reads_title_and_text(session):
    notes.draft(session, f"Ask {notes.SOFT} again.", title=f"What {notes.HARD} learned")
    assert found(session) == [(notes.HARD, True, False), (notes.SOFT, False, False)]


def test_allowed_term_of_the_programme_explains_itself(session):
    notes.draft(session, notes.LEAKING)
    session.season.programme.allowed_terms.create(term=notes.SOFT, reason="A public tool")
    assert found(session) == [(notes.HARD, True, False)]


def test_participant_with_a_name_is_found_by_it(session):
    notes.draft(session, "As Quillfeather, R. put it.")
    assert [hard for _text, hard, _settled in found(session)] == [True]


# Settling


def test_other_words_settle_a_passage(session, rapporteur):
    notes.draft(session, notes.LEAKING)
    replace(session, notes.HARD, "one company", by=rapporteur)
    draft = queries.draft_of(session)
    assert draft.text == notes.LEAKING.replace(notes.HARD, "one company")
    assert draft.revision == 2
    assert found(session) == [(notes.SOFT, False, False)]
    assert rapporteur.pk in queries.writer_ids(session.pk)


def test_passage_of_the_title_is_replaced_there(session, rapporteur):
    notes.draft(session, "Words.\n\nMore words.", title=f"What {notes.HARD} learned")
    draft = replace(session, notes.HARD, "one company", by=rapporteur)
    assert (draft.title, draft.text) == ("What one company learned", "Words.\n\nMore words.")


def test_replacing_over_the_end_of_the_title_loses_no_text(session, rapporteur):
    notes.draft(session, "Messaging met again.\n\nMore.", title="What we asked Sample")
    start = len("What we asked ")
    draft = services.replace_passage(session, start, "Sample\n\nMessaging", "a company", actor=rapporteur)
    assert (draft.title, draft.text) == ("What we asked a company", " met again.\n\nMore.")


def test_replacing_the_gap_below_the_title_only_adds_words(session, rapporteur):
    notes.draft(session, "Words.", title="Title")
    draft = services.replace_passage(session, len("Title"), "\n\n", "More ", actor=rapporteur)
    assert (draft.title, draft.text) == ("Title", "More Words.")


@pytest.mark.parametrize("instead", ["", "x" * 161])
def test_replacement_never_makes_a_title_that_cannot_be_one(session, rapporteur, instead):
    notes.draft(session, title=notes.HARD)
    with pytest.raises(TitleUnfit):
        replace(session, notes.HARD, instead, by=rapporteur)
    assert queries.draft_of(session).title == notes.HARD


def test_replacement_at_an_offset_that_moved_is_refused(session, rapporteur):
    draft = notes.draft(session, notes.LEAKING, by=rapporteur)
    stale = passage(session, notes.HARD).start
    services.save_note(session, draft.title, "More. " + notes.LEAKING, base=1, actor=rapporteur)
    with pytest.raises(PassageGone):
        services.replace_passage(session, stale, notes.HARD, "one company", actor=rapporteur)
    with pytest.raises(PassageGone):
        services.keep_passage(session, stale, notes.SOFT, "why", actor=rapporteur)
    assert notes.HARD in queries.draft_of(session).text


def test_replacement_may_name_somebody_else_and_is_found_again(session, rapporteur):
    notes.draft(session, notes.LEAKING)
    replace(session, notes.SOFT, "Robin Quillfeather", by=rapporteur)
    assert found(session) == [(notes.HARD, True, False), ("Robin Quillfeather", True, False)]


def test_hard_passage_is_never_kept(session, rapporteur):
    notes.draft(session, notes.LEAKING)
    with pytest.raises(HardPassage):
        keep(session, notes.HARD, by=rapporteur)
    assert found(session)[0] == (notes.HARD, True, False)


def test_kept_passage_that_becomes_a_name_of_the_roster_is_open_again(session, rapporteur):
    notes.draft(session, notes.LEAKING)
    keep(session, notes.SOFT, by=rapporteur)
    programmes.registration(accounts.person(), session.sittings.first(), organisation=notes.SOFT)
    assert found(session)[1] == (notes.SOFT, True, False)


def test_kept_passage_stays_kept_where_it_moves_and_where_it_comes_again(session, rapporteur):
    draft = notes.draft(session, notes.LEAKING)
    settlement = keep(session, notes.SOFT, by=rapporteur)
    assert (str(settlement), settlement.settled_by) == ("capital", rapporteur)
    moved = f"At first.\n\n{notes.LEAKING}\n\nThen {notes.SOFT} once more."
    services.save_note(session, draft.title, moved, base=1, actor=rapporteur)
    assert found(session) == [(notes.HARD, True, False), (notes.SOFT, False, True), (notes.SOFT, False, True)]


def test_reason_can_be_said_better(session, rapporteur):
    notes.draft(session, notes.LEAKING)
    keep(session, notes.SOFT, by=rapporteur)
    keep(session, notes.SOFT, by=rapporteur, reason="Better said")
    [settlement] = queries.draft_of(session).settlements.all()
    assert settlement.reason == "Better said"


def test_undone_settlement_is_open_again_and_undone_once(session, rapporteur):
    notes.draft(session, notes.LEAKING)
    settlement = keep(session, notes.SOFT, by=rapporteur)
    services.undo_settlement(session, settlement.pk, actor=rapporteur)
    services.undo_settlement(session, settlement.pk, actor=rapporteur)
    assert found(session)[1] == (notes.SOFT, False, False)
    assert AuditEvent.objects.filter(action="passage opened again").count() == 1


def test_settlement_of_another_note_is_not_undone(session, rapporteur):
    other = notes.draft(text=notes.LEAKING).session
    notes.draft(session)
    services.undo_settlement(session, keep(other, notes.SOFT, by=rapporteur).pk, actor=rapporteur)
    assert queries.draft_of(other).settlements.count() == 1


# The second reader


def change_by_saving(session, by):
    services.save_note(session, "Title", "Other words", base=queries.draft_of(session).revision, actor=by)


def change_by_replacing(session, by):
    replace(session, notes.SOFT, "a tool", by=by)


def change_by_keeping(session, by):
    keep(session, notes.SOFT, by=by, reason="Another reason")


def change_by_undoing(session, by):
    services.undo_settlement(session, queries.draft_of(session).settlements.get().pk, actor=by)


@pytest.mark.parametrize("change", [change_by_saving, change_by_replacing, change_by_keeping, change_by_undoing])
def test_any_change_takes_the_note_back_and_makes_a_writer(session, rapporteur, change):
    notes.draft(session, f"The tool {notes.SOFT} helps.")
    keep(session, notes.SOFT, by=rapporteur)
    services.hand_over_note(session, actor=rapporteur)
    assert queries.sessions_waiting_for_second_reader() == {session.pk}
    other = notes.rapporteur()
    change(session, other)
    draft = queries.draft_of(session)
    assert (draft.state, draft.handed_over) == (NoteState.DRAFT, "")
    assert other.pk in queries.writer_ids(session.pk)
    assert queries.sessions_waiting_for_second_reader() == set()


def test_note_with_open_passages_is_not_handed_over(session, rapporteur):
    notes.draft(session, notes.LEAKING)
    with pytest.raises(PassagesLeft):
        services.hand_over_note(session, actor=rapporteur)
    assert queries.draft_of(session).state == NoteState.DRAFT


@pytest.mark.parametrize(
    "act",
    [
        lambda session, by: services.hand_over_note(session, actor=by),
        lambda session, by: services.send_back_note(session, actor=by),
        lambda session, by: services.release_note(session, actor=by),
        lambda session, by: services.replace_passage(session, 0, "x", "y", actor=by),
        lambda session, by: services.keep_passage(session, 0, "x", "y", actor=by),
        lambda session, by: services.undo_settlement(session, session.pk, actor=by),
    ],
)
def test_nothing_is_done_with_a_note_that_nobody_wrote_or_that_is_public(session, rapporteur, act):
    with pytest.raises(NothingWritten):
        act(session, rapporteur)
    notes.published(session)
    with pytest.raises(AlreadyPublished):
        act(session, rapporteur)


def test_public_note_is_not_written_again(session, rapporteur):
    notes.published(session)
    with pytest.raises(AlreadyPublished):
        services.save_note(session, "Title", "Text", base=0, actor=rapporteur)
    with pytest.raises(AlreadyPublished):
        services.save_private_note(session.sittings.first(), "x", actor=rapporteur)
    assert not SummaryNote.objects.exists()
    assert not PrivateNote.objects.exists()
