"""A note's Markdown, parsed once: the web page, the PDF and the DOCX are drawn from the same tokens.

A line `[[poll 2]]` of its own stands for the chart of the session's second poll. Inside code, a list or a quotation it
is what it says and no chart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from peerhouse.web.prose import cleaned, parser

CHART: Final = re.compile(r"\[\[poll (\d{1,2})\]\]")
CHART_KIND: Final = "chart"
Style = Literal["paragraph", "bullet", "number", "quote"]


@dataclass(frozen=True)
class Run:
    """Text of one look. `link` is an address or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True)
class Heading:
    """`level` is 2, 3 or 4."""

    level: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """`depth` is that of a list, 0 outside; `ordinal` the number of a numbered item, 0 elsewhere."""

    runs: tuple[Run, ...]
    style: Style = "paragraph"
    depth: int = 0
    ordinal: int = 0


@dataclass(frozen=True)
class Divider:
    """A line across the page."""


@dataclass(frozen=True)
class ChartPlace:
    """Where the chart of a poll goes, by the poll's place among the session's polls, from 1."""

    number: int


Block = Heading | Paragraph | Divider | ChartPlace


def parts_of(text: str) -> Iterator[list[Token] | ChartPlace]:
    """The tokens between the charts, and the places of the charts."""
    prose: list[Token] = []
    for token in _PARSER.parse(text):
        if token.type == CHART_KIND:
            if prose:
                yield prose
            yield ChartPlace(token.meta["number"])
            prose = []
        else:
            prose.append(token)
    if prose:
        yield prose


def read(text: str) -> list[Block]:
    """The blocks of a note. What Markdown has beyond prose (raw HTML, pictures) comes out as its plain text."""
    return [
        block for part in parts_of(text) for block in ([part] if isinstance(part, ChartPlace) else _Blocks().read(part))
    ]


def html_of(prose: Sequence[Token]) -> SafeString:
    """Prose between two charts as HTML, with nothing in it that could act."""
    return cleaned(_PARSER.renderer.render(prose, _PARSER.options, {}))


def _chart_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 (the parser's signature)
    """A block of Markdown, as a heading is one: so a parser knows what is code, and what stands in a list."""
    if state.level or state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    found = CHART.fullmatch(line.rstrip())
    if found and not silent:
        state.line = start + 1
        state.push(CHART_KIND, "", 0).meta = {"number": int(found[1])}
    return found is not None


def _parser() -> MarkdownIt:
    made = parser()
    made.block.ruler.before("reference", CHART_KIND, _chart_line, {"alt": ["paragraph", "reference", "blockquote"]})
    return made


_PARSER: Final = _parser()


@dataclass
class _List:
    """A list that is being read: the number of its last item, and whether nothing of that item was read yet."""

    style: Style
    ordinal: int
    fresh: bool = False


@dataclass
class _Blocks:
    """Walks over tokens once; `lists` are those around the token, innermost last."""

    lists: list[_List] = field(default_factory=list)
    quotes: int = 0
    heading: int = 0

    def read(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for token in tokens:
            match token.type:
                case "inline":
                    yield self._text(tuple(_runs(token.children or [])))
                case "fence" | "code_block":
                    yield self._text((Run(token.content.rstrip()),))
                case "hr":
                    yield Divider()
                case _:
                    self._step(token)

    def _step(self, token: Token) -> None:
        """Into, or out of, what stands around the text."""
        match token.type:
            case "bullet_list_open":
                self.lists.append(_List("bullet", 0))
            case "ordered_list_open":
                self.lists.append(_List("number", int(token.attrs.get("start", 1)) - 1))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.lists[-1].ordinal += 1
                self.lists[-1].fresh = True
            case "blockquote_open" | "blockquote_close":
                self.quotes += token.nesting
            case "heading_open" | "heading_close":
                self.heading = int(token.tag[1]) if token.nesting > 0 else 0

    def _text(self, runs: tuple[Run, ...]) -> Block:
        if self.heading:
            return Heading(self.heading, runs)
        if not self.lists:
            return Paragraph(runs, "quote" if self.quotes else "paragraph")
        here = self.lists[-1]
        first, here.fresh = here.fresh, False
        if not first:  # an item's second paragraph has no mark of its own
            return Paragraph(runs, depth=len(self.lists))
        return Paragraph(runs, here.style, len(self.lists), here.ordinal if here.style == "number" else 0)


def _runs(children: Sequence[Token]) -> Iterator[Run]:
    bold = italic = 0
    link = ""
    for child in children:
        match child.type:
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "em_open" | "em_close":
                italic += child.nesting
            case "link_open":
                address = str(child.attrs["href"])
                link = address if address.startswith(("http://", "https://")) else ""
            case "link_close":
                link = ""
            case "softbreak" | "hardbreak":
                yield Run(" ", bold > 0, italic > 0, link)
            case _:
                yield Run(child.content, bold > 0, italic > 0, link)
