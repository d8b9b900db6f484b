"""The mail that the demonstration did not send: here a newcomer finds the code to sign in."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from peerhouse.config.rehearsal.mailbox import Mailbox, text_of
from peerhouse.web.authorisation import public

SHOWN = 12


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str
    files: list[str]


@public
def mail(request: HttpRequest) -> HttpResponse:
    """The latest mails, whoever they are for. Mounted in the demonstration only, where nobody is real."""
    box = Mailbox(settings.VAR_DIR / "mail", latest=SHOWN)
    box.read()
    letters = [
        Letter(
            to=str(message["To"]),
            subject=str(message["Subject"]),
            text=text_of(message),
            files=[part.get_filename() or "" for part in message.iter_attachments()],
        )
        for message in reversed(box.in_order)
    ]
    return render(request, "demo/mail.html", {"letters": letters[:SHOWN]})
