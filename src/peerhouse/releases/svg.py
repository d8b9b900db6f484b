"""Bars with their text as one SVG string that needs no style sheet, no script and no font of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

WIDTH: Final = 640
LETTERS: Final = 62
"""Letters to a line of a label, which leaves room for the number beside it."""
LINE: Final = 20
BAR: Final = 14
GAP: Final = 14
INK: Final = "#13211f"
ACCENT: Final = "#005a50"
GROUND: Final = "#f2f6f4"


@dataclass(frozen=True, slots=True)
class Bar:
    """`width` is in percent of the whole; `value` is the number in words, which stands beside the label."""

    label: str
    value: str
    width: int


def draw_bars(title: str, bars: Sequence[Bar], notes: Sequence[str], *, mirrored: bool) -> str:
    """The title is not drawn: it is the accessible name, and the page around says it. `mirrored`: from the right."""
    near, far = (WIDTH, 0) if mirrored else (0, WIDTH)
    drawn: list[str] = []
    top = 0
    for bar in bars:
        for line in _lines(bar.label, LETTERS) or [""]:
            top += LINE
            drawn.append(_text(near, top - 5, line, "start"))
        drawn.append(_text(far, top - 5, bar.value, "end", weight=600))
        length = WIDTH * bar.width / 100
        start = WIDTH - length if mirrored else 0
        drawn.append(f'<rect x="0" y="{top}" width="{WIDTH}" height="{BAR}" rx="2" fill="{GROUND}"/>')
        drawn.append(f'<rect x="{start:g}" y="{top}" width="{length:g}" height="{BAR}" rx="2" fill="{ACCENT}"/>')
        top += BAR + GAP
    for note in notes:
        for line in _lines(note, LETTERS + 24):
            top += LINE
            drawn.append(_text(near, top - 5, line, "start", size=13))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(title)} '
        f'width="{WIDTH}" height="{top}" viewBox="0 0 {WIDTH} {top}" '
        f'direction="{"rtl" if mirrored else "ltr"}" font-family="Source Sans 3, sans-serif" fill="{INK}">'
        f"<title>{escape(title)}</title>{''.join(drawn)}</svg>"
    )


def _lines(text: str, letters: int) -> list[str]:
    """A letter of Chinese is as wide as two of the others, and a line may end behind any of them."""
    wide = any(east_asian_width(letter) in "WF" for letter in text)
    return wrap(text, letters // 2 if wide else letters)


def _text(x: int, y: int, text: str, anchor: str, *, size: int = 15, weight: int = 400) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
    )
