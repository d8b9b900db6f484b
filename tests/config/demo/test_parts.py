"""What the demonstration is made of, without playing it."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.test import Client

from peerhouse.config.demo.command import introduction, wait_until_answering
from peerhouse.config.rehearsal.progress import bars

# The page of the mail


@pytest.fixture
def mail_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "mail"


@pytest.mark.django_db
@pytest.mark.urls("tests.config.demo.urls")
def test_page_shows_the_newest_mail_first_with_its_files(client: Client, mail_folder):
    backends = [EmailBackend(file_path=mail_folder) for _ in range(14)]  # each with a file of its own
    for number, backend in enumerate(backends):
        mail = EmailMessage(f"Subject {number:02d}", f"Text <{number:02d}>", None, [f"a{number}@peerhouse.example"])
        mail.attach("sitting.ics", "BEGIN:VCALENDAR", "text/calendar")
        backend.send_messages([mail])
        os.utime(backend._get_filename(), (number, number))
    page = client.get("/en/demo/mail/").text
    shown = [number for number in range(14) if f"Subject {number:02d}" in page]
    assert shown == list(range(2, 14))
    assert page.index("Subject 13") < page.index("Subject 02")
    assert "Text &lt;13&gt;" in page
    assert "a13@peerhouse.example" in page
    assert "sitting.ics" in page


@pytest.mark.django_db
@pytest.mark.urls("tests.config.demo.urls")
def test_page_without_mail_says_how_to_get_some(client: Client, mail_folder):
    page = client.get("/en/demo/mail/").text
    assert "No mail yet" in page
    mail_folder.mkdir()
    EmailBackend(file_path=mail_folder).send_messages([EmailMessage("Plain", "No files.", None, ["a@b.example"])])
    assert "No mail yet" not in client.get("/en/demo/mail/").text


@pytest.mark.django_db
def test_page_is_not_there_outside_of_a_demonstration(client: Client):
    assert client.get("/en/demo/mail/").status_code == 404


# What it prints


def test_introduction_says_where_as_whom_and_how(monkeypatch):
    monkeypatch.setenv("PEERHOUSE_SITE_ORIGIN", "http://localhost:8100")
    monkeypatch.setenv("PEERHOUSE_ROOM_ORIGIN", "http://127.0.0.1:8101")
    said = introduction()
    assert "Peerhouse is at   http://localhost:8100/   (the room: http://127.0.0.1:8101/)" in said
    accounts = [line.split()[1] for line in said.splitlines() if "@peerhouse.example" in line]
    assert accounts == ["convenor:", "rapporteur:", "second", "administrator:", "participant,", "participant"]
    assert "any other address" in said
    assert "The code that the site sends is at http://localhost:8100/en/demo/mail/" in said


def test_progress_is_for_the_eyes_of_a_person_alone(capsys):
    with bars(quiet=False) as progress:
        for done in range(3):
            progress("A: registering", done + 1, 3)
        progress("broken off", 1, 3)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "A: registering" in shown.err
    assert "3/3" in shown.err
    with bars(quiet=True) as progress:
        progress("A: registering", 1, 3)
    assert capsys.readouterr() == ("", "")


# Waiting for the site


class Unwell(BaseHTTPRequestHandler):
    """Breaks twice, then answers."""

    asked = 0

    def do_GET(self):
        type(self).asked += 1
        self.send_response(500 if self.asked <= 2 else 200)
        self.end_headers()

    def log_message(self, *_arguments):
        return


@pytest.fixture
def unwell() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Unwell)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_site_that_breaks_is_waited_for(unwell):
    wait_until_answering(unwell, 30)
    assert Unwell.asked == 3


def test_site_that_never_answers_is_told():
    with pytest.raises(TimeoutError, match=r"http://127\.0\.0\.1:1 does not answer"):
        wait_until_answering("http://127.0.0.1:1", 0.3)
