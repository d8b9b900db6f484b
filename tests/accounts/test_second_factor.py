"""Passkeys, one-time codes and recovery codes: offered to everybody, asked of staff where the setting says so."""

import json
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from peerhouse.accounts.enums import Role
from tests.factories import accounts

pytestmark = pytest.mark.django_db

STAFF, PARTICIPANT = "staff@secretariat.example", "participant@company.example"
OPEN_TO_ALL = ["/en/", "/en/programmes/", "/en/me/", "/en/desk/", "/cms/", "/en/sign-in/"]


def code_for(secret: str) -> str:
    """What an authenticator app shows now, as a code that was not used yet."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def commits(monkeypatch):
    """What allauth does once its change is committed happens before the answer, as outside a test's transaction."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function: function())


@pytest.fixture
def set_up_app(commits):
    """Sets up an authenticator app through the pages; returns its secret."""

    def set_up(client: Client) -> str:
        page = client.get("/en/me/security/app/").content.decode()
        found = re.search(r'<code class="code-text" dir="ltr">([A-Z2-7]{32})</code>', page)
        assert found, page
        answer = client.post("/en/me/security/app/", {"code": code_for(found[1])})
        assert answer["Location"] == "/en/me/security/recovery-codes/", answer.content.decode()
        return found[1]

    return set_up


def recovery_codes(client: Client) -> list[str]:
    page = client.get("/en/me/security/recovery-codes/").content.decode()
    return re.findall(r'<code class="code-text">(\d{8})</code>', page)


@pytest.fixture
def staff():
    return accounts.staff(Role.CONVENOR, email=STAFF)


@pytest.fixture
def required(settings):
    settings.REQUIRE_STAFF_SECOND_FACTOR = True


# The setting


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_staff_without_second_factor_must_set_one_up_first(client, staff, required, sign_in, path):
    sign_in(client, STAFF)
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, "/en/me/security/")
    page = client.get("/en/me/security/").content.decode()
    assert "Set up a second factor first." in page


def test_staff_without_second_factor_can_send_nothing(client, staff, required, sign_in):
    sign_in(client, STAFF)
    answer = client.post("/en/me/", {"name": "Changed", "language": "en", "time_zone": "UTC"})
    assert answer["Location"] == "/en/me/security/"
    staff.refresh_from_db()
    assert staff.name == ""


@pytest.mark.parametrize("path", ["/en/me/security/", "/en/me/security/app/", "/en/me/security/passkeys/add/"])
def test_pages_for_setting_up_stay_open(client, staff, required, sign_in, path):
    sign_in(client, STAFF)
    assert client.get(path).status_code == 200


def test_staff_can_always_leave_and_read(client, staff, required, sign_in):
    sign_in(client, STAFF)
    assert client.post("/en/colours/", {"theme": "dark", "next": "/en/me/security/"})["Location"] == "/en/me/security/"
    assert client.post("/en/sign-out/")["Location"] == "/en/"
    assert "_auth_user_id" not in client.session


def test_setting_up_is_proof_enough(client, staff, required, sign_in, set_up_app):
    sign_in(client, STAFF)
    set_up_app(client)
    assert client.get("/en/me/").status_code == 200


def test_setting_leaves_staff_alone_when_it_is_off(client, staff, settings, sign_in):
    settings.REQUIRE_STAFF_SECOND_FACTOR = False
    sign_in(client, STAFF)
    assert client.get("/en/me/").status_code == 200


def test_participants_and_visitors_need_no_second_factor(client, required, sign_in):
    assert client.get("/en/sign-in/").status_code == 200
    sign_in(client, PARTICIPANT)
    assert client.get("/en/me/").status_code == 200
    client.post("/en/sign-out/")
    assert client.get("/en/sign-in/").status_code == 200  # with the cookie of nobody


