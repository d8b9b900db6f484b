import pytest


@pytest.fixture(autouse=True)
def stand_in_pages(settings):
    """`web` is tested below every app, with pages of the tests' own."""
    settings.ROOT_URLCONF = "tests.web.urls"
