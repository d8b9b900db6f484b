"""Roles: who may what, how they are given and taken back."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission

from peerhouse.accounts import queries, rules, services
from peerhouse.accounts.enums import Role
from peerhouse.accounts.errors import LastAdministrator, NoSuchGrant
from peerhouse.accounts.models import Person, RoleGrant
from peerhouse.kernel import audit
from tests.factories import accounts

pytestmark = pytest.mark.django_db

PARTICIPANT, VISITOR = "participant", "visitor"
# Each rule of the house: who may, and everybody else may not.
TABLE = {
    "is_signed_in": {*Role, PARTICIPANT},
    "is_secretariat": {*Role},
    "may_convene": {Role.ADMINISTRATOR, Role.CONVENOR},
    "may_grant_roles": {Role.ADMINISTRATOR},
}
REASONS = {
    "is_secretariat": "Only the secretariat can open this page.",
    "may_convene": "Only a convenor can do this.",
    "may_grant_roles": "Only an administrator can grant roles.",
}


def somebody(who: str) -> Person | AnonymousUser:
    match who:
        case "visitor":
            return AnonymousUser()
        case "participant":
            return accounts.person()
        case _:
            return accounts.staff(Role(who))


@pytest.mark.parametrize("who", [*Role, PARTICIPANT, VISITOR])
@pytest.mark.parametrize("name", TABLE)
def test_rule_lets_in_whom_the_table_says(name, who):
    decision = getattr(rules, name)(somebody(who), None)
    assert bool(decision) is (who in TABLE[name])
    if not decision:
        assert str(decision.reason) == ("Sign in first." if who == VISITOR else REASONS[name])
        assert not decision.hidden


def test_every_rule_is_in_the_table():
    made = {name for name, value in vars(rules).items() if callable(value) and name.startswith(("is_", "may_"))}
    assert made == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_closed_account_may_nothing(name):
    assert not getattr(rules, name)(accounts.staff(*Role, is_active=False), None)


def test_roles_are_asked_anew_each_time():
    person = accounts.staff(Role.CONVENOR, Role.REVIEWER)
    assert queries.roles_of(person) == {Role.CONVENOR, Role.REVIEWER}
    person.grants.filter(role=Role.CONVENOR).delete()
    assert queries.roles_of(person) == {Role.REVIEWER}
    assert queries.roles_of(AnonymousUser()) == frozenset()


def test_person_with_a_role_is_of_the_secretariat():
    assert accounts.staff(Role.REVIEWER).is_secretariat
    assert not accounts.person().is_secretariat


def test_granting_twice_is_one_grant_and_one_event():
    actor, person = accounts.staff(), accounts.person()
    first = services.grant_role(person, Role.RAPPORTEUR, actor=actor)
    assert services.grant_role(person, Role.RAPPORTEUR, actor=actor) == first
    assert str(first) == "rapporteur"
    (event,) = audit.about(person)
    assert (event.action, event.actor, event.detail) == ("role.granted", actor, {"role": "rapporteur"})


def test_revoking_leaves_an_event_and_the_other_roles():
    actor, person = accounts.staff(), accounts.staff(Role.CONVENOR, Role.REVIEWER)
    services.revoke_role(person.grants.get(role=Role.CONVENOR), actor=actor)
    assert queries.roles_of(person) == {Role.REVIEWER}
    (event,) = audit.about(person)
    assert (event.action, event.actor, event.detail) == ("role.revoked", actor, {"role": "convenor"})


def test_last_administrator_stays():
    last = accounts.staff()
    accounts.staff(is_active=False)
    with pytest.raises(LastAdministrator):
        services.revoke_role(last.grants.get(), actor=last)
    assert queries.roles_of(last) == {Role.ADMINISTRATOR}
    services.revoke_role(last.grants.get(), actor=accounts.staff())
    assert queries.roles_of(last) == frozenset()


@pytest.mark.parametrize(
    ("role", "superuser", "edits"),
    [
        (Role.ADMINISTRATOR, True, True),
        (Role.CONVENOR, False, True),
        (Role.RAPPORTEUR, False, False),
        (Role.REVIEWER, False, False),
    ],
)
def test_rights_in_the_portal_follow_the_roles(role, superuser, edits):
    # As Wagtail's migrations make it; a test before this one may have emptied the tables.
    moderators, _new = Group.objects.get_or_create(name="Moderators")
    moderators.permissions.add(Permission.objects.get(codename="access_admin"))
    actor, person = accounts.staff(), accounts.person()
    grant = services.grant_role(person, role, actor=actor)
    person = Person.objects.get(pk=person.pk)
    assert person.is_superuser is superuser
    assert person.has_perm("wagtailadmin.access_admin") is edits
    services.revoke_role(grant, actor=actor)
    person = Person.objects.get(pk=person.pk)
    assert not person.is_superuser
    assert not person.has_perm("wagtailadmin.access_admin")


def test_first_administrator_is_made_on_the_command_line():
    person = Person.objects.create_superuser("First@Secretariat.Example", password="never kept")
    assert queries.roles_of(person) == {Role.ADMINISTRATOR}
    assert person.is_superuser
    assert not person.has_usable_password()
    assert Person.objects.get_by_natural_key("FIRST@secretariat.example") == person
    with pytest.raises(Person.DoesNotExist):
        Person.objects.get_by_natural_key(None)


def test_grant_that_is_gone_is_missing():
    with pytest.raises(NoSuchGrant):
        queries.grant_with_id(4711)


def test_people_are_found_by_their_ids():
    person, _other = accounts.person(), accounts.person()
    assert queries.people_with_ids([person.pk]) == {person.pk: person}


# The page


@pytest.fixture
def administrator(client):
    person = accounts.staff(email="admin@secretariat.example")
    client.force_login(person)
    return person


@pytest.mark.parametrize("who", [Role.CONVENOR, Role.RAPPORTEUR, Role.REVIEWER, PARTICIPANT])
def test_page_of_people_is_for_administrators(client, who):
    person = somebody(who)
    other = accounts.staff()
    client.force_login(person)
    assert client.get("/en/desk/people/").status_code == 403
    assert client.post("/en/desk/people/", {"email": person.email, "role": "administrator"}).status_code == 403
    assert client.post(f"/en/desk/people/{other.grants.get().pk}/revoke/").status_code == 403
    assert RoleGrant.objects.filter(role=Role.ADMINISTRATOR).count() == 1


def test_page_shows_everybody_with_a_role_and_nobody_else(client, administrator):
    accounts.staff(Role.CONVENOR, name="The convenor", email="convenor@secretariat.example")
    accounts.person("participant@company.example")
    page = client.get("/en/desk/people/").content.decode()
    assert "The convenor" in page
    assert "convenor@secretariat.example" in page
    assert "admin@secretariat.example" in page
    assert "participant@company.example" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_little_for_three_people_as_for_one(client, administrator, count, django_assert_num_queries):
    for _ in range(count):
        accounts.staff(Role.CONVENOR, Role.REVIEWER)
    with django_assert_num_queries(9):  # session, person, rule, four of the menu, people, their grants
        client.get("/en/desk/people/")


def test_granting_opens_an_account_where_there_is_none(client, administrator):
    answer = client.post("/en/desk/people/", {"email": "New@Secretariat.Example", "role": "reviewer"}, follow=True)
    person = Person.objects.get(email="new@secretariat.example")
    assert queries.roles_of(person) == {Role.REVIEWER}
    assert "new@secretariat.example is reviewer now." in answer.content.decode()
    assert sorted(event.action for event in audit.about(person)) == ["account.opened", "role.granted"]
    assert not [event for event in audit.about(person) if person.email in str(event.detail)]


def test_granting_to_a_known_person_keeps_their_account(client, administrator):
    person = accounts.person("known@company.example", language="fr")
    client.post("/en/desk/people/", {"email": "known@company.example", "role": "convenor"})
    person.refresh_from_db()
    assert person.language == "fr"
    assert [event.action for event in audit.about(person)] == ["role.granted"]


def test_mistaken_grant_loses_nothing_typed(client, administrator):
    page = client.post("/en/desk/people/", {"email": "nobody", "role": "reviewer"}).content.decode()
    assert 'value="nobody"' in page
    assert '<option value="reviewer" selected>' in page
    assert "Enter your email address with an @" in page
    assert client.post("/en/desk/people/", {"email": "a@b.example", "role": "king"}).status_code == 200
    assert RoleGrant.objects.count() == 1


def test_revoking_on_the_page(client, administrator):
    person = accounts.staff(Role.CONVENOR, name="The convenor")
    answer = client.post(f"/en/desk/people/{person.grants.get().pk}/revoke/", follow=True)
    assert "The convenor is no longer convenor." in answer.content.decode()
    assert queries.roles_of(person) == frozenset()
    assert client.get(f"/en/desk/people/{4711}/revoke/").status_code == 404
    assert client.get(f"/en/desk/people/{administrator.grants.get().pk}/revoke/").status_code == 405


def test_page_refuses_to_take_back_the_last_administrator(client, administrator):
    answer = client.post(f"/en/desk/people/{administrator.grants.get().pk}/revoke/")
    assert answer.status_code == 409
    assert "This is the last administrator." in answer.content.decode()
