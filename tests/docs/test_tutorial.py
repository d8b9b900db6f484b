"""What the tutorial prints in bold or slanted stands on a page, word for word."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "run-your-first-session.md"
SOURCES = [*(ROOT / "src").rglob("*.html"), *(ROOT / "src").rglob("*.py")]
EMPHASISED = re.compile(r"\*\*([^*]+)\*\*|(?<![\w*])\*([^*\n]+)\*(?!\*)")
NOT_ON_A_PAGE = {"other browser", "convenor's", "participant's"}
"""Stressed words of the tutorial's own."""


def plain(text: str) -> str:
    """One spelling of quotation marks and spaces; numbers and letters of sittings stand for what a page fills in."""
    return " ".join(text.replace("’", "'").split())


def pattern(text: str) -> re.Pattern[str]:
    """A name that a page fills in (the 2 of "Add 2 min", the A of "sitting A") matches the template's own."""
    filled = re.sub(r"(?<= )(?:\d+|[AB])\b", lambda _found: "\0", plain(text))
    return re.compile(re.escape(filled).replace("\0", r"(?:\{\{ \w+ \}\}|%\(\w+\)s|\w+)"))


@pytest.fixture(scope="module")
def words() -> str:
    return plain("\n".join(source.read_text(encoding="utf-8") for source in SOURCES))


def test_names_in_the_tutorial_stand_on_a_page(words):
    text = TUTORIAL.read_text(encoding="utf-8")
    names = {plain("".join(found)) for found in EMPHASISED.findall(text)} - NOT_ON_A_PAGE
    assert len(names) > 50
    assert [name for name in sorted(names) if not pattern(name).search(words)] == []
