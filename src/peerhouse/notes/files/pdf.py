"""A note as a tagged PDF, set by Typst from a template; the text goes in as data, never as markup."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, assert_never

import typst
from django.utils import translation

from peerhouse.notes.files.tables import tables_at
from peerhouse.notes.markdown import Block, ChartPlace, Divider, Heading, Paragraph
from peerhouse.releases.queries import CombinedChart

TEMPLATE: Final = Path(__file__).with_name("note.typ")


def pdf_of(
    title: str, subtitle: str, blocks: Sequence[Block], charts: Mapping[int, CombinedChart], *, language: str
) -> bytes:
    """The file's bytes. It says nothing about who made it or when."""
    content = {
        "title": title,
        "subtitle": subtitle,
        "language": language.partition("-")[0],
        "rtl": translation.get_language_info(language)["bidi"],
        "blocks": [_block(block, charts) for block in blocks],
    }
    made = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs={"note": json.dumps(content)}, timestamp=0)
    assert isinstance(made, bytes)
    return made


def _block(block: Block, charts: Mapping[int, CombinedChart]) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", **asdict(block)}
        case Paragraph():
            return {"kind": block.style, **asdict(block)}
        case Divider():
            return {"kind": "divider"}
        case ChartPlace():
            return {"kind": "charts", "charts": [asdict(table) for table in tables_at(charts.get(block.number))]}
        case _:
            assert_never(block)
