"""Signing in with a code: the same answers for known and unknown addresses, and one narrow way in."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from peerhouse.accounts.models import Person
from tests.factories import accounts

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "known@company.example", "unknown@company.example"


def wrong(code: str) -> str:
    return "0000 0000" if code != "0000 0000" else "1111 1111"


def without_token(page: bytes) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.decode())


def test_code_opens_session_of_known_person(client, ask_for_code):
    person = accounts.person(KNOWN)
    code = ask_for_code(client, KNOWN, next="/en/me/")
    answer = client.post("/en/sign-in/code/", {"code": code}, follow=True)
    assert answer.wsgi_request.user == person
    assert "You are signed in." in answer.content.decode()
    assert Person.objects.count() == 1


def test_code_opens_account_of_unknown_address_only_when_confirmed(client, ask_for_code):
    client.post("/en/time-zone/", {"zone": "Africa/Nairobi"})
    code = ask_for_code(client, "Unknown@Company.Example", language="fr")
    assert not Person.objects.exists()
    client.post("/fr/sign-in/code/", {"code": code})
    person = Person.objects.get()
    assert (person.email, person.language, person.time_zone) == ("unknown@company.example", "fr", "Africa/Nairobi")
    assert not person.has_usable_password()


@pytest.mark.parametrize(
    ("told", "kept"), [("Africa/Nairobi", "Africa/Nairobi"), ("Mars/Olympus", "UTC"), ("", "UTC"), ("../etc", "UTC")]
)
def test_new_account_keeps_the_clock_that_the_device_tells(client, ask_for_code, told, kept):
    client.post("/en/sign-in/code/", {"code": ask_for_code(client, "new@company.example"), "zone": told})
    assert Person.objects.get().time_zone == kept


def test_clock_that_was_chosen_beats_that_of_the_device(client, ask_for_code):
    client.post("/en/time-zone/", {"zone": "Asia/Tokyo"})
    ask_for_code(client, "new@company.example")
    assert "data-device-zone" not in client.get("/en/sign-in/code/").text


def test_asking_is_the_same_for_known_and_unknown_addresses(client, mailoutbox, django_capture_on_commit_callbacks):
    accounts.person(KNOWN)

    def ask(address: str) -> tuple[object, ...]:
        browser = Client()
        with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks(execute=True):
            answer = browser.post("/en/sign-in/", {"email": address})
        page = browser.get("/en/sign-in/code/")
        session = browser.session
        challenge = session["sign_in"]
        headers = {name: value for name, value in answer.items() if name != "Expires"}
        return (
            answer.status_code,
            headers,
            answer.content,
            sorted(answer.cookies),
            len(queries),
            [re.sub(r"'[^']*'", "?", query["sql"]) for query in queries],
            without_token(page.content).replace(address, "ADDRESS"),
            sorted(session.keys()),
            {name: type(value) for name, value in challenge.items()},
            mailoutbox[-1].subject,
            re.sub(r"\d{4} \d{4}", "CODE", mailoutbox[-1].body),
        )

    assert ask(KNOWN) == ask(UNKNOWN)
    assert not Person.objects.filter(email=UNKNOWN).exists()


def test_wrong_code_is_the_same_for_known_and_unknown_addresses(ask_for_code):
    accounts.person(KNOWN)

    def fail(address: str) -> tuple[object, ...]:
        browser = Client()
        code = ask_for_code(browser, address)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post("/en/sign-in/code/", {"code": wrong(code)})
        return answer.status_code, len(queries), without_token(answer.content).replace(address, "ADDRESS")

    assert fail(KNOWN) == fail(UNKNOWN)


def test_session_and_database_never_hold_the_code_itself(client, ask_for_code):
    code = ask_for_code(client, KNOWN).replace(" ", "")
    assert code not in str(dict(client.session))
    assert all(code not in str(row.get_decoded()) for row in Session.objects.all())


def test_code_is_mailed_in_the_language_of_the_page_and_kept_out_of_the_subject(client, ask_for_code, mailoutbox):
    code = ask_for_code(client, KNOWN, language="ar")
    message = mailoutbox[-1]
    assert not re.search(r"\d", message.subject)
    (html, mime) = message.alternatives[0]
    assert mime == "text/html"
    assert '<html lang="ar" dir="rtl">' in html
    assert code in html


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}.", "\u200f{}"])
def test_code_is_read_however_it_was_pasted(client, ask_for_code, typed):
    code = ask_for_code(client, KNOWN)
    assert client.post("/en/sign-in/code/", {"code": typed.format(code.replace(" ", ""))}).status_code == 302


def test_code_is_read_in_digits_of_another_script(client, ask_for_code):
    code = ask_for_code(client, KNOWN).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert client.post("/en/sign-in/code/", {"code": code}).status_code == 302


def test_code_works_once(client, ask_for_code):
    code = ask_for_code(client, KNOWN)
    client.post("/en/sign-in/code/", {"code": code})
    client.post("/en/sign-out/")
    assert client.post("/en/sign-in/code/", {"code": code})["Location"] == "/en/sign-in/"


def test_code_works_in_the_browser_that_asked_alone(client, ask_for_code):
    code = ask_for_code(client, KNOWN)
    other = Client()
    assert other.post("/en/sign-in/code/", {"code": code})["Location"] == "/en/sign-in/"
    ask_for_code(other, "other@company.example")
    assert "This is not the code we sent last." in other.post("/en/sign-in/code/", {"code": code}).content.decode()


def test_later_code_replaces_the_earlier_one(client, ask_for_code):
    earlier = ask_for_code(client, KNOWN)
    later = ask_for_code(client, KNOWN)
    assert client.post("/en/sign-in/code/", {"code": earlier}).status_code == 200
    assert client.post("/en/sign-in/code/", {"code": later}).status_code == 302


def test_fifth_wrong_code_ends_the_attempt(client, ask_for_code):
    code = ask_for_code(client, KNOWN)
    for left in ("4 tries", "3 tries", "2 tries", "1 try"):
        page = client.post("/en/sign-in/code/", {"code": wrong(code)}).content.decode()
        assert f"You have {left} left." in page
        assert "Error:" in page
    answer = client.post("/en/sign-in/code/", {"code": wrong(code)}, follow=True)
    assert answer.redirect_chain == [("/en/sign-in/", 302)]
    assert "That was the wrong code five times." in answer.content.decode()
    assert client.post("/en/sign-in/code/", {"code": code})["Location"] == "/en/sign-in/"


def test_empty_code_costs_no_attempt(client, ask_for_code):
    code = ask_for_code(client, KNOWN)
    for _ in range(6):
        page = client.post("/en/sign-in/code/", {"code": ""}).content.decode()
        assert "Enter the code from the message" in page
    assert client.post("/en/sign-in/code/", {"code": code}).status_code == 302


def test_code_expires_after_fifteen_minutes(client, ask_for_code, settings):
    code = ask_for_code(client, KNOWN)
    settings.CLOCK_SHIFT = timedelta(minutes=14)
    assert client.get("/en/sign-in/code/").status_code == 200
    settings.CLOCK_SHIFT = timedelta(minutes=16)
    assert client.get("/en/sign-in/code/")["Location"] == "/en/sign-in/"
    answer = client.post("/en/sign-in/code/", {"code": code}, follow=True)
    assert "This code is too old." in answer.content.decode()
    assert "sign_in" not in client.session
    assert not Person.objects.exists()


def test_expired_challenge_still_explains_an_empty_code(client, ask_for_code, settings):
    ask_for_code(client, KNOWN)
    settings.CLOCK_SHIFT = timedelta(minutes=16)
    page = client.post("/en/sign-in/code/", {"code": ""}).content.decode()
    assert "Ask for a new code" in page
    assert KNOWN not in page


def test_unfinished_sign_in_leaves_the_database(client, ask_for_code):
    ask_for_code(client, KNOWN)
    row = Session.objects.get()
    assert row.expire_date < timezone.now() + timedelta(minutes=16)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    ask_for_code(Client(), UNKNOWN)
    assert not Session.objects.filter(pk=row.pk).exists()


def test_session_key_changes_on_sign_in_and_lives_longer_than_the_code(client, ask_for_code):
    code = ask_for_code(client, KNOWN)
    before = client.session.session_key
    client.post("/en/sign-in/code/", {"code": code})
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert client.session.get_expiry_age() == 12 * 60 * 60
    assert "sign_in" not in client.session


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/en/me/?tab=1", "/en/me/?tab=1"),
        ("http://testserver/en/me/", "http://testserver/en/me/"),
        ("https://attacker.example/", "/en/"),
        ("//attacker.example/", "/en/"),
        ("/\\attacker.example/", "/en/"),
        ("javascript:alert(1)", "/en/"),
        ("", "/en/"),
    ],
)
def test_next_leads_to_our_own_pages_alone(client, ask_for_code, asked, reached):
    code = ask_for_code(client, KNOWN, next=asked)
    assert client.post("/en/sign-in/code/", {"code": code})["Location"] == reached


def test_next_is_kept_from_the_page_that_was_refused(client):
    refused = client.get("/en/me/")
    page = client.get(refused["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/en/me/">' in page
    mistaken = client.post("/en/sign-in/", {"email": "no address", "next": "/en/me/"}).content.decode()
    assert '<input type="hidden" name="next" value="/en/me/">' in mistaken
    assert "Enter your email address with an @" in mistaken


def test_code_page_offers_another_code_for_the_same_place(client, ask_for_code):
    ask_for_code(client, KNOWN, next="/en/me/")
    page = client.get("/en/sign-in/code/").content.decode()
    assert '<input type="hidden" name="next" value="/en/me/">' in page
    assert f'<input type="hidden" name="email" value="{KNOWN}">' in page


def test_signed_in_person_is_sent_on(client, sign_in):
    sign_in(client, KNOWN)
    assert client.get("/en/sign-in/")["Location"] == "/en/"
    assert client.get("/en/sign-in/?next=/en/me/")["Location"] == "/en/me/"


def test_seventh_code_in_ten_minutes_is_refused_for_known_and_unknown_alike(ask_for_code):
    accounts.person(KNOWN)

    def exhaust(address: str) -> tuple[object, ...]:
        browser = Client()
        for _ in range(6):
            ask_for_code(browser, address)
        answer = browser.post("/en/sign-in/", {"email": address.upper()})
        return answer.status_code, answer["Retry-After"], without_token(answer.content)

    status, retry_after, page = exhaust(KNOWN)
    assert (status, retry_after) == (429, "600")
    assert "Try again in ten minutes." in str(page)
    assert exhaust(UNKNOWN) == (status, retry_after, page)


def test_closed_account_learns_so_only_after_the_code(client, ask_for_code):
    accounts.person(KNOWN, is_active=False)
    answer = client.post("/en/sign-in/code/", {"code": ask_for_code(client, KNOWN)})
    assert answer.status_code == 403
    assert "This account is closed." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_sign_out_asks_for_a_post_and_ends_the_session(client, sign_in):
    sign_in(client, KNOWN)
    assert client.get("/en/sign-out/").status_code == 405
    answer = client.post("/en/sign-out/", follow=True)
    assert "_auth_user_id" not in client.session
    assert not Session.objects.exists()
    assert not answer.wsgi_request.user.is_authenticated


def test_nothing_says_when_a_person_was_here(client, sign_in):
    sign_in(client, KNOWN)
    times = {"DateTimeField", "DateField", "TimeField"}
    assert not [field.name for field in Person._meta.fields if field.get_internal_type() in times]


@pytest.mark.parametrize("path", ["signup/", "accounts/signup/", "login/", "password/reset/", "me/security/totp/"])
def test_pages_of_allauth_that_are_not_needed_are_not_there(client, path):
    assert client.get(f"/en/{path}").status_code == 404
