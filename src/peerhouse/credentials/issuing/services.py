"""Making a sitting's keys, signing once for each who comes, and destroying the keys when the doors close."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from peerhouse.credentials import protocol
from peerhouse.credentials.issuing.errors import (
    BatchRefusedError,
    KeysDestroyedError,
    KeysNotMadeError,
    NoBatchError,
    NotYourSeatError,
    OtherBatchError,
)
from peerhouse.credentials.issuing.models import Batch, Issuer, SlotPrivateKey
from peerhouse.credentials.redeeming import services as redeeming
from peerhouse.kernel import audit

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person
    from peerhouse.programmes.models import Registration, Sitting


def make_keys(sitting_id: UUID) -> None:
    """A key of its own for each of the 24 slots; takes a second or two, once. What was destroyed stays destroyed."""
    if Issuer.objects.filter(pk=sitting_id).exists():
        return
    keys = {slot: protocol.SigningKey.generate() for slot in protocol.POLL_SLOTS}
    moduli = {slot: key.public.modulus_bytes for slot, key in keys.items()}
    with transaction.atomic():
        manifest = protocol.manifest_bytes(sitting_id, moduli)
        issuer, first = Issuer.objects.get_or_create(pk=sitting_id, defaults={"manifest": manifest})
        if not first:  # another worker was faster, and its manifest may have been handed out
            return
        SlotPrivateKey.objects.bulk_create(
            SlotPrivateKey(issuer=issuer, slot=slot, content=key.to_bytes()) for slot, key in keys.items()
        )
        redeeming.publish_keys(sitting_id, moduli)


def issue(registration: "Registration", blinded: Sequence[bytes], *, actor: "Person") -> list[bytes]:
    """Signs one batch for a registration: a number for each slot, in the manifest's order, each of the key's length.

    The same batch is signed again, so that a lost answer costs nothing; another is an OtherBatchError. Nothing is
    written down but the batch's digest, and no audit event: what a participant does is nobody's business.
    """
    if actor.pk != registration.person_id:
        raise NotYourSeatError
    keys = _signing_keys(registration.sitting_id)
    if len(blinded) != len(keys):
        raise BatchRefusedError
    digest = sha256(b"".join(blinded)).digest()
    _refuse_other(Batch.objects.filter(registration=registration, superseded=False).first(), registration, digest)
    try:
        # Signed before the transaction: a batch takes some 40 ms, and SQLite has one writer.
        answers = [key.blind_sign(value) for key, value in zip(keys, blinded, strict=True)]
    except protocol.OutOfRangeError as error:
        raise BatchRefusedError from error
    with transaction.atomic():
        issuer = _locked(registration.sitting_id)  # what was signed while the doors closed never leaves
        batch, _first = Batch.objects.get_or_create(
            registration=registration, superseded=False, defaults={"issuer": issuer, "digest": digest}
        )
        _refuse_other(batch, registration, digest)
    return answers


@transaction.atomic
def reissue(registration: "Registration", *, actor: "Person | None") -> None:
    """Allows one more batch to somebody who lost theirs. Counted for good: the lost seals can still be used."""
    issuer = _locked(registration.sitting_id)
    if not Batch.objects.filter(registration=registration, superseded=False).update(superseded=True):
        raise NoBatchError
    audit.record("new seals allowed", issuer, actor=actor)


@transaction.atomic
def destroy_keys(sitting: "Sitting", *, actor: "Person | None") -> None:
    """From here on nobody, this office included, can make a seal for the sitting. The manifest stays.

    After the commit the private keys are also taken out of the database's files. PostgreSQL's write-ahead log and old
    backups keep what they held: by themselves those keys show nobody's ballot, they only made seals.
    """
    issuer = _locked(sitting.pk)
    issuer.private_keys.all().delete()
    issuer.destroyed = True
    issuer.save(update_fields=["destroyed"])
    audit.record("keys destroyed", issuer, actor=actor)
    transaction.on_commit(_scrub, robust=True)


def _signing_keys(sitting_id: UUID) -> list[protocol.SigningKey]:
    contents = SlotPrivateKey.objects.filter(issuer=sitting_id).values_list("content", flat=True)
    keys = [protocol.SigningKey.from_bytes(bytes(content)) for content in contents]
    if not keys:
        raise KeysDestroyedError if Issuer.objects.filter(pk=sitting_id).exists() else KeysNotMadeError
    return keys


def _locked(sitting_id: UUID) -> Issuer:
    issuer = Issuer.objects.select_for_update().filter(pk=sitting_id).first()
    if issuer is None:
        raise KeysNotMadeError
    if issuer.destroyed:
        raise KeysDestroyedError
    return issuer


def _refuse_other(batch: Batch | None, registration: "Registration", digest: bytes) -> None:
    if batch and (bytes(batch.digest), batch.issuer_id) != (digest, registration.sitting_id):
        raise OtherBatchError


def _scrub() -> None:
    """SQLite overwrote the rows (`secure_delete`) but its log still has them; PostgreSQL only marked them as dead."""
    if connection.in_atomic_block:  # somebody else's transaction, in which neither database cleans up
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()
        else:
            table = connection.ops.quote_name(SlotPrivateKey._meta.db_table)  # noqa: SLF001 (Django's public meta API)
            cursor.execute(f"VACUUM (FULL) {table}")
