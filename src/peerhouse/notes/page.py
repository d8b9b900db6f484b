"""A note as a web page's content: the same for the preview, the second reader and the public."""

from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from peerhouse.notes.markdown import ChartPlace, html_of, parts_of
from peerhouse.releases.queries import CombinedChart


def page_of(text: str, charts: Mapping[int, CombinedChart], language: str) -> SafeString:
    """Prose and charts, whose few words of ours are in the language of the note, whoever looks at it.

    A chart that is not released is said to be missing.
    """
    with translation.override(language):
        content = [_chart(part, charts) if isinstance(part, ChartPlace) else html_of(part) for part in parts_of(text)]
    return SafeString("\n".join(content))


def _chart(place: ChartPlace, charts: Mapping[int, CombinedChart]) -> str:
    return render_to_string("notes/_chart.html", {"number": place.number, "chart": charts.get(place.number)})
