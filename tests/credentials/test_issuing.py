"""Who gets seals, how often, and what is refused: from the making of the keys to their destruction."""

import pytest
from django.db import connection

from peerhouse.credentials import protocol
from peerhouse.credentials.issuing import queries, services
from peerhouse.credentials.issuing.errors import (
    BatchRefusedError,
    KeysDestroyedError,
    KeysNotMadeError,
    NoBatchError,
    NotYourSeatError,
    OtherBatchError,
)
from peerhouse.credentials.issuing.models import Batch, Issuer, SlotPrivateKey
from peerhouse.credentials.redeeming.models import SlotPublicKey
from peerhouse.credentials.redeeming.queries import verifying_key
from peerhouse.kernel import events
from peerhouse.kernel.models import AuditEvent
from peerhouse.programmes.events import SittingPlanned
from peerhouse.programmes.models import Registration
from peerhouse.web.errors import status_of
from tests.factories import accounts, programmes
from tests.factories.credentials import Wallet, issuer, keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return programmes.session()


@pytest.fixture
def sitting(session):
    made = programmes.sitting(session)
    issuer(made.pk)
    return made


def seat(sitting) -> Registration:
    """A seat with nothing else around it: what registering asks for is another app's matter."""
    return Registration.objects.create(session=sitting.session, sitting=sitting, person=accounts.person())


@pytest.fixture
def registration(sitting):
    return seat(sitting)


@pytest.fixture
def wallet(sitting):
    return Wallet(sitting.pk)


def issue(registration, batch):
    return services.issue(registration, batch, actor=registration.person)


def meanwhile(happens, after):
    """Another process acts right after the first statement that mentions the table `after`."""
    waiting = True

    def wrapper(execute, sql, params, many, context):
        nonlocal waiting
        result = execute(sql, params, many, context)
        if waiting and after in sql:
            waiting = False
            happens()
        return result

    return connection.execute_wrapper(wrapper)


def test_planned_sitting_gets_a_key_of_its_own_for_each_slot(session, django_capture_on_commit_callbacks):
    sitting = programmes.sitting(session)
    assert not queries.has_keys(sitting.pk)
    with django_capture_on_commit_callbacks(execute=True):
        events.publish(SittingPlanned(sitting.pk))

    assert queries.has_keys(sitting.pk)
    manifest = protocol.read_manifest(queries.manifest(sitting.pk), queries.manifest_digest(sitting.pk))
    assert (manifest.sitting, tuple(manifest.keys)) == (sitting.pk, protocol.POLL_SLOTS)
    for stored in SlotPrivateKey.objects.filter(issuer=sitting.pk):
        public = protocol.SigningKey.from_bytes(bytes(stored.content)).public.modulus_bytes
        assert (
            public == manifest.keys[stored.slot].modulus_bytes == verifying_key(sitting.pk, stored.slot).modulus_bytes
        )


def test_keys_are_made_once(sitting):
    before = queries.manifest(sitting.pk)
    services.make_keys(sitting.pk)
    assert queries.manifest(sitting.pk) == before


def test_two_workers_make_one_set_of_keys(session):
    """The first manifest may be in somebody's joining link already."""
    sitting = programmes.sitting(session)
    with meanwhile(lambda: issuer(sitting.pk), after="issuing_issuer"):
        services.make_keys(sitting.pk)
    manifest = protocol.read_manifest(queries.manifest(sitting.pk), queries.manifest_digest(sitting.pk))
    for slot, key in keys().items():
        assert manifest.keys[slot].modulus_bytes == key.public.modulus_bytes
    assert SlotPrivateKey.objects.filter(issuer=sitting.pk).count() == len(protocol.POLL_SLOTS)


def test_destroyed_keys_are_not_made_anew(sitting):
    services.destroy_keys(sitting, actor=None)
    services.make_keys(sitting.pk)
    assert not queries.has_keys(sitting.pk)
    assert not SlotPrivateKey.objects.exists()


