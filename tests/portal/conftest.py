import pytest

from tests.factories import notes


@pytest.fixture
def portal(db):
    """A front page in each language, as after every migration."""
    notes.front_pages()
