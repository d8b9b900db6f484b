"""What is missing or unsafe stops the start, in words. Each case reads the settings anew, in its own environment."""

import os
import runpy
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from peerhouse.config import settings as ours
from peerhouse.config.settings import ENVIRONMENT
from tests.config.environment import clean, demonstration, peerhouse, production, run


def settings_in(environment: dict[str, str]) -> dict[str, Any]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    try:
        return runpy.run_path(ours.__file__)
    finally:
        os.environ.clear()
        os.environ.update(before)


def read(*names: str, env: dict[str, str]) -> dict[str, Any]:
    found = settings_in(env)
    return {name: found[name] for name in names}


def complaint(env: dict[str, str]) -> str:
    with pytest.raises(ImproperlyConfigured) as refusal:
        settings_in(env)
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None, "the value would be shown after all"
    return str(refusal.value)


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "SITE_ORIGIN", "ROOM_ORIGIN", "DATABASE_URL", "VAR_DIR", "EMAIL_URL", "EMAIL_FROM"]
)
@pytest.mark.parametrize("how", ["unset", "empty"])
def test_production_says_what_is_missing(tmp_path, name, how):
    environment = production(tmp_path, **{name: ""})
    if how == "unset":
        del environment[f"PEERHOUSE_{name}"]
    assert complaint(environment) == f"Set PEERHOUSE_{name}: {ENVIRONMENT[f'PEERHOUSE_{name}']}."


UNUSABLE = [
    ("SECRET_KEY", "x" * 49),
    ("SITE_ORIGIN", "peers.example.org"),
    ("SITE_ORIGIN", "https://"),
    ("SITE_ORIGIN", "https://peers.example.org/site"),
    ("ROOM_ORIGIN", "ftp://room.example.net"),
    ("DATABASE_URL", "mysql://user:secret@host/name"),
    ("DATABASE_URL", "nothing://user:secret@host/name"),
    ("DATABASE_URL", "postgres://user:secret@host:port/name"),
    ("DATABASE_URL", "sqlite://:memory:"),
    ("EMAIL_URL", "folder"),
    ("EMAIL_URL", "mail.example.org"),
    ("EMAIL_URL", "http://user:secret@mail.example.org"),
    ("EMAIL_URL", "smtp://user:secret@mail.example.org:port"),
    ("EMAIL_URL", "smtp://"),
    ("REQUIRE_STAFF_SECOND_FACTOR", "yes"),
    ("SIGN_IN_CODES_PER_ADDRESS", "many"),
    ("CLOCK_SHIFT", "soon"),
    ("CLOCK_SHIFT", "60"),
]


@pytest.mark.parametrize(("name", "value"), UNUSABLE)
def test_production_refuses_what_cannot_be_used_without_repeating_it(tmp_path, name, value):
    said = complaint(production(tmp_path, **{name: value}))
    assert said == f"PEERHOUSE_{name} cannot be used. It says: {ENVIRONMENT[f'PEERHOUSE_{name}']}."
    assert "secret@" not in said


@pytest.mark.parametrize("name", ["SITE_ORIGIN", "ROOM_ORIGIN"])
def test_production_refuses_plain_http(tmp_path, name):
    said = complaint(production(tmp_path, **{name: "http://elsewhere.example.org"}))
    assert said == f"PEERHOUSE_{name} must start with https:// in production."


@pytest.mark.parametrize("room", ["https://peers.example.org:8443", "https://PEERS.example.org"])
def test_site_and_room_on_one_host_are_refused(tmp_path, room):
    said = complaint(production(tmp_path, ROOM_ORIGIN=room))
    assert said == "PEERHOUSE_SITE_ORIGIN and PEERHOUSE_ROOM_ORIGIN need two different host names."


def test_one_host_is_refused_in_the_demonstration_too(tmp_path):
    assert "two different host names" in complaint(
        demonstration(tmp_path, PEERHOUSE_ROOM_ORIGIN="http://localhost:8001")
    )


