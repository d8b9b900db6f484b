"""The only door for mail: sent by a task, never in the request, and it leaves no trace once it is sent."""

import base64
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.dispatch import receiver
from django_tasks import TaskResult, TaskResultStatus, task
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

Attachment = tuple[str, bytes, str]
"""File name, content, media type."""

# Minutes before the next attempt; a mail server that is down for longer than their sum loses the message.
PAUSES: Final = (1, 5, 30, 120)
# Longer than any attempt: a message that runs for so long lost its worker.
ABANDONED: Final = timedelta(minutes=10)

log = logging.getLogger(__name__)


def send(
    *,
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    attachments: Sequence[Attachment] = (),
) -> None:
    """Queues one message once the surrounding transaction has committed; the caller rendered it for its reader."""
    message = {
        "to": to,
        "subject": subject,
        "text": text,
        "html": html,
        "attachments": [[name, base64.b64encode(content).decode(), mime] for name, content, mime in attachments],
    }
    transaction.on_commit(lambda: deliver.enqueue(message))


@task()
def deliver(message: dict[str, Any], attempt: int = 0) -> None:
    """Sends one message now, or tries again later. Its row is deleted at the end: it holds an address and a code."""
    mail = EmailMultiAlternatives(
        subject=message["subject"],
        body=message["text"],
        to=[message["to"]],
        headers={"Auto-Submitted": "auto-generated"},
    )
    if message["html"]:
        mail.attach_alternative(message["html"], "text/html")
    for name, content, mime in message["attachments"]:
        mail.attach(name, base64.b64decode(content), mime)
    try:
        mail.send()
    except Exception as error:  # noqa: BLE001 (whatever a mail server answers may repeat the address: say its class only)
        if attempt == len(PAUSES):
            log.error("A message could not be delivered: %s", type(error).__name__)  # noqa: TRY400 (no traceback: see above)
            return
        later = datetime.now(UTC) + timedelta(minutes=PAUSES[attempt])
        deliver.using(run_after=later).enqueue(message, attempt + 1)


@receiver(task_finished)
def leave_no_trace(task_result: TaskResult[Any], **_: object) -> None:
    """Deletes the row of a message that is out or given up, and takes up what a killed worker left half done."""
    row = getattr(task_result, "db_result", None)  # only the database backend keeps rows
    if row is None or task_result.task.module_path != deliver.module_path:
        return
    row.delete()
    DBTaskResult.objects.filter(
        task_path=deliver.module_path,
        status=TaskResultStatus.RUNNING,
        started_at__lt=datetime.now(UTC) - ABANDONED,
    ).update(status=TaskResultStatus.READY)
