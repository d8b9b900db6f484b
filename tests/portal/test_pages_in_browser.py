"""The public pages in Chromium: accessible in both sizes, both colours and both directions; nothing refused."""

from datetime import timedelta

import pytest
from pytest_django.live_server_helper import LiveServer

from peerhouse.kernel import clock
from peerhouse.programmes.enums import SittingState, StatementKind
from peerhouse.programmes.models import Sitting
from peerhouse.programmes.services import publish_statement
from peerhouse.rooms.services import Line, save_agenda
from tests.factories import notes, programmes
from tests.journeys.axe import assert_accessible, assert_accessible_in_every_look

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(settings, transactional_db):
    """A season with a session that was held, one to come, and the front pages."""
    # Nobody votes here: the keys that a planned sitting gets would take seconds to make.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    notes.front_pages()
    season = programmes.season(programmes.programme(slug="peer-learning"))
    texts = {"en": "- **Say what, never who.** You may use what you hear.\n- Nothing is recorded."}
    publish_statement(season.programme, StatementKind.GROUND_RULES, texts, actor=None)
    held = programmes.session(season, number=1, title="Human rights due diligence and end use")
    notes.released_poll(held)
    notes.published(held)
    Sitting.objects.filter(session=held).update(state=SittingState.HELD, starts_at=clock.now() - timedelta(days=20))
    coming = programmes.session(season, number=2, title="Engaging with people who are affected")
    save_agenda(coming, [Line("Welcome", 10), Line("Who is affected", 40), Line("What comes next", 20)], actor=None)
    server = LiveServer("localhost:0")
    settings.SITE_ORIGIN = server.url
    yield server.url
    server.stop()


PAGES = [
    "programmes/",
    "programmes/peer-learning/",
    "programmes/peer-learning/2023/",
    "programmes/peer-learning/2023/1/",
    "programmes/peer-learning/2023/1/note/",
    "programmes/peer-learning/2023/2/",
    "about/confidentiality/",
    "about/privacy/",
    "about/accessibility/",
]


def test_pages_are_accessible(house, visit):
    for language in ("en", "ar"):
        home = f"{house}/{language}/"
        with visit(home, language=language) as page:
            assert_accessible_in_every_look(page)
            for address in PAGES:
                page.goto(home + address)
                assert_accessible_in_every_look(page)


def test_reader_comes_from_the_front_page_to_the_numbers_of_a_note(house, visit):
    with visit(f"{house}/en/", device="phone") as page:
        page.get_by_role("link", name="Human rights due diligence and end use").click()
        page.get_by_text("Show as a table").click()
        assert page.get_by_role("table").get_by_role("row").nth(1).inner_text().split("\t") == [
            "Finding harm",
            "20",
            "10",
            "30",
        ]
        assert_accessible(page)
