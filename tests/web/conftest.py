import pytest

from tests.journeys.browser import browser, visit  # noqa: F401 - fixtures of the tests in a browser


@pytest.fixture(autouse=True)
def stand_in_pages(settings):
    """`web` is tested below every app, with pages of the tests' own."""
    settings.ROOT_URLCONF = "tests.web.urls"