def test_batch_becomes_seals_that_count_in_every_slot(sitting, registration, wallet):
    seals = wallet.open(issue(registration, wallet.batch))
    for slot, signature in seals.items():
        assert verifying_key(sitting.pk, slot).verify(wallet.messages[slot], signature)
    assert queries.issued_count(sitting.pk) == 1


def test_the_same_batch_is_signed_again(sitting, registration, wallet):
    assert issue(registration, wallet.batch) == issue(registration, wallet.batch)
    assert queries.issued_count(sitting.pk) == 1


def test_another_batch_is_refused_with_409(sitting, registration, wallet):
    issue(registration, wallet.batch)
    with pytest.raises(OtherBatchError) as refusal:
        issue(registration, Wallet(sitting.pk).batch)
    assert status_of(refusal.value) == 409
    assert queries.issued_count(sitting.pk) == 1


def test_two_devices_at_once_get_one_batch(sitting, registration, wallet):
    """The second passes the first look, signs, and must still not answer."""
    rival = Wallet(sitting.pk)
    with (
        meanwhile(lambda: issue(registration, rival.batch), after="issuing_batch"),
        pytest.raises(OtherBatchError),
    ):
        issue(registration, wallet.batch)
    assert rival.open(issue(registration, rival.batch))
    assert queries.issued_count(sitting.pk) == 1


def test_seals_are_not_made_again_in_the_other_sitting(session, sitting, registration, wallet):
    """Both sittings vote on the same questions: a switch must not be a second vote."""
    issue(registration, wallet.batch)
    other = programmes.sitting(session, "B")
    issuer(other.pk)
    registration.sitting = other
    registration.save()
    for batch in (wallet.batch, Wallet(other.pk).batch):
        with pytest.raises(OtherBatchError):
            issue(registration, batch)
    assert queries.issued_count(other.pk) == 0


def test_nobody_fetches_the_seals_of_somebody_else(sitting, registration, wallet):
    for actor in (accounts.person(), accounts.staff()):
        with pytest.raises(NotYourSeatError):
            services.issue(registration, wallet.batch, actor=actor)
    assert queries.issued_count(sitting.pk) == 0


@pytest.mark.parametrize("change", ["none", "one short", "one more", "zero", "too large", "too short", "too long"])
def test_malformed_batch_is_refused_and_not_recorded(sitting, registration, wallet, change):
    batch = wallet.batch
    changed = {
        "none": [],
        "one short": batch[:-1],
        "one more": [*batch, batch[0]],
        "zero": [bytes(256), *batch[1:]],
        "too large": [b"\xff" * 256, *batch[1:]],
        "too short": [batch[0][:-1], *batch[1:]],
        "too long": [b"\x00" + batch[0], *batch[1:]],
    }[change]
    with pytest.raises(BatchRefusedError):
        issue(registration, changed)
    assert queries.issued_count(sitting.pk) == 0
    assert wallet.open(issue(registration, batch))


def test_seals_before_the_keys_are_made_are_asked_for_again_later(session, wallet):
    sitting = programmes.sitting(session, "B")
    with pytest.raises(KeysNotMadeError) as refusal:
        issue(seat(sitting), wallet.batch)
    assert (status_of(refusal.value), refusal.value.retry_after) == (423, 15)
    with pytest.raises(KeysNotMadeError):
        queries.manifest(sitting.pk)
    with pytest.raises(KeysNotMadeError):
        services.destroy_keys(sitting, actor=None)


def test_nothing_is_signed_once_the_keys_are_destroyed(sitting, registration, wallet):
    issue(registration, wallet.batch)
    manifest = queries.manifest(sitting.pk)
    services.destroy_keys(sitting, actor=None)
    for batch in (wallet.batch, Wallet(sitting.pk).batch):
        with pytest.raises(KeysDestroyedError) as refusal:
            issue(registration, batch)
        assert status_of(refusal.value) == 410
    with pytest.raises(KeysDestroyedError):
        services.reissue(registration, actor=accounts.staff())
    with pytest.raises(KeysDestroyedError):
        services.destroy_keys(sitting, actor=None)
    assert not SlotPrivateKey.objects.exists()
    assert queries.manifest(sitting.pk) == manifest
    assert queries.issued_count(sitting.pk) == 1


