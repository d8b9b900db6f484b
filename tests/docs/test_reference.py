"""The reference pages say what the code says: `make docs` writes them."""

import pytest

from tools import reference


@pytest.mark.parametrize("name", ["settings.md", "commands.md", "permissions.md", "states.md", "tables.md"])
def test_reference_page_is_what_the_code_says(name):
    assert (reference.REFERENCE / name).read_text(encoding="utf-8") == reference.pages()[name]
