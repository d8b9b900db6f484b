"""The side that checks seals knows public keys, and nothing else."""

from uuid import uuid4

import pytest
from django.db import IntegrityError

from peerhouse.credentials.redeeming.errors import UnknownSlotError
from peerhouse.credentials.redeeming.queries import verifying_key
from peerhouse.credentials.redeeming.services import publish_keys
from peerhouse.web.errors import status_of
from tests.factories.credentials import keys

pytestmark = pytest.mark.django_db


def modulus(slot):
    return keys()[slot].public.modulus_bytes


def test_published_key_checks_the_seals_of_its_slot():
    sitting = uuid4()
    publish_keys(sitting, {"poll-01": modulus("poll-01"), "poll-02": modulus("poll-02")})
    assert verifying_key(sitting, "poll-01").modulus_bytes == modulus("poll-01")
    assert verifying_key(sitting, "poll-02").modulus_bytes == modulus("poll-02")


def test_key_is_read_from_the_database_once(django_assert_num_queries):
    sitting = uuid4()
    publish_keys(sitting, {"poll-01": modulus("poll-01")})
    with django_assert_num_queries(1):
        first = verifying_key(sitting, "poll-01")
        assert verifying_key(sitting, "poll-01") is first


def test_unknown_slot_is_missing_until_its_key_is_published():
    sitting = uuid4()
    for _ in range(2):
        with pytest.raises(UnknownSlotError) as refusal:
            verifying_key(sitting, "poll-01")
        assert status_of(refusal.value) == 404
    publish_keys(sitting, {"poll-01": modulus("poll-01")})
    assert verifying_key(sitting, "poll-01")
    with pytest.raises(UnknownSlotError):
        verifying_key(uuid4(), "poll-01")


def test_published_key_is_never_replaced():
    sitting = uuid4()
    publish_keys(sitting, {"poll-01": modulus("poll-01")})
    with pytest.raises(IntegrityError):
        publish_keys(sitting, {"poll-01": modulus("poll-02")})
