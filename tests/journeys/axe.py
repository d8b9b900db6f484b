"""Accessibility of a page as Chromium shows it, by axe-core: WCAG 2.0 to 2.2, A and AA, and best practices."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag', values: rules } })"


@cache
def _source() -> str:
    return AXE.read_text()


def assert_accessible(page: Page) -> None:
    """Fails with each violation, its rule and the elements; also fails where a page has to be scrolled sideways.

    axe-core goes in through the debugger's door, so that the page keeps its strict policy.
    """
    page.evaluate("() => document.fonts.ready")
    page.evaluate(_source())
    found: dict[str, Any] = page.evaluate(RUN, RULES)
    lines = [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
    overflow = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        lines.append(f"scrolls sideways by {overflow} px")
    assert not lines, "\n".join([page.url, *lines])
