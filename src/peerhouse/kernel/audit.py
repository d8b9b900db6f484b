"""Every staff action leaves one event that staff can read."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

from peerhouse.kernel import clock
from peerhouse.kernel.models import AuditEvent

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


def record(action: str, subject: Model, *, actor: "Person | None", **detail: Any) -> AuditEvent:
    """Writes one event in the caller's transaction. `detail` never holds an answer, a seal or a mail address."""
    return AuditEvent.objects.create(
        at=clock.now(),
        action=action,
        actor=actor,
        subject_type=subject._meta.label_lower,  # noqa: SLF001 (Django's public meta API)
        subject_id=str(subject.pk),
        detail=detail,
    )


def about(subject: Model) -> QuerySet[AuditEvent]:
    """The events of one thing, latest first."""
    return AuditEvent.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))  # noqa: SLF001


def forget_actors(subject: Model, *, actions: Collection[str]) -> None:
    """Blanks who did these things, keeps that they were done: a published note has no authors."""
    about(subject).filter(action__in=actions).update(actor=None)


def events(action: str = "") -> QuerySet[AuditEvent]:
    """Everything staff did, latest first, each with who did it; of one action where one is given."""
    found = AuditEvent.objects.select_related("actor")
    return found.filter(action=action) if action else found


def actions() -> list[str]:
    """The actions that occur, in order."""
    return list(AuditEvent.objects.order_by("action").values_list("action", flat=True).distinct())
