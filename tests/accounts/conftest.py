import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

Asker = Callable[..., str]


@pytest.fixture(autouse=True)
def _no_limit_from_another_test():
    cache.clear()


@pytest.fixture
def ask_for_code(mailoutbox, django_capture_on_commit_callbacks) -> Asker:
    """Asks for a code as a person would and reads it from the message."""

    def ask(client: Client, address: str, *, language: str = "en", **fields: str) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(f"/{language}/sign-in/", {"email": address, **fields})
        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"] == f"/{language}/sign-in/code/"
        message = mailoutbox[-1]
        assert message.to == [address.lower()]
        found = re.search(r"^ +(\d{4} \d{4})$", message.body, re.MULTILINE)
        assert found, message.body
        return found[1]

    return ask


@pytest.fixture
def sign_in(ask_for_code) -> Callable[[Client, str], None]:
    """Signs in through the pages, as the session of a person who did so."""

    def enter(client: Client, address: str) -> None:
        answer = client.post("/en/sign-in/code/", {"code": ask_for_code(client, address)})
        assert answer.status_code == 302

    return enter
