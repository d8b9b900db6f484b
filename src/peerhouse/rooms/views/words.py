"""The eight words that everybody compares, and the joining link whose fragment fixes the same keys."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from peerhouse.credentials.issuing import queries as issuing
from peerhouse.credentials.issuing.errors import KeysNotMadeError
from peerhouse.credentials.protocol import words


def words_of(sitting_id: UUID) -> tuple[str, ...]:
    """Eight words of the manifest's digest; none while the keys are not made yet."""
    try:
        return words(issuing.manifest_digest(sitting_id))
    except KeysNotMadeError:
        return ()


def joining_link(sitting_id: UUID) -> str:
    """The address of the door with the digest (hex) in its fragment, which browsers never send."""
    return (
        f"{settings.SITE_ORIGIN}{reverse('door', args=[sitting_id])}#keys={issuing.manifest_digest(sitting_id).hex()}"
    )
