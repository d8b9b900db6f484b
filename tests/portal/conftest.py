import pytest
from django.utils import translation

from tests.factories import notes


@pytest.fixture(autouse=True)
def english():
    """Addresses are made in English, whatever page was read before."""
    with translation.override("en"):
        yield


@pytest.fixture
def portal(db):
    """A front page in each language, as after every migration."""
    notes.front_pages()