def test_mode_that_does_not_exist_is_refused():
    assert (
        complaint(clean() | {"PEERHOUSE_MODE": "debug"}) == "PEERHOUSE_MODE is 'debug': say production, demo or test."
    )


def test_production_is_the_mode_of_who_says_nothing():
    assert complaint(clean()).startswith("Set PEERHOUSE_VAR_DIR")


def test_start_that_is_refused_says_so_in_one_line(tmp_path):
    refused = peerhouse("manage", "check", env=production(tmp_path, EMAIL_URL="", SECRET_KEY="short"))
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert refused.stderr.startswith("peerhouse: PEERHOUSE_SECRET_KEY cannot be used.")


def test_production_with_good_values_passes_the_check_without_a_warning(tmp_path):
    environment = production(tmp_path) | {"DJANGO_SETTINGS_MODULE": "peerhouse.config.settings"}
    checked = run("-m", "django", "check", "--deploy", "--fail-level", "INFO", env=environment)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout == "System check identified no issues (0 silenced).\n"
    assert checked.stderr == ""


def test_production_keeps_cookies_on_the_site_and_everything_on_https(tmp_path):
    found = read(
        "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
        "LANGUAGE_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT",
        "ALLOWED_HOSTS", "REQUIRE_STAFF_SECOND_FACTOR", "DEBUG", env=production(tmp_path),
    )  # fmt: skip
    assert found == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_SSL_REDIRECT": True,
        "ALLOWED_HOSTS": ["peers.example.org"],
        "REQUIRE_STAFF_SECOND_FACTOR": True,
        "DEBUG": False,
    }


def test_mail_server_is_reached_as_its_address_says(tmp_path):
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_SSL")
    assert list(read(*names, env=production(tmp_path)).values()) == [
        "mail.example.org", 465, "user", "pass@word", True,
    ]  # fmt: skip
    plain = production(tmp_path, EMAIL_URL="smtp://localhost:2525")
    assert list(read(*names, env=plain).values()) == ["localhost", 2525, "", "", False]


def test_postgresql_is_used_where_the_address_names_it(tmp_path):
    environment = production(tmp_path, DATABASE_URL="postgres://peerhouse@/peerhouse?host=/run/postgresql")
    engine = read("DATABASES", env=environment)["DATABASES"]["default"]
    assert engine["ENGINE"] == "django.db.backends.postgresql"
    assert engine["OPTIONS"] == {"host": "/run/postgresql"}


def test_second_factor_can_be_switched_off_and_on(tmp_path):
    off = read("REQUIRE_STAFF_SECOND_FACTOR", env=production(tmp_path, REQUIRE_STAFF_SECOND_FACTOR="0"))
    on = read("REQUIRE_STAFF_SECOND_FACTOR", env=demonstration(tmp_path, PEERHOUSE_REQUIRE_STAFF_SECOND_FACTOR="1"))
    assert (off, on) == ({"REQUIRE_STAFF_SECOND_FACTOR": False}, {"REQUIRE_STAFF_SECOND_FACTOR": True})


def test_demonstration_makes_a_secret_of_its_own_and_keeps_it(tmp_path):
    first, again = (read("SECRET_KEY", env=demonstration(tmp_path / "one")) for _ in range(2))
    other = read("SECRET_KEY", env=demonstration(tmp_path / "two"))
    assert first == again != other
    assert len(first["SECRET_KEY"]) > 80
    assert [file.name for file in (tmp_path / "one").iterdir()] == ["secret-key"]
    assert (tmp_path / "one" / "secret-key").stat().st_mode & 0o077 == 0


def test_demonstration_keeps_mail_in_its_folder(tmp_path):
    found = read("EMAIL_BACKEND", "EMAIL_FILE_PATH", env=demonstration(tmp_path))
    assert found == {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": tmp_path / "mail",
    }
