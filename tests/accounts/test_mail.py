"""The message with the code, through a real mail server and the real queue."""

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from peerhouse.accounts.models import Person
from tests import mailserver

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "reader@company.example"


def test_code_travels_through_the_queue_and_leaves_no_trace_in_it(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with mailserver.running() as mailbox:
        mailserver.point_at(settings, mailbox)
        assert client.post("/en/sign-in/", {"email": ADDRESS}).status_code == 302
        assert not mailbox.messages  # whoever asks waits for no mail server
        mailserver.work()
    (message,) = mailbox.messages
    assert mailbox.recipients == [ADDRESS]
    assert not DBTaskResult.objects.exists()
    text = message.get_body(["plain"]).get_content()
    (code,) = (line.strip() for line in text.splitlines() if line.startswith("    "))
    assert code in message.get_body(["html"]).get_content()
    assert client.post("/en/sign-in/code/", {"code": code}).status_code == 302
    assert Person.objects.get().email == ADDRESS


def test_answer_is_the_same_when_the_mail_server_is_down(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,
    )
    assert Client().post("/en/sign-in/", {"email": ADDRESS})["Location"] == "/en/sign-in/code/"
