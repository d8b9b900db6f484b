"""The desk: what needs doing first, and what staff did."""

import re
from datetime import timedelta

import pytest
from django.utils.html import escape

from peerhouse.accounts.enums import Role
from peerhouse.kernel import audit, clock
from peerhouse.kernel.models import AuditEvent
from peerhouse.notes import services as notes
from peerhouse.programmes.enums import SittingState
from peerhouse.programmes.models import Session, Sitting
from tests.factories import accounts, programmes

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    person = accounts.staff(Role.CONVENOR)
    client.force_login(person)
    return person


def desk(client) -> str:
    answer = client.get("/en/desk/")
    assert answer.status_code == 200
    return answer.content.decode()


def held(title: str) -> Session:
    session = programmes.session(programmes.season(), title=title)
    Sitting.objects.filter(session=session).update(state=SittingState.HELD, starts_at=clock.now() - timedelta(days=3))
    return session


@pytest.mark.parametrize("path", ["/en/desk/", "/en/desk/audit/"])
def test_desk_is_for_the_secretariat(client, path):
    assert client.get(path)["Location"].startswith("/en/sign-in/?next=")
    client.force_login(accounts.person())
    answer = client.get(path)
    assert answer.status_code == 403
    assert "Only the secretariat can open this page." in answer.content.decode()
    for role in Role:
        client.force_login(accounts.staff(role))
        assert client.get(path).status_code == 200


def test_quiet_week_says_so_and_offers_what_to_do(client, staff):
    page = desk(client)
    assert "Nothing waits for you." in page
    assert "Plan a session" in page


def test_reviewer_is_offered_nothing_they_cannot_do(client):
    sitting = programmes.sitting(programmes.session(starts=[programmes.in_days(3)]))
    client.force_login(accounts.staff(Role.REVIEWER))
    page = desk(client)
    assert escape(sitting.session.title) in page
    assert 'href="/en/desk/audit/"' in page
    for path in (f"/convene/sittings/{sitting.pk}/console/", "/convene/", "/en/desk/people/", "/cms/"):
        assert f'href="{path}"' not in page
        assert f'href="/en{path}"' not in page


def test_administrator_finds_people_and_roles(client):
    client.force_login(accounts.staff(Role.ADMINISTRATOR))
    page = desk(client)
    assert 'href="/en/desk/people/"' in page
    assert 'href="/cms/"' in page


def test_sittings_of_two_weeks_come_first_in_their_order(client, staff):
    now = clock.now()
    days = {"Yesterday": -0.9, "Tomorrow": 1, "In thirteen days": 13, "Long ago": -1.1, "In fifteen days": 15}
    for title, ahead in days.items():
        session = programmes.session(programmes.season(), title=title, starts=[programmes.in_days(20)])
        Sitting.objects.filter(session=session).update(starts_at=now + timedelta(days=ahead))
    page = desk(client)
    shown = re.findall(r'console/">([^,<]+), sitting A</a>', page)
    assert shown == ["Yesterday", "Tomorrow", "In thirteen days"]


def test_sitting_that_is_cancelled_needs_nothing(client, staff):
    session = programmes.session(starts=[programmes.in_days(3)])
    Sitting.objects.filter(session=session).update(state=SittingState.CANCELLED)
    assert "Nothing waits for you." in desk(client)


def test_held_session_without_a_note_waits_for_its_rapporteur(client, staff):
    session = held("Access to remedy")
    page = desk(client)
    assert "Sessions held, note not published" in page
    assert f'href="/en/convene/sessions/{session.pk}/note/"' in page


def test_draft_that_was_handed_over_waits_for_its_second_reader(client, staff):
    session = held("Access to remedy")
    rapporteur = accounts.staff(Role.RAPPORTEUR)
    notes.save_note(session, "Access to remedy", "Companies compared what works.", base=0, actor=rapporteur)
    assert "Sessions held, note not published" in desk(client)
    notes.hand_over_note(session, actor=rapporteur)
    page = desk(client)
    assert f'href="/en/convene/sessions/{session.pk}/note/second-reader/"' in page
    assert "Sessions held, note not published" not in page


def test_session_with_one_sitting_to_come_waits_for_no_note(client, staff):
    session = held("Access to remedy")
    Sitting.objects.filter(session=session, letter="B").update(state=SittingState.PLANNED)
    assert "Sessions held, note not published" not in desk(client)


@pytest.mark.parametrize("count", [1, 3])
def test_desk_asks_as_little_for_three_of_each_as_for_one(client, staff, count, django_assert_max_num_queries):
    season = programmes.season()
    for number in range(count):
        programmes.session(season, number=number + 1, starts=[programmes.in_days(2)])
        held(f"Held {number}")
    with django_assert_max_num_queries(16):
        desk(client)


# What staff did


def test_log_shows_who_did_what_to_what_and_the_detail(client, staff):
    person = accounts.person("someone@company.example", name="The reviewer")
    organisation = accounts.organisation()
    audit.record("role.granted", person, actor=staff, role="reviewer", why="asked")
    audit.record("organisation.merged", organisation, actor=None)
    page = client.get("/en/desk/audit/").content.decode()
    assert "<code>role.granted</code>" in page
    assert str(staff) in page
    assert "<td>The reviewer</td>" in page
    assert "role: reviewer; why: asked" in page
    assert f"organisation {str(organisation.pk)[:8]}" in page
    assert "The system, or not kept" in page


def test_log_of_a_person_who_is_gone_still_shows_the_event(client, staff):
    person = accounts.person()
    audit.record("role.granted", person, actor=staff)
    gone = str(person.pk)
    person.delete()
    assert f"person {gone[:8]}" in client.get("/en/desk/audit/").content.decode()


def test_log_is_kept_to_one_action(client, staff):
    subject = accounts.organisation()
    audit.record("a.done", subject, actor=staff)
    audit.record("b.done", subject, actor=staff)
    page = client.get("/en/desk/audit/?action=a.done").content.decode()
    assert "<code>a.done</code>" in page
    assert "<code>b.done</code>" not in page
    assert '<option value="a.done" selected>' in page
    assert '<option value="b.done">' in page


def test_log_comes_in_pages_of_fifty(client, staff):
    subject = accounts.organisation()
    for number in range(120):
        audit.record("step", subject, actor=None, number=number)
    AuditEvent.objects.update(at=clock.now())
    pages = [client.get(f"/en/desk/audit/?action=step&page={page}").content.decode() for page in (1, 2, 3)]
    assert [page.count("<code>step</code>") for page in pages] == [50, 50, 20]
    assert [("Later" in page, "Earlier" in page) for page in pages] == [(False, True), (True, True), (True, False)]
    assert "?action=step&amp;page=2" in pages[0]
    assert client.get("/en/desk/audit/?page=900").status_code == 200
    assert client.get("/en/desk/audit/?page=last").status_code == 200


def test_empty_log_says_what_will_be_there(client, staff):
    assert "Each action of the secretariat leaves a line here." in client.get("/en/desk/audit/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_log_asks_as_little_for_three_lines_as_for_one(client, staff, count, django_assert_num_queries):
    for _ in range(count):
        audit.record("step", accounts.person(), actor=accounts.staff())
    with django_assert_num_queries(
        11
    ):  # session, person, rule, four of the menu, number of events, events, their subjects, actions
        client.get("/en/desk/audit/")
