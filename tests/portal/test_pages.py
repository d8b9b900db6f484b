"""The public pages: what everybody sees, in six languages, and what of a programme by invitation nobody may guess."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from peerhouse.accounts.enums import Role
from peerhouse.kernel import clock
from peerhouse.notes.models import PublishedNote
from peerhouse.portal.models import ContentPage, HomePage
from peerhouse.portal.services import open_portal
from peerhouse.programmes.enums import ProgrammeKind, SittingState, StatementKind
from peerhouse.programmes.models import Sitting
from peerhouse.programmes.services import add_invitations, publish_statement
from peerhouse.rooms.services import Line, save_agenda
from tests.factories import accounts, notes, programmes

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def url(session, page="", language="en"):
    season = session.season
    return f"/{language}/programmes/{season.programme.slug}/{season.slug}/{session.number}/{page}"


def soup(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def get(address):
    return soup(Client().get(address))


def hold(session, state=SittingState.HELD):
    """Every sitting is over, or was cancelled."""
    Sitting.objects.filter(session=session).update(state=state, starts_at=clock.now() - timedelta(days=3))


def invited_session(**fields):
    return programmes.session(programmes.season(programmes.programme(ProgrammeKind.INVITATION)), **fields)


# Front page


def test_house_without_programmes_says_what_will_be_here(portal):
    page = get("/en/")
    assert page.h1.get_text(" ") == "What was said is shared. Who said it never is."
    assert "No summary note yet" in page.text
    assert page.select('a[href^="/en/register/"]') == []


def test_front_page_leads_to_the_next_session_and_the_notes(portal):
    season = programmes.season()
    first = programmes.session(season, number=1, title="First")
    notes.published(first)
    hold(first)
    programmes.session(season, number=3, title="Third", starts=[programmes.in_days(30)])
    second = programmes.session(season, number=2, title="Second", starts=[programmes.in_days(9)])
    programmes.session(season, number=4, title="Hidden", starts=[programmes.in_days(2)], published=False)
    invited_session(title="Invited", starts=[programmes.in_days(1)])
    page = get("/en/")
    assert page.select_one(".hero .button")["href"] == f"/en/register/{second.pk}/"
    assert page.find(id="next").a["href"] == url(second)
    assert [link["href"] for link in page.select("ol.entries h3 a")] == [url(first, "note/")]
    assert page.select_one("ol.entries .meta time") is not None
    assert "Hidden" not in page.text
    assert "Invited" not in page.text
    assert len(page.select(".cards > .card")) == 2


def test_front_page_shows_a_note_of_a_session_without_sittings(portal):
    session = programmes.session(starts=[])
    notes.published(session)
    assert get("/en/").select_one("ol.entries .meta").get_text(strip=True) == ""


def test_sitting_that_runs_can_still_be_registered_for_and_one_that_is_over_cannot(portal):
    session = programmes.session(starts=[programmes.in_days(1)])
    Sitting.objects.filter(session=session).update(starts_at=clock.now() - timedelta(minutes=30))
    assert get("/en/").find(id="next") is not None
    Sitting.objects.filter(session=session).update(starts_at=clock.now() - timedelta(minutes=90))
    assert get("/en/").find(id="next") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_front_page_has_its_own_words_in_each_language(portal, language):
    HomePage.objects.filter(locale__language_code=language).update(title=f"Title in {language}", second_line="")
    page = get(f"/{language}/")
    assert (page.html["lang"], page.html["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert page.h1.get_text(strip=True) == f"Title in {language}"
    assert page.title.text.startswith(f"Title in {language}")


def test_portal_is_opened_once(portal, django_assert_num_queries):
    HomePage.objects.filter(slug="home-en").update(title="Changed by the secretariat")
    with django_assert_num_queries(3):  # a savepoint and its end around one question
        open_portal(actor=None)
    assert HomePage.objects.count() == len(LANGUAGES)
    assert HomePage.objects.get(slug="home-en").title == "Changed by the secretariat"
    assert len(set(HomePage.objects.values_list("translation_key", flat=True))) == 1


def test_pages_of_the_secretariat_stand_below_the_front_page(portal):
    home = HomePage.objects.get(slug="home-en")
    home.add_child(
        instance=ContentPage(
            title="Contact", slug="contact", locale=home.locale, body='<p>Write to <a href="/en/">us</a>.</p>'
        )
    )
    page = get("/en/contact/")
    assert page.h1.text == "Contact"
    assert page.select_one(".prose a")["href"] == "/en/"
    assert Client().get("/en/nothing-here/").status_code == 404


# Programmes


def test_programmes_are_listed_both_kinds_by_their_description(portal):
    assert "No programme yet" in get("/en/programmes/").text
    programme, invited = programmes.programme(), programmes.programme(ProgrammeKind.INVITATION)
    page = get("/en/programmes/")
    assert [link["href"] for link in page.select("main .entries a")] == [
        f"/en/programmes/{invited.slug}/",
        f"/en/programmes/{programme.slug}/",
    ]


def test_programme_shows_the_seasons_that_hold_something():
    programme = programmes.programme()
    address = f"/en/programmes/{programme.slug}/"
    programmes.session(programmes.season(programme, "2022"), published=False)
    assert "No season has been announced yet." in get(address).text
    programmes.session(programmes.season(programme, "2023"))
    assert [link["href"] for link in get(address).select("aside .entries a")] == [f"{address}2023/"]


def test_description_of_a_programme_is_markdown_that_cannot_act():
    programme = programmes.programme()
    programme.description = "**Six** sessions <script>x</script> [x](javascript:y)\n\n- one"
    programme.save()
    prose = get(f"/en/programmes/{programme.slug}/").select_one("main .prose")
    assert (prose.strong.text, prose.li.text, prose.script, prose.a) == ("Six", "one", None, None)


# A programme by invitation


def inside(session):
    return [f"/en/programmes/{session.season.programme.slug}/2023/"] + [
        url(session, page) for page in ("", "note/", "note.pdf", "note.docx")
    ]


def test_public_sees_the_description_of_a_programme_by_invitation_alone():
    session = invited_session(title="Secret title")
    notes.published(session)
    page = get(f"/en/programmes/{session.season.programme.slug}/")
    assert "Sessions of this programme are shown to invited people only." in page.text
    assert page.select("aside .entries a") == []
    outsider = Client()
    outsider.force_login(accounts.person())
    for browser in (Client(), outsider):
        assert [browser.get(address).status_code for address in inside(session)] == [404] * 5


def test_what_is_hidden_answers_as_what_is_not_there():
    session = invited_session()
    hidden, missing = Client().get(url(session)), Client().get(url(session).replace("/1/", "/7/"))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content.replace(b"/1/", b"/7/") == missing.content


def test_invited_people_and_the_secretariat_see_inside():
    session = invited_session()
    notes.published(session)
    guest = accounts.person()
    add_invitations(session.season.programme, [guest.email], actor=None)
    for person in (guest, accounts.staff(Role.REVIEWER)):
        browser = Client()
        browser.force_login(person)
        assert [browser.get(address).status_code for address in inside(session)] == [200] * 5
        assert len(soup(browser.get(f"/en/programmes/{session.season.programme.slug}/")).select("aside li")) == 1


def test_note_by_invitation_is_not_promised_to_everyone():
    session = invited_session()
    hold(session)
    browser = Client()
    browser.force_login(accounts.staff())
    assert "once a second person has read it." in soup(browser.get(url(session))).select_one("aside").text


def test_draft_of_a_session_is_for_the_secretariat():
    session = programmes.session(published=False)
    assert Client().get(url(session)).status_code == 404
    browser = Client()
    browser.force_login(accounts.staff())
    assert browser.get(url(session)).status_code == 200


# The calendar of a season


def test_season_shows_how_each_session_stands():
    season = programmes.season()
    opened = programmes.session(season, number=1, title="Open")
    held = programmes.session(season, number=2, title="Held")
    noted = programmes.session(season, number=3, title="Noted")
    cancelled = programmes.session(season, number=4, title="Called off")
    programmes.session(season, number=5, title="Hidden", published=False)
    notes.published(noted)
    for session in (held, noted):
        hold(session)
    hold(cancelled, SittingState.CANCELLED)
    page = get(f"/en/programmes/{season.programme.slug}/{season.slug}/")
    rows = page.select("ol.entries.numbered > li")
    assert [row.select_one(".meta").get_text(strip=True) for row in rows] == [
        "Registration open",
        "Held",
        "Summary note",
        "Cancelled",
    ]
    assert rows[0].a["href"] == url(opened)
    assert len(rows[0].select("time")) == 4
    assert page.select_one(f'a[href="/calendars/{season.programme.slug}/{season.slug}.ics"]')


def test_season_without_sessions_says_so():
    season = programmes.season()
    page = get(f"/en/programmes/{season.programme.slug}/{season.slug}/")
    assert "No session has been announced yet." in page.text


# A session


def test_open_session_leads_to_registration():
    session = programmes.session()
    page = get(url(session))
    assert page.select_one("main aside .button")["href"] == f"/en/register/{session.pk}/"
    assert "Registration open" in page.select_one(".page-head").text
    assert "The session is held more than once" in page.text
    assert len(page.select('a[href$=".ics"]')) == 2
    assert page.find(id="agenda") is None
    assert page.find(id="rules") is None


def test_session_with_one_sitting_does_not_speak_of_two():
    assert "more than once" not in get(url(programmes.session(starts=[programmes.in_days(3)]))).text


def test_session_shows_its_agenda_and_ground_rules_in_a_language_the_reader_knows():
    session = programmes.session()
    save_agenda(session, [Line("Welcome", 10), Line("Four steps", 40)], actor=None)
    texts = {"en": "- Say what, never who.", "fr": "- Dites quoi, jamais qui."}
    publish_statement(session.season.programme, StatementKind.GROUND_RULES, texts, actor=None)
    page = get(url(session))
    assert [item.text for item in page.select(".agenda .what")] == ["Welcome", "Four steps"]
    spoken = {}
    for language in ("en", "fr", "ar"):
        rules = get(url(session, language=language)).find(id="rules").find_next(class_="prose")
        spoken[language] = (rules["lang"], rules.li.text)
    assert spoken["fr"] == ("fr", "Dites quoi, jamais qui.")
    assert spoken["en"] == spoken["ar"] == ("en", "Say what, never who.")


def test_held_session_waits_for_its_note_then_shows_it():
    session = programmes.session()
    save_agenda(session, [Line("Welcome", 10)], actor=None)
    hold(session)
    page = get(url(session))
    assert "After the session" in page.select_one("main aside").text
    assert page.select_one(".agenda li")["class"] == ["done"]
    assert page.select('a[href^="/en/register/"]') == []
    notes.published(session)
    page = get(url(session))
    assert [link["href"] for link in page.select("main .entries.sided a")] == [
        url(session, "note/"),
        url(session, "note.pdf"),
        url(session, "note.docx"),
    ]
    assert "After the session" not in page.text


def test_cancelled_session_says_so_and_promises_no_note():
    session = programmes.session()
    hold(session, SittingState.CANCELLED)
    page = get(url(session))
    assert page.select_one(".page-head .status").get_text(strip=True) == "Cancelled"
    assert "After the session" not in page.text


def test_session_shows_released_charts_alone():
    session = programmes.session()
    notes.released_poll(session, "Which step?")
    notes.released_poll(session, "Not yet released?", {})
    page = get(url(session))
    assert [caption.b.text for caption in page.select("figcaption")] == ["Which step?"]
    assert page.select_one("figure table") is not None


def test_session_leads_to_the_next_one_of_its_programme_never_to_itself():
    season = programmes.season()
    first = programmes.session(season, number=1, starts=[programmes.in_days(2)])
    programmes.session(starts=[programmes.in_days(3)])
    assert "Next session" not in get(url(first)).text
    second = programmes.session(season, number=2, starts=[programmes.in_days(9)])
    links = get(url(first)).select("main aside a.button")
    assert [link["href"] for link in links] == [f"/en/register/{first.pk}/", url(second)]


# The note


def test_note_is_in_its_own_language_whatever_the_page_is_in():
    session = programmes.session(programmes.season(programmes.programme(language="ar")))
    notes.released_poll(session)
    notes.published(session)
    for language, direction in (("en", "ltr"), ("ar", "rtl")):
        page = get(url(session, "note/", language))
        assert page.html["dir"] == direction
        assert (page.h1["lang"], page.h1["dir"]) == ("ar", "rtl")
        assert (page.article["lang"], page.article["dir"]) == ("ar", "rtl")


def test_note_shows_its_words_its_charts_and_the_day():
    session = programmes.session()
    notes.released_poll(session)
    note = notes.published(session)
    page = get(url(session, "note/"))
    assert page.h1.text == notes.TITLE
    assert page.article.h2.text == "Four steps"
    assert page.article.figure.table is not None
    assert "&lt;" not in str(page.article)
    assert f"Published on {note.released_on.day}" in page.select_one(".page-head").text


@pytest.mark.parametrize(("page", "kind", "column"), [("note.pdf", PDF, "pdf"), ("note.docx", DOCX, "docx")])
def test_note_is_taken_away_as_a_file(page, kind, column):
    session = programmes.session()
    note = notes.published(session)
    answer = Client().get(url(session, page))
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer["Content-Disposition"] == f'attachment; filename="summary-note-1.{column}"'
    assert answer.content == bytes(getattr(PublishedNote.objects.get(pk=note.pk), column))


@pytest.mark.parametrize("page", ["note/", "note.pdf", "note.docx"])
def test_note_that_is_not_released_is_not_there(page):
    session = programmes.session()
    notes.handed_over(session)
    assert Client().get(url(session, page)).status_code == 404


# All of them


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["about/confidentiality/", "about/privacy/", "about/accessibility/", "programmes/"])
def test_page_is_there_in_each_language(language, page):
    shown = get(f"/{language}/{page}")
    assert (shown.html["lang"], shown.html["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert len(shown.select("h1")) == 1


@pytest.mark.parametrize("page", ["", "note/", "note.pdf", "note.docx"])
def test_public_pages_are_only_read(page):
    session = programmes.session()
    notes.published(session)
    assert Client().post(url(session, page)).status_code == 405


@pytest.mark.parametrize("page", ["", "programmes/", "about/privacy/"])
def test_other_public_pages_are_only_read(portal, page):
    assert Client().post(f"/en/{page}").status_code == 405


def test_public_pages_set_no_cookie(portal):
    session = programmes.session()
    notes.published(session)
    for address in ("/en/", url(session), url(session, "note/"), "/en/about/privacy/"):
        assert not Client().get(address).cookies


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_the_same_number_of_questions_however_much_there_is(portal, number, django_assert_num_queries):
    season = programmes.season()
    for place in range(1, number + 1):
        held = programmes.session(season, number=place)
        notes.published(held)
        hold(held)
        programmes.session(programmes.season(programmes.programme()))
        notes.released_poll(held, f"Question {place}?")
    shown = programmes.session(season, number=9)
    for place in range(number):
        notes.released_poll(shown, f"Question {place}?")
    Client().get("/en/")
    for address, questions in {"/en/": 11, f"/en/programmes/{season.programme.slug}/2023/": 4, url(shown): 8}.items():
        with django_assert_num_queries(questions):
            assert Client().get(address).status_code == 200
