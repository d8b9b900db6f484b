"""Wagtail's own pages: for convenors and administrators, through our sign-in, without a preview."""

import pytest
from django.test import Client

from peerhouse.accounts.enums import Role
from peerhouse.accounts.services import grant_role, revoke_role
from peerhouse.portal.models import ContentPage, HomePage
from tests.factories import accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(portal):
    return HomePage.objects.get(slug="home-en")


def browser_of(*roles):
    person = accounts.person()
    for role in roles:
        grant_role(person, role, actor=person)
    client = Client()
    client.force_login(person)
    return client


def test_visitor_signs_in_at_our_own_door(home):
    answer = Client().get("/cms/")
    assert answer["Location"] == "/en/sign-in/?next=/cms/"


@pytest.mark.parametrize("roles", [(), (Role.RAPPORTEUR,), (Role.REVIEWER,)])
@pytest.mark.parametrize("page", ["", "pages/", "images/", "documents/", "users/", "login/"])
def test_nobody_else_gets_in(home, roles, page):
    answer = browser_of(*roles).get(f"/cms/{page}")
    assert answer.status_code in {302, 403, 404}
    assert answer.get("Location", "/en/sign-in/").startswith(("/en/sign-in/", "/cms/"))


def test_there_are_no_passwords_to_reset(home):
    assert Client().get("/cms/password_reset/", follow=True).status_code == 404


@pytest.mark.parametrize("role", [Role.CONVENOR, Role.ADMINISTRATOR])
def test_convenors_and_administrators_edit_pages(home, role):
    browser = browser_of(role)
    assert browser.get("/cms/").status_code == 200
    assert browser.get(f"/cms/pages/{home.pk}/").status_code == 200
    form = browser.get(f"/cms/pages/{home.pk}/edit/").content.decode()
    assert "/edit/preview/" not in form
    assert "panel-child-settings" not in form
    fields = {
        "title": "Said and shared",
        "second_line": "Never by whom.",
        "lead": "A lead.",
        "slug": home.slug,
        "action-publish": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "0",
    }
    assert browser.post(f"/cms/pages/{home.pk}/edit/", fields).status_code == 302
    assert "Said and shared" in Client().get("/en/").content.decode()


def test_convenor_adds_a_page_of_text(home):
    browser = browser_of(Role.CONVENOR)
    assert browser.get(f"/cms/pages/add/portal/contentpage/{home.pk}/").status_code == 200
    assert browser.get(f"/cms/pages/add/portal/homepage/{home.pk}/")["Location"] == "/cms/"
    assert ContentPage.preview_modes == []


def test_role_that_was_taken_back_closes_the_door(home):
    person = accounts.person()
    grant_role(person, Role.CONVENOR, actor=person)
    browser = Client()
    browser.force_login(person)
    assert browser.get("/cms/").status_code == 200
    revoke_role(person.grants.get(), actor=person)
    assert browser.get("/cms/").status_code in {302, 403}
