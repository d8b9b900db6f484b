"""Who may what, as one truth table: each rule, each kind of person, each state of the thing."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from peerhouse.accounts.enums import Role
from peerhouse.kernel.decisions import Allowed, Denied
from peerhouse.programmes import queries, rules, services
from peerhouse.programmes.enums import ProgrammeKind
from peerhouse.programmes.models import Invitation
from tests.factories import accounts, programmes

EVERYBODY = {
    "visitor",
    "stranger",
    "invited",
    "participant",
    "left",
    "speaker",
    "rapporteur",
    "reviewer",
    "convenor",
    "administrator",
}
STAFF = {"rapporteur", "reviewer", "convenor", "administrator"}
INSIDE = {"invited", "participant", "left", "speaker"} | STAFF
OUTSIDE = EVERYBODY - INSIDE
SIGNED_IN = EVERYBODY - {"visitor"}

# rule, subject, who is allowed, who may not know that it is there; everybody else is denied with a reason.
TABLE = [
    ("view_programme", "open_programme", EVERYBODY, set()),
    ("view_programme", "closed_programme", EVERYBODY, set()),
    ("view_season", "open_season", EVERYBODY, set()),
    ("view_season", "closed_season", INSIDE, OUTSIDE),
    ("view_session", "open_session", EVERYBODY, set()),
    ("view_session", "closed_session", INSIDE, OUTSIDE),
    ("view_session", "open_draft", STAFF, EVERYBODY - STAFF),
    ("view_session", "closed_draft", STAFF, EVERYBODY - STAFF),
    ("view_sitting", "open_sitting", EVERYBODY, set()),
    ("view_sitting", "closed_sitting", INSIDE, OUTSIDE),
    ("register", "open_session", SIGNED_IN, set()),
    ("register", "closed_session", INSIDE, OUTSIDE - {"visitor"}),
    ("register", "open_draft", STAFF, SIGNED_IN - STAFF),
    ("register", "past_session", set(), set()),
    ("join_sitting", "open_sitting", set(), set()),
    ("join_sitting", "closed_sitting", {"participant", "speaker"}, {"stranger"}),
    ("own_registrations", "nothing", SIGNED_IN, set()),
    ("switch_sitting", "seat", {"participant"}, SIGNED_IN - {"participant"}),
    ("switch_sitting", "seat_under_way", set(), SIGNED_IN - {"participant"}),
    ("switch_sitting", "seat_given_up", set(), SIGNED_IN - {"left"}),
    ("cancel_registration", "seat", {"participant"}, SIGNED_IN - {"participant"}),
    ("cancel_registration", "seat_under_way", set(), SIGNED_IN - {"participant"}),
    ("cancel_registration", "seat_called_off", {"participant"}, SIGNED_IN - {"participant"}),
    ("cancel_registration", "seat_given_up", set(), SIGNED_IN - {"left"}),
    ("convene", "nothing", {"convenor", "administrator"}, set()),
    ("see_registrations", "nothing", STAFF, set()),
]


@pytest.fixture
def world(db, convenor):
    """People of each kind, an open programme, and one by invitation in which some of them have a seat."""
    people = {role.value: accounts.staff(role) for role in Role}
    people |= {kind: accounts.person(f"{kind}@company.example") for kind in EVERYBODY - STAFF - {"visitor"}}
    people["visitor"] = AnonymousUser()

    opened = programmes.season()
    closed = programmes.season(programmes.programme(ProgrammeKind.INVITATION))
    for kind in ("invited", "participant", "left"):
        Invitation.objects.create(programme=closed.programme, email=f"{kind}@company.example")
    session = programmes.session(closed)
    sitting = programmes.sitting(session)
    seat = programmes.registration(people["participant"], sitting)
    given_up = services.cancel_registration(programmes.registration(people["left"], sitting), actor=people["left"])
    services.add_speaker(sitting, "speaker@company.example", actor=convenor)
    just_now = [programmes.in_days(-0.02), programmes.in_days(0.3)]
    under_way = programmes.sitting(programmes.session(closed, number=3, starts=just_now))
    called_off = programmes.sitting(programmes.session(closed, number=4))
    seat_called_off = programmes.registration(people["participant"], called_off)
    services.cancel_sitting(called_off, actor=convenor)
    return SimpleNamespace(
        people=people,
        nothing=None,
        open_programme=opened.programme,
        closed_programme=closed.programme,
        open_season=opened,
        closed_season=closed,
        open_session=programmes.session(opened),
        closed_session=session,
        open_draft=programmes.session(opened, number=2, published=False),
        closed_draft=programmes.session(closed, number=2, published=False),
        past_session=programmes.session(opened, number=3, starts=[programmes.in_days(-9), programmes.in_days(-8)]),
        open_sitting=programmes.sitting(programmes.session(opened, number=4)),
        closed_sitting=sitting,
        seat=queries.registration(seat.pk),
        seat_given_up=queries.registration(given_up.pk),
        seat_under_way=programmes.registration(people["participant"], under_way),
        seat_called_off=queries.registration(seat_called_off.pk),
    )


@pytest.mark.parametrize(("rule", "subject", "allowed", "hidden"), TABLE)
def test_rule_answers_as_the_table_says(world, rule, subject, allowed, hidden):
    answers = {kind: getattr(rules, rule)(person, getattr(world, subject)) for kind, person in world.people.items()}
    assert {kind for kind, answer in answers.items() if answer} == allowed
    assert {kind for kind, answer in answers.items() if isinstance(answer, Denied) and answer.hidden} == hidden
    assert all(str(answer.reason) for answer in answers.values() if isinstance(answer, Denied))


def test_every_rule_is_in_the_table():
    named = {name for name, thing in vars(rules).items() if getattr(thing, "__module__", "") == rules.__name__}
    public = {name for name in named if not name.startswith("_") and callable(getattr(rules, name))}
    assert public == {rule for rule, *_rest in TABLE}


def test_hidden_denials_say_the_same_for_every_reason(world):
    stranger = world.people["stranger"]
    hidden = [
        rules.view_session(stranger, world.closed_session),
        rules.view_session(stranger, world.open_draft),
        rules.view_season(stranger, world.closed_season),
        rules.switch_sitting(stranger, world.seat),
    ]
    assert hidden == [rules.HIDDEN] * 4


def test_switch_is_possible_until_the_first_of_the_two_starts(world, at):
    seat, person = world.seat, world.people["participant"]
    first, second = queries.sittings_of(seat.session)
    at(first.starts_at - timedelta(minutes=1))
    assert rules.switch_sitting(person, seat) == Allowed()
    at(first.starts_at)
    assert not rules.switch_sitting(person, seat)
    seat.sitting = second
    assert not rules.switch_sitting(person, seat)


def test_switch_from_a_cancelled_sitting_is_possible_until_the_other_starts(world, at):
    seat, person = world.seat_called_off, world.people["participant"]
    _first, second = queries.sittings_of(seat.session)
    at(second.starts_at - timedelta(minutes=1))
    assert rules.switch_sitting(person, seat) == Allowed()
    at(second.starts_at)
    assert not rules.switch_sitting(person, seat)


def test_account_that_is_closed_counts_as_nobody(world):
    person = world.people["invited"]
    person.is_active = False
    assert not rules.own_registrations(person)
    convenor = world.people["convenor"]
    convenor.is_active = False
    assert not rules.convene(convenor)
