"""Somebody at a browser: `signed_in(person)` is a client of Django's."""

import pytest
from django.test import Client

from peerhouse.accounts.enums import Role
from tests.factories import accounts


@pytest.fixture
def signed_in(db):
    """`signed_in(person)`: a client in which that person is signed in."""

    def sign_in(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def convenor(db):
    return accounts.staff(Role.CONVENOR)


@pytest.fixture
def desk(signed_in, convenor) -> Client:
    """The convenor's browser."""
    return signed_in(convenor)