def test_role_given_during_a_session_asks_at_once(client, required, sign_in):
    person = accounts.person(PARTICIPANT)
    sign_in(client, PARTICIPANT)
    assert client.get("/en/me/").status_code == 200
    person.grants.create(role=Role.REVIEWER)
    assert client.get("/en/me/")["Location"] == "/en/me/security/"


def test_session_that_never_proved_the_factor_is_asked_to(client, staff, required, sign_in, set_up_app):
    other = Client()
    sign_in(other, STAFF)
    sign_in(client, STAFF)
    secret = set_up_app(client)
    answer = other.get("/en/me/?tab=1")
    assert answer["Location"] == "/en/me/security/confirm/?next=%2Fen%2Fme%2F%3Ftab%3D1"
    page = other.get(answer["Location"]).content.decode()
    assert 'value="/en/me/?tab=1"' in page
    answer = other.post("/en/me/security/confirm/", {"code": code_for(secret), "next": "/en/me/?tab=1"})
    assert answer["Location"] == "/en/me/?tab=1"
    assert other.get("/en/me/").status_code == 200


# Signing in


def test_sign_in_with_an_app_takes_the_code_from_the_mail_and_the_one_from_the_app(
    client, required, sign_in, set_up_app, ask_for_code
):
    accounts.staff(Role.CONVENOR, email=STAFF)
    sign_in(client, STAFF)
    secret = set_up_app(client)
    client.post("/en/sign-out/")

    code = ask_for_code(client, STAFF, next="/en/me/")
    assert client.post("/en/sign-in/code/", {"code": code})["Location"] == "/en/sign-in/second-factor/"
    assert "_auth_user_id" not in client.session
    assert client.get("/en/me/")["Location"].startswith("/en/sign-in/")
    page = client.post("/en/sign-in/second-factor/", {"code": "000000"}).content.decode()
    assert "Error:" in page
    assert "This code is not right." in page
    assert "data-passkey" not in page
    assert client.post("/en/sign-in/second-factor/", {"code": code_for(secret)})["Location"] == "/en/me/"
    assert client.get("/en/me/").status_code == 200
    assert client.session.get_expiry_age() == 12 * 60 * 60


def test_second_factor_page_is_nothing_without_the_first(client):
    assert client.get("/en/sign-in/second-factor/")["Location"] == "/en/sign-in/"


def test_recovery_code_stands_in_once(client, staff, sign_in, set_up_app, ask_for_code):
    sign_in(client, STAFF)
    set_up_app(client)
    first, *_rest = recovery_codes(client)
    for reached in ("/en/", None):
        client.post("/en/sign-out/")
        client.post("/en/sign-in/code/", {"code": ask_for_code(client, STAFF)})
        answer = client.post("/en/sign-in/second-factor/", {"code": first})
        assert answer.headers.get("Location") == reached


def test_guessing_app_codes_is_stopped(client, staff, sign_in, set_up_app, ask_for_code):
    sign_in(client, STAFF)
    secret = set_up_app(client)
    client.post("/en/sign-out/")
    client.post("/en/sign-in/code/", {"code": ask_for_code(client, STAFF)})
    right = code_for(secret)
    for _ in range(10):
        client.post("/en/sign-in/second-factor/", {"code": "000000"})
    page = client.post("/en/sign-in/second-factor/", {"code": right}).content.decode()
    assert "That was too many codes. Try again in ten minutes." in page
    assert "_auth_user_id" not in client.session


# What is stored and shown


def test_copy_of_the_database_gives_nobody_a_second_factor(client, staff, sign_in, set_up_app):
    sign_in(client, STAFF)
    secret = set_up_app(client)
    for authenticator in Authenticator.objects.all():
        stored = str(authenticator.data)
        assert secret not in stored
        assert not [code for code in recovery_codes(client) if code in stored]


def test_secrets_outlive_a_change_of_the_sites_key(client, staff, sign_in, set_up_app, settings):
    sign_in(client, STAFF)
    set_up_app(client)
    before = Authenticator.objects.get(type="recovery_codes").wrap().generate_codes()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of at least fifty characters, which is new today"
    assert Authenticator.objects.get(type="recovery_codes").wrap().generate_codes() == before


