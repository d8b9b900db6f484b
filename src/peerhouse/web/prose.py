"""Markdown that people of the house write, and the HTML it becomes: prose, with nothing in it that could act."""

from typing import Final

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

ALLOWED: Final = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr", "pre", "code"}
HEADINGS: Final = (2, 4)  # the first level is the page's title


def prose(text: str) -> SafeString:
    """A whole text. Raw HTML and pictures come out as their plain text."""
    return cleaned(_PARSER.render(text))


def cleaned(html: str) -> SafeString:
    """HTML without scripts, styles, pictures, or addresses outside http(s), whoever wrote it."""
    return SafeString(nh3.clean(html, tags=ALLOWED, url_schemes={"http", "https"}))


def parser() -> MarkdownIt:
    """A parser of one's own, to be extended; whatever its headings are, they fit below a page's title."""
    made = MarkdownIt("commonmark", {"html": False}).disable("image")
    made.core.ruler.push("levels", _fit_headings)
    return made


def _fit_headings(state: StateCore) -> None:
    lowest, highest = HEADINGS
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(max(int(token.tag[1]), lowest), highest)}"


_PARSER: Final = parser()
