"""A log line says what broke and where, in none of the words that somebody sent."""

import logging
import sys
from io import StringIO

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import path

from peerhouse.config.logs import Discreet
from peerhouse.credentials.protocol import read_manifest
from peerhouse.web.authorisation import public

SENT = "somebody@company.example"


@public
def breaks(request):
    message = f"Key (email)=({SENT}) already exists."
    raise IntegrityError(message)


urlpatterns = [path("en/breaks/", breaks)]
handler500 = "peerhouse.web.views.server_error"


@pytest.fixture
def written():
    """What a handler with our format writes during the test."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet())
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_page_that_breaks_is_told_by_kind_and_place_alone(written):
    answer = Client(raise_request_exception=False).get("/en/breaks/?who=somebody", headers={"User-Agent": "telltale"})
    assert answer.status_code == 500
    (line,) = written.getvalue().splitlines()
    assert line.startswith("ERROR django.request IntegrityError at ")
    assert line.endswith(" in breaks")
    assert not [word for word in (SENT, "somebody", "telltale", "/en/") if word in line]


def test_place_is_the_last_in_our_own_code(written):
    try:
        read_manifest(f'{{"{SENT}"'.encode(), b"")
    except Exception:
        logging.getLogger("peerhouse.test").exception("quoting %s", SENT)
    (line,) = written.getvalue().splitlines()
    assert " at credentials/protocol/manifest.py:" in line
    assert SENT not in line


def test_error_that_was_never_raised_has_no_place(written):
    logging.getLogger("peerhouse.test").error("x", exc_info=(ValueError, ValueError(SENT), None))
    assert written.getvalue() == "ERROR peerhouse.test ValueError at an unknown place\n"


def test_message_without_an_error_is_written_as_it_is(written):
    logging.getLogger("peerhouse.test").warning("The disk has %d per cent left.", 3)
    logging.getLogger("peerhouse.test").warning("Nothing broke.", exc_info=sys.exc_info())
    assert written.getvalue().splitlines() == [
        "WARNING peerhouse.test The disk has 3 per cent left.",
        "WARNING peerhouse.test Nothing broke.",
    ]
