"""Chromium for the journeys: one browser for a run, one context for a person at a device.

The fixtures are imported once, by tests/conftest.py: a second Chromium cannot be started beside the first.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

DEVICES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True},
    "desktop": {"viewport": {"width": 1366, "height": 820}},
    "projector": {"viewport": {"width": 1920, "height": 1080}},
}
LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar-EG", "zh-hans": "zh-CN", "ru": "ru-RU"}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]

Visit = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's synchronous interface keeps an event loop running in the thread of the tests, which makes Django
    # refuse the database there although nothing is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


def person(browser: Browser, *, device: str = "desktop", dark: bool = False, language: str = "en") -> BrowserContext:
    """Somebody at a device of their own: nothing is shared with another context, cookies included."""
    return browser.new_context(
        **DEVICES[device],
        color_scheme="dark" if dark else "light",
        locale=LOCALES[language],
        timezone_id="Africa/Nairobi",
        reduced_motion="reduce",
    )


@pytest.fixture
def visit(browser: Browser) -> Visit:
    """`with visit(url, device="phone", dark=True, language="ar") as page`: the page, in a context of its own.

    When it is left, whatever the browser complained about fails the test: a refusal by the policy, a script's error,
    a file that is missing.
    """

    @contextmanager
    def visiting(url: str, **who: Any) -> Iterator[Page]:
        with person(browser, **who) as context:
            page = context.new_page()
            complaints = listen(page)
            page.goto(url)
            yield page
            assert complaints == []

    return visiting


def listen(page: Page) -> list[str]:
    """What the browser complains about on that page from now on."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints
