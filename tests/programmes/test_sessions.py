"""Programmes, seasons, sessions and their sittings."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import timezone

from peerhouse.kernel import audit
from peerhouse.kernel.errors import Missing
from peerhouse.programmes import queries, services
from peerhouse.programmes.enums import ProgrammeKind, SittingState
from peerhouse.programmes.errors import AlreadyThere, SittingOver
from peerhouse.programmes.events import SessionRenamed, SittingMoved, SittingPlanned
from peerhouse.programmes.models import Programme, Sitting
from tests.factories import programmes
from tests.programmes.test_calendars import held_on


def actions(subject) -> list[str]:
    return [event.action for event in audit.about(subject)]


def test_session_plans_each_of_its_sittings(db, convenor, told):
    season = programmes.season()
    session = services.create_session(
        season,
        number=2,
        title="Due diligence",
        lead="How.",
        sittings=[
            ("A", datetime(2023, 3, 15, 9, tzinfo=UTC), "Europe/Zurich", 75),
            ("B", datetime(2023, 3, 15, 16, tzinfo=UTC), "America/Los_Angeles", 75),
        ],
        actor=convenor,
    )
    first, second = queries.sittings_of(queries.session(session.pk))
    assert (first.letter, first.time_zone, second.letter) == ("A", "Europe/Zurich", "B")
    assert first.ends_at == datetime(2023, 3, 15, 10, 15, tzinfo=UTC)
    assert told() == [SittingPlanned(first.pk), SittingPlanned(second.pk)]
    assert audit.about(session).get().actor == convenor
    assert session.published is False


def test_programme_season_and_session_keep_their_addresses_apart(db):
    season = programmes.season(programmes.programme(slug="peers"))
    programmes.session(season, number=1)
    with pytest.raises(AlreadyThere):
        programmes.programme(slug="peers")
    with pytest.raises(AlreadyThere):
        programmes.season(season.programme)
    with pytest.raises(AlreadyThere):
        programmes.session(season, number=1)
    assert Programme.objects.count() == 1


def test_renamed_session_tells_its_rooms_and_keeps_the_sequence(db, convenor, told, at):
    session = programmes.session()
    before = programmes.sitting(session).revised_at
    told()
    at(programmes.in_days(1))
    services.rename_session(session, number=7, title="Remedy", lead="What counts.", actor=convenor)
    sitting = programmes.sitting(session)
    assert (sitting.session.number, sitting.session.title, sitting.sequence) == (7, "Remedy", 0)
    assert sitting.revised_at > before
    assert told() == [SessionRenamed(session.pk)]


def test_session_cannot_take_the_number_of_another(db, convenor):
    season = programmes.season()
    programmes.session(season, number=1)
    second = programmes.session(season, number=2)
    with pytest.raises(AlreadyThere):
        services.rename_session(second, number=1, title="Remedy", lead="What counts.", actor=convenor)
    services.rename_session(second, number=2, title="Remedy", lead="What counts.", actor=convenor)


def test_session_is_shown_and_hidden(db, convenor):
    season = programmes.season()
    session = programmes.session(season, published=False)
    assert list(queries.published_sessions(season)) == []
    services.publish_session(session, actor=convenor)
    assert list(queries.published_sessions(season)) == [session]
    assert list(queries.published_seasons(season.programme)) == [season]
    services.hide_session(session, actor=convenor)
    assert list(queries.published_seasons(season.programme)) == []
    assert actions(session) == ["session hidden", "session published", "session created"]


def test_moved_sitting_keeps_its_identity_and_grows_its_sequence(db, convenor, told):
    sitting = programmes.sitting()
    told()
    later = programmes.in_days(20)
    moved = services.move_sitting(sitting, starts_at=later, time_zone="Africa/Nairobi", minutes=60, actor=convenor)
    moved = services.move_sitting(moved, starts_at=later, time_zone="Africa/Nairobi", minutes=90, actor=convenor)
    again = queries.sitting(sitting.pk)
    assert (again.starts_at, again.time_zone, again.minutes, again.sequence) == (later, "Africa/Nairobi", 90, 2)
    assert told() == [SittingMoved(sitting.pk)] * 2
    assert actions(sitting) == ["sitting moved", "sitting moved"]


@pytest.mark.parametrize("state", [SittingState.HELD, SittingState.CANCELLED])
def test_sitting_that_is_history_stays_where_it_was(db, convenor, state):
    sitting = programmes.sitting()
    Sitting.objects.filter(pk=sitting.pk).update(state=state)
    with pytest.raises(SittingOver):
        services.move_sitting(
            sitting, starts_at=programmes.in_days(20), time_zone="Africa/Nairobi", minutes=60, actor=convenor
        )
    with pytest.raises(SittingOver):
        services.cancel_sitting(sitting, actor=convenor)
    assert queries.sitting(sitting.pk).sequence == 0


def test_cancelled_sitting_can_no_longer_be_chosen_nor_held(db, convenor):
    session = programmes.session()
    first, second = queries.sittings_of(session)
    services.cancel_sitting(first, actor=convenor)
    assert queries.sittings_to_choose(queries.session(session.pk)) == [second]
    assert queries.sitting(first.pk).sequence == 1
    with pytest.raises(SittingOver):
        services.mark_held(first, actor=convenor)


def test_sitting_is_held_once(db, convenor):
    sitting = programmes.sitting()
    services.mark_held(sitting, actor=convenor)
    services.mark_held(sitting, actor=convenor)
    assert queries.sitting(sitting.pk).state == SittingState.HELD
    assert actions(sitting) == ["sitting held"]


def test_running_sitting_can_be_chosen_until_it_ends(db, at):
    session = programmes.session(starts=[programmes.in_days(1)])
    (sitting,) = queries.sittings_of(session)
    at(sitting.starts_at)
    assert queries.sittings_to_choose(session) == [sitting]
    at(sitting.ends_at)
    assert queries.sittings_to_choose(session) == []


def test_things_are_found_by_id_and_by_path(db):
    programme = programmes.programme(ProgrammeKind.OPEN, slug="peers")
    season = programmes.season(programme)
    session = programmes.session(season, number=2)
    assert queries.programme_by_slug("peers") == queries.programme(programme.pk) == programme
    assert queries.season_by_path("peers", "2023") == queries.season(season.pk) == season
    assert queries.session_by_path("peers", "2023", 2) == session
    assert list(queries.programmes()) == list(queries.programmes_with_sessions()) == [programme]


@pytest.mark.parametrize(
    ("query", "arguments"),
    [
        ("programme", ["00000000-0000-4000-8000-000000000000"]),
        ("programme_by_slug", ["nowhere"]),
        ("season", ["00000000-0000-4000-8000-000000000000"]),
        ("season_by_path", ["nowhere", "2023"]),
        ("session", ["00000000-0000-4000-8000-000000000000"]),
        ("session_by_path", ["nowhere", "2023", 1]),
        ("sitting", ["00000000-0000-4000-8000-000000000000"]),
        ("registration", ["00000000-0000-4000-8000-000000000000"]),
        ("invitation", ["00000000-0000-4000-8000-000000000000"]),
    ],
)
def test_what_is_not_there_is_missing(db, query, arguments):
    with pytest.raises(Missing):
        getattr(queries, query)(*arguments)


def test_desk_finds_what_comes_and_what_was_held(db, convenor):
    session = programmes.session(starts=[programmes.in_days(3), programmes.in_days(4)])
    first, second = queries.sittings_of(session)
    start, end = programmes.in_days(0), programmes.in_days(7)
    assert list(queries.planned_sittings(start, end)) == [first, second]
    assert list(queries.held_sessions()) == []
    services.mark_held(first, actor=convenor)
    assert list(queries.planned_sittings(start, end)) == [second]
    services.mark_held(second, actor=convenor)
    assert list(queries.held_sessions()) == [session]


def test_things_are_called_by_their_titles(db):
    sitting = programmes.sitting(programmes.session(programmes.season(programmes.programme()), title="Remedy"))
    things = [sitting, sitting.session, sitting.session.season, sitting.session.season.programme]
    assert [str(thing) for thing in things] == ["Remedy A", "Remedy", "Season 2023", "Peer learning"]


def test_sittings_are_drawn_on_the_readers_clock_and_on_their_own(db, convenor, at):
    at(programmes.in_days(0).replace(year=2023, month=3, day=1))
    session = held_on(programmes.season(), 2, "2023-03-15")
    services.cancel_sitting(programmes.sitting(session, "B"), actor=convenor)
    with timezone.override("Africa/Nairobi"):
        page = render_to_string("programmes/_sittings.html", {"session": queries.session(session.pk)})
    words = " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())
    assert "Sitting A: Wednesday 15 March 2023 12:00–13:15 Nairobi, UTC+3 10:00 in Geneva" in words
    assert words.endswith(
        "Sitting B: Wednesday 15 March 2023 19:00–20:15 Nairobi, UTC+3 09:00 in San Francisco Cancelled"
    )
