"""Mail leaves through a task, on commit, and leaves nothing behind."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from peerhouse.kernel import mail
from tests import mailserver
from tests.mailserver import work

pytestmark = pytest.mark.django_db

ADDRESS = "reader@company.example"


@pytest.fixture
def mailbox(settings):
    with mailserver.running() as box:
        mailserver.point_at(settings, box)
        yield box


@pytest.fixture
def queue(settings):
    """The database as the queue, as in production."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def send(capture, **parts) -> None:
    with capture(execute=True):
        mail.send(to=ADDRESS, subject="Your sitting", text="It starts soon.", **parts)


def test_message_arrives_with_text_html_and_attachments(mailbox, django_capture_on_commit_callbacks):
    calendar = ("sitting.ics", "BEGIN:VCALENDAR\r\nX:é\r\n".encode(), "text/calendar")
    picture = ("mark.png", b"\x89PNG\x00\xff", "image/png")
    send(django_capture_on_commit_callbacks, html="<p>It starts <b>soon</b>.</p>", attachments=[calendar, picture])
    (message,) = mailbox.messages
    assert mailbox.recipients == [ADDRESS]
    assert (message["To"], message["Subject"]) == (ADDRESS, "Your sitting")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(["plain"]).get_content().strip() == "It starts soon."
    assert "<b>soon</b>" in message.get_body(["html"]).get_content()
    first, second = message.iter_attachments()
    assert (first.get_filename(), first.get_content_type()) == ("sitting.ics", "text/calendar")
    assert "X:é" in first.get_content()
    assert (second.get_filename(), second.get_content()) == ("mark.png", b"\x89PNG\x00\xff")


def test_message_without_html_is_plain(mailbox, django_capture_on_commit_callbacks):
    send(django_capture_on_commit_callbacks)
    assert mailbox.messages[0].get_content_type() == "text/plain"


@pytest.mark.django_db(transaction=True)
def test_message_of_a_rolled_back_change_is_never_sent(mailbox):
    with transaction.atomic():
        mail.send(to=ADDRESS, subject="Moved", text="It moved.")
        transaction.set_rollback(True)
    assert not mailbox.messages


def test_sent_message_leaves_no_row(mailbox, queue, django_capture_on_commit_callbacks):
    send(django_capture_on_commit_callbacks)
    assert not mailbox.messages  # the request waits for no mail server
    assert DBTaskResult.objects.count() == 1
    work()
    assert len(mailbox.messages) == 1
    assert not DBTaskResult.objects.exists()


def test_refused_message_is_tried_again_later(mailbox, queue, django_capture_on_commit_callbacks):
    mailbox.answer = f"451 4.7.1 {ADDRESS} greylisted"
    send(django_capture_on_commit_callbacks)
    before = datetime.now(UTC)
    work()
    (row,) = DBTaskResult.objects.all()
    assert timedelta(0) < row.run_after - before - timedelta(minutes=mail.PAUSES[0]) < timedelta(seconds=30)
    work()
    assert DBTaskResult.objects.get().pk == row.pk  # not before its time
    mailbox.answer = "250 OK"
    DBTaskResult.objects.update(run_after=before)
    work()
    assert len(mailbox.messages) == 1
    assert not DBTaskResult.objects.exists()


def test_message_is_given_up_without_a_trace_of_its_reader(mailbox, queue, django_capture_on_commit_callbacks, caplog):
    mailbox.answer = f"550 5.1.1 {ADDRESS} unknown"
    send(django_capture_on_commit_callbacks)
    with caplog.at_level(logging.DEBUG):
        for _ in mail.PAUSES:
            work()
            DBTaskResult.objects.update(run_after=datetime.now(UTC) - timedelta(seconds=1))
        assert DBTaskResult.objects.count() == 1
        work()
    assert not DBTaskResult.objects.exists()
    # `mail.log` is the log of the mail server of this test.
    ours = [record.getMessage() + (record.exc_text or "") for record in caplog.records if record.name != "mail.log"]
    assert "A message could not be delivered: SMTPDataError" in ours
    assert not [line for line in ours if ADDRESS in line]


def test_message_whose_worker_was_killed_is_taken_up_again(mailbox, queue, django_capture_on_commit_callbacks):
    for _ in range(3):
        send(django_capture_on_commit_callbacks)
    lost, busy, _waiting = DBTaskResult.objects.all()
    now = datetime.now(UTC)
    DBTaskResult.objects.filter(pk=lost.pk).update(status=TaskResultStatus.RUNNING, started_at=now - mail.ABANDONED)
    DBTaskResult.objects.filter(pk=busy.pk).update(status=TaskResultStatus.RUNNING, started_at=now)
    work()
    assert len(mailbox.messages) == 2
    assert DBTaskResult.objects.get().pk == busy.pk


@task()
def other() -> None:
    """A task that is not mail."""


def test_rows_of_other_tasks_stay(queue):
    other.enqueue()
    work()
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