def test_app_page_draws_its_code_inside_the_page(client, staff, sign_in):
    sign_in(client, STAFF)
    page = client.get("/en/me/security/app/").content.decode()
    assert '<svg class="qr"' in page or 'class="qr"' in page
    assert "data:image" not in page
    assert "style=" not in page


def test_wrong_code_sets_up_no_app(client, staff, sign_in):
    sign_in(client, STAFF)
    client.get("/en/me/security/app/")
    page = client.post("/en/me/security/app/", {"code": "000000"}).content.decode()
    assert "This code is not right." in page
    assert 'aria-invalid="true"' in page
    assert not Authenticator.objects.exists()


def test_app_can_be_removed_and_takes_the_recovery_codes_with_it(client, staff, sign_in, set_up_app):
    sign_in(client, STAFF)
    set_up_app(client)
    assert "Remove the app" in client.get("/en/me/security/").content.decode()
    assert "Remove the authenticator app?" in client.get("/en/me/security/app/remove/").content.decode()
    answer = client.post("/en/me/security/app/remove/", follow=True)
    assert "The authenticator app was removed." in answer.content.decode()
    assert not Authenticator.objects.exists()
    assert "Show the codes" not in answer.content.decode()


def test_new_recovery_codes_replace_the_old_ones(
    client, staff, sign_in, set_up_app, django_capture_on_commit_callbacks
):
    sign_in(client, STAFF)
    set_up_app(client)
    old = recovery_codes(client)
    assert "Make new recovery codes?" in client.get("/en/me/security/recovery-codes/new/").content.decode()
    assert client.post("/en/me/security/recovery-codes/new/")["Location"] == "/en/me/security/recovery-codes/"
    page = client.get("/en/me/security/recovery-codes/").content.decode()
    assert "You have new recovery codes." in page
    new = recovery_codes(client)
    assert len(new) == 10
    assert not set(new) & set(old)


def test_recovery_codes_need_a_factor_to_recover(client, staff, sign_in):
    sign_in(client, STAFF)
    page = client.post("/en/me/security/recovery-codes/new/").content.decode()
    assert "Add a passkey or an authenticator app first." in page
    assert client.get("/en/me/security/recovery-codes/").status_code == 404


def test_changing_factors_asks_for_one_again_after_five_minutes(client, staff, sign_in, set_up_app, monkeypatch):
    sign_in(client, STAFF)
    set_up_app(client)
    now = time.time()
    monkeypatch.setattr("allauth.account.internal.flows.reauthentication.time.time", lambda: now + 301)
    answer = client.get("/en/me/security/app/remove/")
    assert answer["Location"] == "/en/me/security/confirm/?next=%2Fen%2Fme%2Fsecurity%2Fapp%2Fremove%2F"
    page = client.get(answer["Location"]).content.decode()
    assert "We ask again before this page." in page
    assert "Use a passkey" not in page


@pytest.mark.parametrize("path", ["", "confirm/", "app/", "app/remove/", "passkeys/add/", "recovery-codes/"])
def test_visitor_is_sent_to_sign_in_from_every_page_about_factors(client, path):
    assert client.get(f"/en/me/security/{path}")["Location"].startswith("/en/sign-in/?next=")


def test_passkey_of_nobody_is_refused_and_explained(client):
    options = client.get("/en/sign-in/passkey/", headers={"accept": "application/json"}).json()["request_options"]
    assert options["publicKey"]["userVerification"] == "required"
    assert not options["publicKey"].get("allowCredentials")
    credential = {"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "AA"}}
    credential["response"] |= {"clientDataJSON": "e30", "authenticatorData": "A" * 50, "signature": "AA"}
    answer = client.post("/en/sign-in/passkey/", {"credential": json.dumps(credential)}, follow=True)
    assert answer.redirect_chain == [("/en/sign-in/", 302)]
    assert "_auth_user_id" not in client.session
