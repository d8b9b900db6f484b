"""Convening in a browser without script."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from peerhouse.accounts.enums import Role
from peerhouse.programmes import queries, services
from peerhouse.programmes.enums import ProgrammeKind, SittingState, StatementKind
from peerhouse.programmes.models import Invitation, Session, Sitting, Statement
from tests.factories import accounts, programmes
from tests.programmes.pages import errors_of, page_of

SITTINGS = {
    f"{letter}-{name}": value
    for letter, place in (("A", "Europe/Zurich"), ("B", "America/Los_Angeles"), ("C", "Asia/Singapore"))
    for name, value in (("date", ""), ("time", ""), ("time_zone", place), ("minutes", "75"))
}
NEW = SITTINGS | {
    "number": "1",
    "title": "Remedy",
    "lead": "Who, how.",
    "A-date": "2023-03-15",
    "A-time": "10:00",
    "B-date": "2023-03-15",
    "B-time": "09:00",
}


@pytest.fixture
def client(convenor, signed_in) -> Client:
    return signed_in(convenor)


@pytest.mark.parametrize("role", [None, Role.RAPPORTEUR, Role.REVIEWER])
def test_convening_pages_refuse_everybody_else_with_the_reason(db, signed_in, role):
    session = programmes.session()
    sitting = programmes.sitting(session)
    invitation = Invitation.objects.create(programme=session.season.programme, email="one@company.example")
    allowed = services.allow_term(session.season.programme, "Sample Act", "It is a law", actor=None)
    person = accounts.staff(role) if role else accounts.person()
    client = signed_in(person)
    addresses = [
        reverse("convene"),
        reverse("session-new", args=[session.season_id]),
        reverse("session-edit", args=[session.pk]),
        reverse("session-speakers", args=[session.pk]),
        reverse("sitting-move", args=[sitting.pk]),
        reverse("sitting-cancel", args=[sitting.pk]),
        reverse("statements", args=[session.season.programme_id]),
        reverse("invitations", args=[session.season.programme_id]),
        reverse("invitation-remove", args=[invitation.pk]),
        reverse("programme-new"),
        reverse("season-new", args=[session.season.programme_id]),
        reverse("allowed-terms", args=[session.season.programme_id]),
        reverse("allowed-term-remove", args=[allowed.pk]),
    ]
    for address in addresses:
        response = client.post(address)
        assert (address, response.status_code) == (address, 403)
        assert "Only a convenor can do this." in response.content.decode()
    assert queries.sitting(sitting.pk).state == SittingState.PLANNED


def test_convene_lists_every_programme_with_its_sessions(client):
    assert "No programme yet" in client.get("/en/convene/").content.decode()
    closed = programmes.season(programmes.programme(ProgrammeKind.INVITATION))
    bare = programmes.programme()
    draft = programmes.session(programmes.season(slug="2024"), published=False)
    shown = programmes.session(draft.season, number=2, title="Remedy")
    page = page_of(client.get("/en/convene/"))
    assert page.select_one(f'a[href="{reverse("invitations", args=[closed.programme_id])}"]')
    assert not page.select(f'a[href="{reverse("invitations", args=[bare.pk])}"]')
    assert [
        page.select_one(f'a[href="{reverse("session-edit", args=[each.pk])}"]').text for each in (draft, shown)
    ] == [
        "Human rights due diligence",
        "Remedy",
    ]
    words = page.main.get_text()
    assert all(said in words for said in ("Not published", "Readers can see it", "No session yet.", "No season yet."))


def test_new_session_takes_the_next_number_and_the_usual_places(client):
    season = programmes.season()
    programmes.session(season, number=1)
    page = page_of(client.get(reverse("session-new", args=[season.pk])))
    assert page.select_one("#id_number")["value"] == "2"
    places = [field["value"] for field in page.select("[name$=time_zone] option[selected]")]
    assert places == ["Europe/Zurich", "America/Los_Angeles", "Asia/Singapore"]


def test_new_session_is_held_on_the_clocks_of_its_places(client):
    season = programmes.season()
    response = client.post(reverse("session-new", args=[season.pk]), NEW | {"published": "on"})
    session = Session.objects.get()
    assert response["Location"] == reverse("session-edit", args=[session.pk])
    assert session.published is True
    first, second = queries.sittings_of(session)
    assert first.starts_at == datetime(2023, 3, 15, 9, tzinfo=UTC)
    assert second.starts_at == datetime(2023, 3, 15, 16, tzinfo=UTC)


def test_new_session_can_have_one_sitting_or_three(client):
    season = programmes.season()
    address = reverse("session-new", args=[season.pk])
    client.post(address, NEW | {"B-date": "", "B-time": ""})
    client.post(address, NEW | {"number": "2", "C-date": "2023-03-15", "C-time": "14:00"})
    letters = [[sitting.letter for sitting in queries.sittings_of(each)] for each in Session.objects.order_by("number")]
    assert letters == [["A"], ["A", "B", "C"]]


def test_new_session_says_every_error_and_keeps_what_was_typed(client):
    season = programmes.season()
    programmes.session(season, number=3)
    typed = NEW | {"number": "3", "title": "", "A-date": "", "A-time": "25:00", "B-minutes": "5", "lead": "Kept & safe"}
    response = client.post(reverse("session-new", args=[season.pk]), typed)
    assert errors_of(response) == {
        "number": "Another session of this season has this number. Choose another.",
        "title": "Enter a title",
        "A-date": "Enter the date",
        "A-time": "Enter the time with hours and minutes, like 10:00",
        "B-minutes": "A sitting lasts at least 15 minutes",
    }
    page = page_of(response)
    assert page.select_one("#id_lead").get_text().strip() == "Kept & safe"
    assert page.select_one("#id_B-date")["value"] == "2023-03-15"
    assert page.select_one("#id_B-minutes")["value"] == "5"
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("place", "day", "at", "reason"),
    [
        ("Europe/Zurich", "2023-03-26", "02:30", "the clocks go forward"),
        ("Europe/Zurich", "2023-10-29", "02:30", "the clocks go back"),
        ("America/Los_Angeles", "2023-03-12", "02:30", "the clocks go forward"),
        ("America/Los_Angeles", "2023-11-05", "01:30", "the clocks go back"),
        ("Europe/Zurich", "2023-03-26", "03:00", None),
        ("Europe/Zurich", "2023-10-29", "03:00", None),
        ("America/Los_Angeles", "2023-03-26", "02:30", None),
    ],
)
def test_time_that_is_missing_or_comes_twice_is_refused_beside_its_field(client, place, day, at, reason):
    season = programmes.season()
    typed = NEW | {"A-date": day, "A-time": at, "A-time_zone": place}
    response = client.post(reverse("session-new", args=[season.pk]), typed)
    assert Session.objects.exists() is (reason is None)
    if reason:
        assert reason in errors_of(response)["A-time"]


def test_session_is_renamed_published_and_hidden(client, convenor):
    session = programmes.session(published=False)
    address = reverse("session-edit", args=[session.pk])
    typed = {"number": "1", "title": "Remedy", "lead": session.lead}
    assert client.get(address).status_code == 200
    client.post(address, typed | {"published": "on"})
    again = queries.session(session.pk)
    assert (again.title, again.published) == ("Remedy", True)
    client.post(address, typed)
    assert queries.session(session.pk).published is False
    wrong = client.post(address, typed | {"title": ""})
    assert errors_of(wrong) == {"title": "Enter a title"}


def test_saving_an_unchanged_session_does_nothing(client):
    session = programmes.session()
    before = programmes.sitting(session).revised_at
    client.post(
        reverse("session-edit", args=[session.pk]),
        {"number": "1", "title": session.title, "lead": session.lead, "published": "on"},
    )
    assert programmes.sitting(session).revised_at == before


def test_sitting_moves_and_is_cancelled_on_its_page(client):
    sitting = programmes.sitting()
    address = reverse("sitting-move", args=[sitting.pk])
    page = page_of(client.get(address))
    local = sitting.starts_at.astimezone(ZoneInfo("Europe/Zurich"))
    assert page.select_one("#id_date")["value"] == f"{local:%Y-%m-%d}"
    assert page.select_one("#id_time")["value"] == f"{local:%H:%M}"
    typed = {"date": "2023-05-10", "time": "10:00", "time_zone": "Africa/Nairobi", "minutes": "60"}
    assert errors_of(client.post(address, typed | {"minutes": ""})) == {
        "minutes": "Enter how many minutes the sitting lasts"
    }
    client.post(address, typed)
    moved = queries.sitting(sitting.pk)
    assert (moved.starts_at, moved.sequence) == (datetime(2023, 5, 10, 7, tzinfo=UTC), 1)
    client.post(reverse("sitting-cancel", args=[sitting.pk]))
    assert queries.sitting(sitting.pk).state == SittingState.CANCELLED
    assert "Its time cannot change any more" in client.get(address).content.decode()
    again = client.post(reverse("sitting-cancel", args=[sitting.pk]))
    assert (again.status_code, "was cancelled" in again.content.decode()) == (409, True)


def test_sitting_in_a_place_that_is_not_listed_keeps_it(client):
    sitting = programmes.sitting()
    Sitting.objects.filter(pk=sitting.pk).update(time_zone="Asia/Kathmandu")
    page = page_of(client.get(reverse("sitting-move", args=[sitting.pk])))
    assert page.select_one("#id_time_zone option[selected]").get_text() == "Kathmandu"


def test_speaker_gets_a_seat_on_the_page_of_the_session(client):
    session = programmes.session()
    address = reverse("session-speakers", args=[session.pk])
    wrong = client.post(address, {"email": "nobody", "sitting": str(queries.sittings_of(session)[0].pk)})
    assert errors_of(wrong) == {"email": "Enter an email address with an @, like name@company.example"}
    assert page_of(wrong).select_one("#id_email")["value"] == "nobody"
    client.post(address, {"email": "speaker@company.example", "sitting": str(queries.sittings_of(session)[1].pk)})
    assert "speaker@company.example" in client.get(reverse("session-edit", args=[session.pk])).content.decode()


def test_session_that_is_over_takes_no_more_speakers(client):
    session = programmes.session(starts=[programmes.in_days(-2)])
    page = page_of(client.get(reverse("session-edit", args=[session.pk])))
    assert not page.select("#id_email")


def test_statement_is_published_in_several_languages(client):
    programme = programmes.programme()
    address = reverse("statements", args=[programme.pk])
    assert "No version yet." in client.get(address).content.decode()
    typed = {"kind": "antitrust", "en": "No prices.", "ar": "لا أسعار."}
    client.post(address, typed)
    statement = queries.current_statement(programme, StatementKind.ANTITRUST)
    assert statement.texts == {"en": "No prices.", "ar": "لا أسعار."}
    page = page_of(client.get(address))
    assert statement.sha256[:16] in page.get_text()
    assert page.select_one('.more [lang="ar"]').get_text(strip=True) == "لا أسعار."
    assert errors_of(client.post(address, typed)) == {"en": "This is word for word the version that is in force."}


def test_statement_without_english_is_refused_and_keeps_the_other_languages(client):
    programme = programmes.programme()
    response = client.post(reverse("statements", args=[programme.pk]), {"kind": "ground-rules", "fr": "Règle"})
    assert errors_of(response) == {"en": "Write the English text: readers of a missing language read it"}
    assert page_of(response).select_one("#id_fr").get_text().strip() == "Règle"
    assert not Statement.objects.exists()


def test_addresses_are_invited_and_taken_off_the_list(client):
    programme = programmes.programme(ProgrammeKind.INVITATION)
    address = reverse("invitations", args=[programme.pk])
    assert "Nobody yet." in client.get(address).content.decode()
    wrong = client.post(address, {"addresses": "one@company.example\n\nnobody\nanother"})
    assert errors_of(wrong) == {"addresses": "These lines are not email addresses: nobody, another"}
    client.post(address, {"addresses": "One@company.example\n two@company.example "})
    page = page_of(client.get(address))
    form = page.select_one("form[action$='/remove/']")
    client.post(form["action"])
    assert [each.email for each in queries.invitations_of(programme)] == ["two@company.example"]
    assert client.post(form["action"]).status_code == 404


def test_open_programme_has_nobody_to_invite(client):
    programme = programmes.programme()
    response = client.post(reverse("invitations", args=[programme.pk]), {"addresses": "one@company.example"})
    assert response.status_code == 409
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_who_is_registered_is_for_the_secretariat(db, signed_in, convenor, role):
    sitting = programmes.sitting()
    address = reverse("sitting-registrations", args=[sitting.pk])
    client = signed_in(accounts.staff(role))
    assert "Nobody is registered" in client.get(address).content.decode()
    person = accounts.person()
    programmes.registration(person, sitting, name="A participant", organisation="Sample Telecom")
    services.add_speaker(sitting, "speaker@company.example", actor=convenor)
    words = page_of(client.get(address)).main.get_text()
    deleted = sitting.ends_at + timedelta(days=30)
    assert f"It is deleted on {deleted:%A} {deleted.day} {deleted:%B %Y}." in words
    assert all(said in words for said in ("A participant", "Sample Telecom", "Meet peers", "Speaker", "Not said"))
    assert signed_in(person).get(address).status_code == 403
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("sittings", [1, 3])
def test_convene_asks_the_database_as_often_for_three_sittings_as_for_one(client, sittings, django_assert_num_queries):
    programmes.session(starts=[programmes.in_days(10 + number) for number in range(sittings)])
    with django_assert_num_queries(11):
        client.get("/en/convene/")
