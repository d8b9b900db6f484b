"""Whoever copies the database after the doors closed finds no bytes of a private key in it.

Planning a sitting commits here, so the receiver makes its keys as in production.
"""

from pathlib import Path

import pytest
from django.db import connection

from peerhouse.credentials import protocol
from peerhouse.credentials.issuing import services
from peerhouse.credentials.issuing.models import SlotPrivateKey
from tests.factories import programmes

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


def raw_bytes() -> bytes:
    """What the database's own files hold about private keys, the log included."""
    if connection.vendor == "postgresql":
        return read_postgresql()
    path = Path(connection.settings_dict["NAME"])
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def read_postgresql() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [SlotPrivateKey._meta.db_table])
        (content,) = cursor.fetchone()
    return bytes(content)


def fragments(sitting) -> list[bytes]:
    """Sixteen bytes from here and there of both primes of every key: any of them helps to break the key."""
    found = []
    for stored in SlotPrivateKey.objects.filter(issuer=sitting.pk):
        numbers = protocol.SigningKey.from_bytes(bytes(stored.content))._key.private_numbers()
        primes = (numbers.p.to_bytes(128, "big"), numbers.q.to_bytes(128, "big"))
        found += [prime[start : start + 16] for prime in primes for start in range(0, 128, 16)]
    return found


def test_destroyed_keys_leave_no_bytes_behind():
    session = programmes.session()
    closing, other = programmes.sitting(session, "A"), programmes.sitting(session, "B")
    gone, kept = fragments(closing), fragments(other)
    assert len(gone) == len(kept) == 24 * 2 * 8
    assert all(fragment in raw_bytes() for fragment in gone), "the test must be able to see what it looks for"

    services.destroy_keys(closing, actor=None)

    left = raw_bytes()
    assert [fragment for fragment in gone if fragment in left] == []
    assert all(fragment in left for fragment in kept)
