"""Accessibility of a page as Chromium shows it, by axe-core: WCAG 2.0 to 2.2, A and AA, and best practices."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.journeys.browser import DEVICES

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "rules => axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag', values: rules } })"
# Colours on their way from light to dark are no colours of ours; they set out with the next picture.
SETTLE = """async () => {
  for (let picture = 0; picture < 2; picture++) await new Promise(requestAnimationFrame);
  for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
}"""


@cache
def _source() -> str:
    return AXE.read_text()


def assert_accessible(page: Page, rules: Sequence[str] = RULES) -> None:
    """Fails with each violation, its rule and the elements; also fails where a page has to be scrolled sideways.

    axe-core goes in through the debugger's door, so that the page keeps its strict policy.
    """
    page.evaluate("() => document.fonts.ready")
    page.evaluate(SETTLE)
    page.evaluate(_source())  # anew each time: it remembers the colours of its last run
    found: dict[str, Any] = page.evaluate(RUN, rules)
    lines = [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
    overflow = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        lines.append(f"scrolls sideways by {overflow} px")
    assert not lines, "\n".join([page.url, *lines])


def assert_accessible_in_every_look(page: Page) -> None:
    """On a phone and on a laptop, and in dark colours: the page as it stands, not loaded anew.

    Only the contrast can differ in the dark. Arabic is a page of its own, in the same colours. The page is left as it
    was found.
    """
    found = page.viewport_size
    assert found
    for device in ("phone", "desktop"):
        page.set_viewport_size(DEVICES[device]["viewport"])
        assert_accessible(page)
    if page.locator("html[dir=ltr]").count():
        page.emulate_media(color_scheme="dark")
        assert_accessible(page, ["cat.color"])
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(found)
