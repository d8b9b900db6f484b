"""The pages of a note on its way to the public: who may open each, what they say, and that nothing typed is lost."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from peerhouse.accounts.enums import Role
from peerhouse.attribution import Kind
from peerhouse.notes import queries, services
from peerhouse.notes.enums import NoteState
from peerhouse.notes.models import PrivateNote, SummaryNote
from peerhouse.notes.views.cards import WHAT
from tests.factories import accounts, notes, programmes

pytestmark = pytest.mark.django_db

TICKED = dict.fromkeys(("size", "place", "person", "event", "voice"), "on")


def url(session, page=""):
    return f"/en/convene/sessions/{session.pk}/note/{page}"


def private(sitting):
    return f"/en/convene/sittings/{sitting.pk}/notes/"


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def summary(answer):
    """The lines of the error summary, each with what it points at."""
    links = soup(answer).select('[role="alert"] li')
    return [(line.get_text(" ", strip=True), line.a and line.a["href"]) for line in links]


def passage(session, words):
    passages = queries.passages_of(queries.draft_of(session))
    return next(one.finding for one in passages if one.finding.text == words)


def place(session, words):
    return {"start": passage(session, words).start, "words": words}


# Who may open what

READ, WRITE = ["", "check/"], ["preview/", "check/replace/", "check/keep/", "hand-over/"]


@pytest.mark.parametrize("page", [*READ, "second-reader/"])
def test_visitor_is_asked_to_sign_in(client, session, page):
    assert client.get(url(session, page))["Location"] == f"/en/sign-in/?{urlencode({'next': url(session, page)})}"


@pytest.mark.parametrize("page", WRITE)
def test_visitor_can_post_nothing(client, session, page):
    assert client.post(url(session, page)).status_code == 403


@pytest.mark.parametrize("role", [None, Role.CONVENOR, Role.ADMINISTRATOR, Role.REVIEWER])
def test_who_is_no_rapporteur_cannot_write(signed_in, session, role):
    notes.draft(session)
    browser = signed_in(accounts.staff(role) if role else accounts.person())
    answers = [browser.get(url(session, page)) for page in READ]
    answers += [browser.post(url(session, page)) for page in WRITE]
    answers += [browser.post(url(session, f"check/undo/{session.pk}/")), browser.get(private(session.sittings.first()))]
    assert {answer.status_code for answer in answers} == {403}
    assert all("Only a rapporteur can write notes." in answer.content.decode() for answer in answers)


def test_participant_sees_nothing_of_a_draft(signed_in, session):
    notes.handed_over(session)
    browser = signed_in(accounts.person())
    assert browser.get(url(session, "second-reader/")).status_code == 403
    assert browser.post(url(session, "second-reader/"), TICKED).status_code == 403
    assert browser.post(url(session, "second-reader/send-back/")).status_code == 403


@pytest.mark.parametrize("page", ["", "check/", "second-reader/"])
def test_unknown_session_is_not_found(desk, page):
    assert desk.get(f"/en/convene/sessions/00000000-0000-4000-8000-000000000000/note/{page}").status_code == 404


@pytest.mark.parametrize(
    "page", [*WRITE, "second-reader/send-back/", "check/undo/00000000-0000-4000-8000-000000000000/"]
)
def test_pages_that_change_something_are_not_opened(signed_in, session, page):
    notes.draft(session)
    browser = signed_in(accounts.staff(*Role))
    assert browser.get(url(session, page)).status_code == 405


def test_pages_of_a_draft_are_kept_by_no_cache(desk, session):
    notes.draft(session)
    pages = [url(session), url(session, "check/"), url(session, "second-reader/"), private(session.sittings.first())]
    assert all("no-store" in desk.get(page)["Cache-Control"] for page in pages)


@pytest.mark.parametrize("page", [*READ, "second-reader/"])
def test_pages_of_a_draft_lead_to_the_published_note(desk, session, page):
    notes.published(session)
    season = session.season
    answer = desk.get(url(session, page))
    assert answer["Location"] == f"/en/programmes/{season.programme.slug}/{season.slug}/{session.number}/note/"
    assert desk.get(private(session.sittings.first()))["Location"] == answer["Location"]


# Writing


def test_first_page_offers_the_title_the_private_notes_and_no_check(desk, session, rapporteur):
    services.save_private_note(session.sittings.first(), "Lively.\nVery.", actor=notes.rapporteur())
    page = soup(desk.get(url(session)))
    assert page.select_one("[name=title]")["value"] == session.title
    assert page.select_one("[name=base]")["value"] == "0"
    assert [tab.get_text(strip=True) for tab in page.select(".tabs a")] == ["Write"]
    assert "Lively." in page.text
    assert [link["href"] for link in page.select('[aria-labelledby="private"] a')] == [
        private(sitting) for sitting in session.sittings.all()
    ]


def test_released_charts_are_offered_by_their_place(desk, session):
    notes.released_poll(session, "Not yet?", {})
    notes.released_poll(session, "Which step?")
    panel = soup(desk.get(url(session))).select_one(".panel ul")
    assert panel.get_text(" ", strip=True) == "[[poll 2]] Which step?"


@pytest.mark.parametrize(("button", "leads_to"), [({}, ""), ({"check": "1"}, "check/")])
def test_save_stores_the_note_and_leads_on(desk, session, button, leads_to):
    answer = desk.post(url(session), {"title": "Learned", "text": "A\r\n[[poll 1]]\r\n", "base": 0, **button})
    assert answer["Location"] == url(session, leads_to)
    draft = queries.draft_of(session)
    assert (draft.title, draft.text) == ("Learned", "A\n[[poll 1]]\n")
    assert "The note is saved." in desk.get(url(session)).content.decode()


def test_errors_stand_beside_their_fields_and_keep_what_was_typed(desk, session):
    answer = desk.post(url(session), {"title": "", "text": "My <words>", "base": 0})
    page = soup(answer)
    assert answer.status_code == 400
    assert summary(answer) == [("Give the note a title (Title)", "#id_title")]
    assert page.select_one("[name=title]")["aria-invalid"] == "true"
    assert "Give the note a title" in page.find(id="id_title_error").text
    assert page.select_one("textarea").text.strip() == "My <words>"
    assert "My <words>" in page.find(id="preview").text
    assert page.title.text.startswith("Error:")
    assert not SummaryNote.objects.exists()


def test_text_and_title_have_an_end(desk, session):
    answer = desk.post(url(session), {"title": "x" * 161, "text": "x" * 100_001, "base": 0})
    assert answer.status_code == 400
    assert [target for _line, target in summary(answer)] == ["#id_title", "#id_text"]


def test_missing_text_and_base_are_said(desk, session):
    answer = desk.post(url(session), {"title": "x", "base": "x"})
    assert answer.status_code == 400
    assert ("Write the text of the note (Text)", "#id_text") in summary(answer)


def test_stale_save_keeps_both_texts_and_the_next_save_replaces(desk, session):
    notes.draft(session, "Theirs, saved first.")
    answer = desk.post(url(session), {"title": "Mine", "text": "My words", "base": 0})
    page = soup(answer)
    assert answer.status_code == 409
    assert "Somebody else saved this note" in summary(answer)[0][0]
    assert page.select_one("textarea").text.strip() == "My words"
    assert page.select_one("[name=title]")["value"] == "Mine"
    assert "Theirs, saved first." in page.text
    again = {"title": "Mine", "text": "My words", "base": page.select_one("[name=base]")["value"]}
    assert desk.post(url(session), again).status_code == 302
    assert queries.draft_of(session).text == "My words"


def test_save_of_a_note_that_was_published_meanwhile_keeps_what_was_typed(desk, session):
    notes.published(session)
    answer = desk.post(url(session), {"title": "Mine", "text": "My words", "base": 1})
    assert answer.status_code == 409
    assert "This note is published." in summary(answer)[0][0]
    assert soup(answer).select_one("textarea").text.strip() == "My words"
    assert "What somebody else has saved" not in answer.content.decode()
    assert not SummaryNote.objects.exists()


def test_preview_is_the_page_and_stores_nothing(desk, session):
    notes.released_poll(session)
    answer = desk.post(url(session, "preview/"), {"text": "# Head\r\n[[poll 1]]\r\n<script>x</script>"})
    page = soup(answer)
    assert (page.h2.text, page.figcaption.b.text) == ("Head", "What goes well?")
    assert page.script is None
    assert not SummaryNote.objects.exists()


@pytest.mark.parametrize("data", [{}, {"text": "x\x00"}])
def test_preview_of_nothing_is_empty(desk, session, data):
    answer = desk.post(url(session, "preview/"), data)
    assert (answer.status_code, answer.content) == (200, b"")


# Private notes


def test_private_notes_are_saved_and_shown_with_those_of_others(desk, session, rapporteur):
    first, last = session.sittings.all()
    services.save_private_note(last, "Mine of the other sitting", actor=rapporteur)
    services.save_private_note(first, "Theirs", actor=notes.rapporteur())
    assert desk.post(private(first), {"text": "Mine"})["Location"] == private(first)
    page = soup(desk.get(private(first)))
    assert page.select_one("textarea").text.strip() == "Mine"
    assert "Your notes are saved." in page.text
    assert [note.p.text for note in page.select("article")] == ["Theirs"]


def test_private_notes_that_are_too_long_are_kept_in_the_form(desk, session):
    answer = desk.post(private(session.sittings.first()), {"text": "x" * 100_001})
    assert answer.status_code == 400
    assert len(soup(answer).select_one("textarea").text.strip()) == 100_001
    assert not PrivateNote.objects.exists()


# Checking


def test_check_waits_for_a_draft(desk, session):
    assert desk.get(url(session, "check/"))["Location"] == url(session)


def test_check_marks_each_passage_and_offers_its_ways_out(desk, session, rapporteur):
    notes.draft(session, notes.LEAKING, by=rapporteur)
    page = soup(desk.get(url(session, "check/")))
    assert [mark.get_text() for mark in page.select("mark")] == [notes.HARD, notes.SOFT]
    hard, soft = page.select(".hits > li")
    assert "A company’s name" in hard.text
    assert "A name or a contact can only be edited away." in hard.text
    assert hard.select_one("[name=instead]")["value"] == "one company"
    assert hard.select_one("[name=reason]") is None
    assert soft.select_one("[name=instead]")["value"] == notes.SOFT
    assert soft.select_one("[name=reason]") is not None
    assert page.select_one(".action-bar .button")["aria-disabled"] == "true"
    assert "2 passages left." in page.text
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    article = page.select_one(".note-marked").get_text()
    assert article == f"{notes.TITLE}\n\n{notes.LEAKING}".replace(notes.HARD, notes.HARD + "1").replace(
        notes.SOFT, notes.SOFT + "2"
    )


def test_check_of_a_clean_note_can_be_handed_over(desk, session, rapporteur):
    notes.draft(session, by=rapporteur)
    page = soup(desk.get(url(session, "check/")))
    assert "Every passage is settled." in page.text
    assert page.select(".hits") == []
    assert not page.select_one(".action-bar .button").has_attr("aria-disabled")
    assert desk.post(url(session, "hand-over/"))["Location"] == url(session, "second-reader/")
    assert queries.draft_of(session).state == NoteState.WITH_SECOND_READER


def test_note_with_passages_left_is_not_handed_over(desk, session, rapporteur):
    notes.draft(session, notes.LEAKING, by=rapporteur)
    answer = desk.post(url(session, "hand-over/"))
    assert answer.status_code == 409
    assert "There are passages left to settle." in answer.content.decode()


def test_suggestion_is_in_the_language_of_the_note(signed_in, rapporteur):
    french = programmes.session(programmes.season(programmes.programme(language="fr")))
    programmes.registration(accounts.person(), french.sittings.first(), organisation=notes.HARD)
    notes.draft(french, notes.LEAKING, by=rapporteur)
    browser = signed_in(rapporteur)
    english = soup(browser.get(url(french, "check/"))).select_one("[name=instead]")["value"]
    russian = soup(browser.get(url(french, "check/").replace("/en/", "/ru/"))).select_one("[name=instead]")["value"]
    assert english == russian


def test_passage_is_replaced_and_checked_again(desk, session, rapporteur):
    notes.draft(session, notes.LEAKING, by=rapporteur)
    answer = desk.post(url(session, "check/replace/"), {**place(session, notes.HARD), "instead": "one company"})
    assert answer["Location"] == url(session, "check/")
    page = soup(desk.get(url(session, "check/")))
    assert "Replaced. The text was checked again." in page.text
    assert [mark.get_text() for mark in page.select("mark")] == [notes.SOFT]


def test_passage_over_two_lines_is_replaced_as_browsers_send_it(desk, session, rapporteur):
    notes.draft(session, "They met at Sample\nMessaging again.", by=rapporteur)
    found = passage(session, "Sample\nMessaging")
    sent = {"start": found.start, "words": "Sample\r\nMessaging", "instead": "a company"}
    assert desk.post(url(session, "check/replace/"), sent).status_code == 302
    assert queries.draft_of(session).text == "They met at a company again."


def test_passage_is_kept_and_undone(desk, session, rapporteur):
    notes.draft(session, notes.LEAKING, by=rapporteur)
    desk.post(url(session, "check/keep/"), {**place(session, notes.SOFT), "reason": "Says nothing"})
    page = soup(desk.get(url(session, "check/")))
    kept = page.select_one(".settled")
    assert "Kept: Says nothing" in kept.text
    assert page.select_one("progress")["value"] == "1"
    assert desk.post(kept.form["action"])["Location"] == url(session, "check/")
    assert soup(desk.get(url(session, "check/"))).select(".settled") == []


def test_missing_reason_is_said_on_the_card(desk, session, rapporteur):
    notes.draft(session, notes.LEAKING, by=rapporteur)
    answer = desk.post(url(session, "check/keep/"), {**place(session, notes.SOFT), "reason": " "})
    assert answer.status_code == 400
    assert summary(answer) == [("Say why this passage can stay (Reason to keep it)", "#hit-2-keep-reason")]
    card = soup(answer).find(id="hit-2")
    assert card.select_one("[name=reason]")["aria-invalid"] == "true"
    assert "Say why this passage can stay" in card.text
    assert soup(answer).title.text.startswith("Error:")


def test_words_that_are_too_long_stay_on_the_card(desk, session, rapporteur):
    notes.draft(session, notes.LEAKING, by=rapporteur)
    answer = desk.post(url(session, "check/replace/"), {**place(session, notes.HARD), "instead": "x" * 601})
    assert answer.status_code == 400
    assert soup(answer).find(id="hit-1").select_one("[name=instead]")["value"] == "x" * 601


def test_card_of_a_text_that_moved_is_filled_in_again(desk, session, rapporteur):
    notes.draft(session, notes.LEAKING, by=rapporteur)
    old = place(session, notes.HARD)
    services.save_note(session, notes.TITLE, "Now. " + notes.LEAKING, base=1, actor=rapporteur)
    answer = desk.post(url(session, "check/replace/"), {**old, "instead": "a small company"})
    assert answer.status_code == 409
    assert "The text has changed since this page was opened." in summary(answer)[0][0]
    card = soup(answer).find(id="hit-1")
    assert card.select_one("[name=instead]")["value"] == "a small company"
    sent = {field["name"]: field["value"] for field in card.select_one("form").select("input[value]")}
    assert desk.post(url(session, "check/replace/"), sent).status_code == 302
    assert queries.draft_of(session).text.startswith("Now. One team at a small company")


def test_card_of_a_passage_that_is_gone_says_so(desk, session, rapporteur):
    notes.draft(session, "Nothing to find.", by=rapporteur)
    answer = desk.post(url(session, "check/replace/"), {"start": 3, "words": "Somebody", "instead": "x"})
    assert answer.status_code == 409
    assert "The text has changed" in summary(answer)[0][0]


def test_hard_passage_is_not_kept_by_a_made_up_form(desk, session, rapporteur):
    notes.draft(session, notes.LEAKING, by=rapporteur)
    answer = desk.post(url(session, "check/keep/"), {**place(session, notes.HARD), "reason": "why not"})
    assert answer.status_code == 409
    assert "A name or a contact cannot stay." in summary(answer)[0][0]
    assert soup(answer).find(id="hit-1").select_one("[name=reason]") is None


def test_form_without_a_place_is_refused(desk, session, rapporteur):
    notes.draft(session, notes.LEAKING, by=rapporteur)
    assert desk.post(url(session, "check/replace/"), {"instead": "x"}).status_code == 400


def test_card_of_a_note_that_is_gone_says_so(desk, session):
    answer = desk.post(url(session, "check/keep/"), {"start": 0, "words": "x"})
    assert answer.status_code == 409
    assert "There is no draft of this note." in answer.content.decode()


# The second reader


def test_second_reader_sees_the_note_as_it_will_be_and_what_was_kept(signed_in, session, rapporteur):
    notes.draft(session, f"# Steps\n\nA tool called {notes.SOFT}.", by=rapporteur)
    found = passage(session, notes.SOFT)
    services.keep_passage(session, found.start, found.text, "Says nothing", actor=rapporteur)
    services.hand_over_note(session, actor=rapporteur)
    page = soup(signed_in(notes.second_reader()).get(url(session, "second-reader/")))
    article = page.select_one("article.note-draft")
    assert (article["lang"], [head.text for head in article.select("h2")]) == ("en", [notes.TITLE, "Steps"])
    assert page.find(id="kept").find_next("dl").get_text(" ", strip=True) == f"{notes.SOFT} Says nothing"
    assert len(page.select("input[type=checkbox]")) == 5


def test_every_box_has_to_be_ticked(signed_in, session):
    notes.handed_over(session)
    browser = signed_in(notes.second_reader())
    answer = browser.post(url(session, "second-reader/"), TICKED | {"event": ""})
    assert answer.status_code == 400
    [(line, target)] = summary(answer)
    assert line.startswith("Tick this, or send the note back")
    assert target == "#id_event"
    assert soup(answer).find(id="id_size").has_attr("checked")
    assert not queries.is_published(session)


def test_second_reader_releases_and_everybody_can_read(signed_in, session):
    notes.handed_over(session)
    answer = signed_in(notes.second_reader()).post(url(session, "second-reader/"), TICKED, follow=True)
    assert "The note is public." in answer.content.decode()
    public = Client().get(answer.redirect_chain[-1][0])
    assert notes.TITLE in public.content.decode()


def test_second_press_of_release_leads_to_the_note(signed_in, session):
    notes.published(session)
    answer = signed_in(notes.second_reader()).post(url(session, "second-reader/"), TICKED)
    assert answer["Location"].endswith("/note/")


def test_writer_sees_why_the_button_is_not_theirs(desk, session, rapporteur):
    notes.handed_over(session, by=rapporteur)
    page = soup(desk.get(url(session, "second-reader/")))
    assert "You wrote a part of this note." in page.text
    assert page.select("input[type=checkbox]") == []
    answer = desk.post(url(session, "second-reader/"), TICKED)
    assert answer.status_code == 403
    assert desk.post(url(session, "second-reader/send-back/")).status_code == 403


def test_second_page_waits_for_the_writers(signed_in, session):
    browser = signed_in(notes.second_reader())
    assert "Nobody has written this note yet" in browser.get(url(session, "second-reader/")).content.decode()
    notes.draft(session)
    page = browser.get(url(session, "second-reader/")).content.decode()
    assert "This note is not with a second reader yet." in page
    assert browser.post(url(session, "second-reader/"), TICKED).status_code == 409


def test_second_reader_sends_the_note_back(signed_in, session):
    notes.handed_over(session)
    browser = signed_in(notes.second_reader())
    assert browser.post(url(session, "second-reader/send-back/"))["Location"] == url(session, "second-reader/")
    assert "The note is back with its writers." in browser.get(url(session, "second-reader/")).content.decode()
    assert queries.draft_of(session).state == NoteState.DRAFT


def test_every_kind_of_finding_has_words():
    assert {kind.value for kind in Kind} | {"email", "url", "phone", "handle", "capital"} <= set(WHAT)


@pytest.mark.parametrize("sections", [1, 3])
def test_check_asks_the_same_number_of_questions_however_much_is_found(
    desk, session, rapporteur, sections, django_assert_num_queries
):
    notes.draft(session, notes.LEAKING * sections, by=rapporteur)
    desk.get(url(session, "check/"))
    with django_assert_num_queries(15):
        desk.get(url(session, "check/"))