def test_what_was_signed_while_the_doors_closed_never_leaves(sitting, registration, wallet):
    with (
        meanwhile(lambda: services.destroy_keys(sitting, actor=None), after="issuing_batch"),
        pytest.raises(KeysDestroyedError),
    ):
        issue(registration, wallet.batch)
    assert queries.issued_count(sitting.pk) == 0


def test_destruction_within_a_larger_transaction_is_whole(sitting, django_capture_on_commit_callbacks):
    """The doors close together with the room's state; the database's files wait for the commit of both."""
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        services.destroy_keys(sitting, actor=None)
    assert len(callbacks) == 1
    assert not SlotPrivateKey.objects.exists()


def test_lost_device_gets_one_new_batch_that_is_counted(sitting, registration, wallet):
    issue(registration, wallet.batch)
    services.reissue(registration, actor=accounts.staff())
    again = Wallet(sitting.pk)
    assert again.open(issue(registration, again.batch))
    assert (queries.issued_count(sitting.pk), queries.reissued_count(sitting.pk)) == (2, 1)
    for batch in (wallet.batch, Wallet(sitting.pk).batch):
        with pytest.raises(OtherBatchError):
            issue(registration, batch)


def test_new_seals_are_not_allowed_to_who_has_none(sitting, registration):
    with pytest.raises(NoBatchError):
        services.reissue(registration, actor=accounts.staff())
    assert queries.reissued_count(sitting.pk) == 0


def test_convenor_sees_who_holds_seals(sitting, registration, wallet):
    seat(sitting)
    assert queries.registrations_with_seals(sitting.pk) == set()
    issue(registration, wallet.batch)
    assert queries.registrations_with_seals(sitting.pk) == {registration.pk}
    services.reissue(registration, actor=accounts.staff())
    assert queries.registrations_with_seals(sitting.pk) == set()


def test_audit_names_the_member_of_staff_and_never_the_participant(sitting, registration, wallet):
    convenor = accounts.staff()
    issue(registration, wallet.batch)
    services.reissue(registration, actor=convenor)
    services.destroy_keys(sitting, actor=convenor)
    made = AuditEvent.objects.filter(subject_type="issuing.issuer")
    assert set(made.values_list("action", "actor", "subject_id")) == {
        ("new seals allowed", convenor.pk, str(sitting.pk)),
        ("keys destroyed", convenor.pk, str(sitting.pk)),
    }
    assert [event.detail for event in made] == [{}, {}]
    assert not AuditEvent.objects.filter(actor=registration.person).exists()


def test_batch_stays_counted_when_the_person_is_forgotten(sitting, registration, wallet):
    issue(registration, wallet.batch)
    registration.delete()
    assert queries.issued_count(sitting.pk) == 1
    assert Batch.objects.get().registration is None


def test_stored_batch_leads_to_no_seal(sitting, registration, wallet):
    """Neither a message nor a signature is anywhere in what the issuing side keeps."""
    seals = wallet.open(issue(registration, wallet.batch))
    stored = Batch.objects.values().get()
    assert set(stored) == {"id", "issuer_id", "registration_id", "digest", "superseded"}
    assert len(stored["digest"]) == 32
    assert bytes(stored["digest"]) not in {
        *map(protocol.nullifier, wallet.messages.values()),
        *map(protocol.nullifier, seals.values()),
    }


def test_names_of_rows_show_no_key_and_nobody(sitting, registration, wallet):
    """What a traceback or an admin page prints of a row."""
    issue(registration, wallet.batch)
    assert str(SlotPrivateKey.objects.first()) == "poll-01"
    assert str(SlotPublicKey.objects.order_by("slot").first()) == "poll-01"
    assert str(Issuer.objects.get()) == str(sitting.pk)
    assert str(Batch.objects.get()) == "batch"
