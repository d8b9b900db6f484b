"""Mails about sittings, each in its reader's language and on their clock, with the calendar entry attached."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerhouse.kernel import mail
from peerhouse.programmes.calendars import Method, sitting_notice
from peerhouse.programmes.enums import RegistrationState
from peerhouse.programmes.models import Invitation, Registration, Sitting

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


@dataclass(frozen=True)
class Notice:
    """A mail about a sitting: its subject, its text (a template) and what it does to the reader's calendar."""

    subject: Promise
    template: str
    method: Method


CONFIRMED = Notice(_("You are registered: session %(number)s, sitting %(letter)s"), "confirmed", "REQUEST")
SWITCHED = Notice(_("You have switched to sitting %(letter)s of session %(number)s"), "switched", "REQUEST")
CANCELLED = Notice(_("You have cancelled: session %(number)s, sitting %(letter)s"), "cancelled", "CANCEL")
MOVED = Notice(_("New time for session %(number)s, sitting %(letter)s"), "moved", "REQUEST")
CALLED_OFF = Notice(_("Session %(number)s, sitting %(letter)s will not be held"), "called_off", "CANCEL")


def send_confirmation(registration: Registration, *, key_digest: str) -> None:
    """The seat, its time and the joining link. `key_digest` (SHA-256 of the key manifest, hex) stands in the fragment.

    A fragment never reaches a server: the browser compares it with the keys that it is offered.
    """
    _write(registration.person, registration.sitting, CONFIRMED, key_digest=key_digest)


def tell_registered(sitting: Sitting, notice: Notice) -> None:
    """One mail to each person registered in the sitting, in no order that says when they registered."""
    coming = sitting.registrations.filter(state=RegistrationState.REGISTERED).select_related("person")
    for registration in coming.order_by("pk"):
        _write(registration.person, sitting, notice)


def send_switched(registration: Registration, *, left: Sitting) -> None:
    """Takes the old sitting out of the calendar and puts the new one in; the new joining link has a mail of its own."""
    person = registration.person
    with translation.override(person.language):
        farewell = _calendar_file(left, person, "CANCEL")
    _write(person, registration.sitting, SWITCHED, left=left, more=[farewell])


def send_cancelled(registration: Registration) -> None:
    """Takes the sitting out of the person's calendar."""
    _write(registration.person, registration.sitting, CANCELLED)


def send_invitation(invitation: Invitation, *, language: str) -> None:
    """Says what the programme is and how to see it. Only who signs in with this address sees the sessions."""
    programme = invitation.programme
    with translation.override(language):
        address = settings.SITE_ORIGIN + reverse("programme", args=[programme.slug])
        text = _text("invited", programme=programme, address=address)
        mail.send(to=invitation.email, subject=_INVITED % {"programme": programme.title}, text=text)


_INVITED = _("Invitation: %(programme)s")


def _write(
    person: "Person",
    sitting: Sitting,
    notice: Notice,
    *,
    key_digest: str = "",
    left: Sitting | None = None,
    more: list[mail.Attachment] | None = None,
) -> None:
    with translation.override(person.language):
        door = settings.SITE_ORIGIN + reverse("door", args=[sitting.pk])
        joining_link = f"{door}#keys={key_digest}" if key_digest else ""
        text = _text(
            notice.template,
            person=person,
            sitting=sitting,
            session=sitting.session,
            left=left,
            joining_link=joining_link,
            registrations=settings.SITE_ORIGIN + reverse("registrations"),
        )
        subject = str(notice.subject) % {"number": sitting.session.number, "letter": sitting.letter}
        entry = _calendar_file(sitting, person, notice.method, joining_link=joining_link)
        mail.send(to=person.email, subject=subject, text=text, attachments=[*(more or []), entry])


def _text(template: str, **context: Any) -> str:
    return render_to_string(f"programmes/mail/{template}.txt", context).strip() + "\n"


def _calendar_file(sitting: Sitting, person: "Person", method: Method, *, joining_link: str = "") -> mail.Attachment:
    content = sitting_notice(sitting, to=person.email, method=method, joining_link=joining_link)
    name = f"sitting-{sitting.letter.lower()}.ics"
    return name, content, f"text/calendar; method={method}"
