import pytest
from django.test import Client

from tests.factories import notes


@pytest.fixture
def signed_in(db):
    """`signed_in(person)`: a client in which that person is signed in."""

    def sign_in(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def session(db):
    return notes.session()


@pytest.fixture
def rapporteur(db):
    return notes.rapporteur()


@pytest.fixture
def desk(signed_in, rapporteur) -> Client:
    """The rapporteur's browser."""
    return signed_in(rapporteur)
