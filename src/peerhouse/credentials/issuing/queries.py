"""What everybody may know about a sitting's keys, and how many seals were handed out."""

from uuid import UUID

from peerhouse.credentials import protocol
from peerhouse.credentials.issuing.errors import KeysNotMadeError
from peerhouse.credentials.issuing.models import Batch, Issuer


def has_keys(sitting_id: UUID) -> bool:
    """True from the making of the keys to their destruction: seals can be made."""
    return Issuer.objects.filter(pk=sitting_id, destroyed=False).exists()


def manifest(sitting_id: UUID) -> bytes:
    """The same bytes for everybody, for ever, also after the private keys are gone. KeysNotMadeError before."""
    found = Issuer.objects.filter(pk=sitting_id).values_list("manifest", flat=True).first()
    if found is None:
        raise KeysNotMadeError
    return bytes(found)


def manifest_digest(sitting_id: UUID) -> bytes:
    """SHA-256 of the manifest, 32 bytes: for the joining link and, as `protocol.words`, for the stage."""
    return protocol.manifest_digest(manifest(sitting_id))


def issued_count(sitting_id: UUID) -> int:
    """Batches signed, those that were replaced included: no poll of the sitting can count more ballots than this."""
    return Batch.objects.filter(issuer=sitting_id).count()


def reissued_count(sitting_id: UUID) -> int:
    """Batches that the convenor allowed to replace; shown with the results, since each could have been used too."""
    return Batch.objects.filter(issuer=sitting_id, superseded=True).count()


def registrations_with_seals(sitting_id: UUID) -> set[UUID]:
    """Who in the sitting has seals, made here or before switching to it: attendance, for the convenor's list alone."""
    held = Batch.objects.filter(registration__sitting=sitting_id, superseded=False)
    return set(held.values_list("registration", flat=True))
