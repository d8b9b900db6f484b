"""The one way in which a page shows numbers about people."""

from typing import Any

from django import template

from peerhouse.releases.queries import Chart, CombinedChart, combined_sentences, sentences

register = template.Library()


@register.inclusion_tag("releases/_chart.html")
def release_chart(chart: Chart) -> dict[str, Any]:
    """One poll of one sitting: bars with their numbers, the same as a table, and how the numbers were made."""
    return {"chart": chart, "sentences": sentences(chart)}


@register.inclusion_tag("releases/_combined_chart.html")
def combined_chart(chart: CombinedChart) -> dict[str, Any]:
    """A question over its sittings: the sum with a table of each sitting, or each sitting by itself."""
    return {"chart": chart, "sentences": combined_sentences(chart)}
