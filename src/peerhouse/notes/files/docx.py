"""A note as a Word document: real headings, lists and tables, and no name in its properties."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, assert_never

from django.utils import translation
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from peerhouse.notes.files.tables import Table, tables_at
from peerhouse.notes.markdown import Block, ChartPlace, Divider, Heading, Paragraph, Run
from peerhouse.releases.queries import CombinedChart

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph

STYLES: Final = {"paragraph": "Normal", "bullet": "List Bullet", "number": "List Number", "quote": "Quote"}
DEEPEST: Final = 3  # the levels of lists that Word has styles for


def docx_of(
    title: str, subtitle: str, blocks: Sequence[Block], charts: Mapping[int, CombinedChart], *, language: str, day: date
) -> bytes:
    """The file's bytes; `day` is the day of release, and the only date in it."""
    document = Document()
    _forget_makers(document, title, language, day)
    document.add_paragraph(subtitle)
    document.add_heading(title, level=1)
    numbers = _Numbers(document)
    for block in blocks:
        match block:
            case Heading():
                _fill(document.add_heading(level=block.level), block.runs)
            case Paragraph():
                paragraph = document.add_paragraph(style=_style(block))
                _fill(paragraph, block.runs)
                numbers.follow(paragraph, block)
            case Divider():
                document.add_paragraph("⁂")
            case ChartPlace():
                for table in tables_at(charts.get(block.number)):
                    _add_table(document, table)
            case _:
                assert_never(block)
    if translation.get_language_info(language)["bidi"]:
        _mirror(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _forget_makers(document: "DocumentType", title: str, language: str, day: date) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language, properties.revision = title, language, 1
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    # What a screen reader speaks in.
    for spoken in document.styles.element.iter(qn("w:lang")):
        for script in ("w:val", "w:eastAsia", "w:bidi"):
            spoken.set(qn(script), language)


def _style(paragraph: Paragraph) -> str:
    listed = min(paragraph.depth, DEEPEST)
    name = "List Continue" if listed and paragraph.style == "paragraph" else STYLES[paragraph.style]
    return name if listed <= 1 else f"{name} {listed}"


def _fill(paragraph: "WordParagraph", runs: Sequence[Run]) -> None:
    for run in runs:
        written = paragraph.add_run(f"{run.text} ({run.link})" if run.link and run.link != run.text else run.text)
        written.bold, written.italic = run.bold or None, run.italic or None


class _Numbers:
    """Word counts on through a whole document; each list of a note begins where its author began it."""

    def __init__(self, document: "DocumentType") -> None:
        self._document = document
        self._lists: dict[int, tuple[int, int]] = {}  # by depth: Word's number of the list, and its last item

    def follow(self, paragraph: "WordParagraph", block: Paragraph) -> None:
        if block.style != "number":
            return
        running, last = self._lists.get(block.depth, (0, 0))
        if not running or block.ordinal != last + 1:
            running = self._begin(paragraph, block.ordinal)
        self._lists[block.depth] = (running, block.ordinal)
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = running  # noqa: SLF001 (no other way)

    def _begin(self, paragraph: "WordParagraph", ordinal: int) -> int:
        numbering: Any = self._document.part.numbering_part.element
        of_style = paragraph.style.element.pPr.numPr.numId.val  # type: ignore[union-attr] # every list style has one
        kind = numbering.num_having_numId(of_style).abstractNumId.val
        made = numbering.add_num(kind)
        made.add_lvlOverride(ilvl=0).add_startOverride(ordinal)
        return int(made.numId)


def _add_table(document: "DocumentType", table: Table) -> None:
    """The numbers as a table: in a document that people edit, a picture of them would be a dead end."""
    title = document.add_paragraph()
    title.add_run(table.title).bold = True
    title.add_run(f" {table.scope}")
    if table.lines:
        drawn = document.add_table(rows=0, cols=len(table.header), style="Table Grid")
        _add_row(drawn, table.header)
        _repeat_header(drawn)
        for line in table.lines:
            _add_row(drawn, [line.label, *map(str, line.counts)])
    for words in table.words:
        document.add_paragraph(words)


def _add_row(table: "WordTable", texts: Sequence[str]) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def _repeat_header(table: "WordTable") -> None:
    heading = OxmlElement("w:tblHeader")
    heading.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(heading)  # noqa: SLF001 (python-docx has no other way to mark it)


def _mirror(document: "DocumentType") -> None:
    """Right to left: paragraphs, the words in them, and the order of columns."""
    body: Any = document.element.body
    for paragraph in body.iter(qn("w:p")):
        paragraph.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in body.iter(qn("w:r")):
        run.get_or_add_rPr().append(OxmlElement("w:rtl"))
    for table in body.iter(qn("w:tbl")):
        table.tblPr.append(OxmlElement("w:bidiVisual"))
