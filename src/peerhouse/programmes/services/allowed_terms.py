"""The allow-list of a programme: names that a note may hold, each with its reason."""

from typing import TYPE_CHECKING

from django.db import transaction

from peerhouse.kernel import audit
from peerhouse.programmes.models import AllowedTerm, Programme

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


@transaction.atomic
def allow_term(programme: Programme, term: str, reason: str, *, actor: "Person | None") -> AllowedTerm:
    """Allows the term, or gives it another reason."""
    allowed, _created = AllowedTerm.objects.update_or_create(
        programme=programme, term=term.strip(), defaults={"reason": reason.strip()}
    )
    audit.record("term allowed", allowed, actor=actor, term=allowed.term)
    return allowed


@transaction.atomic
def disallow_term(allowed: AllowedTerm, *, actor: "Person | None") -> None:
    audit.record("term disallowed", allowed, actor=actor, term=allowed.term)
    allowed.delete()
