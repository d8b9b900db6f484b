"""Who may take part in a programme by invitation."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from peerhouse.kernel import audit
from peerhouse.programmes import mails
from peerhouse.programmes.enums import ProgrammeKind
from peerhouse.programmes.errors import NotByInvitation
from peerhouse.programmes.models import Invitation, Programme

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person


@transaction.atomic
def add_invitations(
    programme: Programme, addresses: Iterable[str], *, actor: "Person", by_mail: bool = False
) -> list[Invitation]:
    """Invites the addresses that were not invited yet and returns those.

    `by_mail` writes to each of them, in the actor's language.
    """
    if programme.kind != ProgrammeKind.INVITATION:
        raise NotByInvitation(_("This programme is open: nobody needs an invitation."))
    wanted = {address.strip().lower() for address in addresses}
    known = set(programme.invitations.filter(email__in=wanted).values_list("email", flat=True))
    new = Invitation.objects.bulk_create(
        [Invitation(programme=programme, email=email) for email in sorted(wanted - known)]
    )
    audit.record("invitations added", programme, actor=actor)
    if by_mail:
        for invitation in new:
            mails.send_invitation(invitation, language=actor.language)
    return new


@transaction.atomic
def remove_invitation(invitation: Invitation, *, actor: "Person") -> None:
    """Takes the address off the list. Who is enrolled already stays enrolled."""
    audit.record("invitation removed", invitation.programme, actor=actor)
    invitation.delete()
