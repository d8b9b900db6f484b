"""A chart as files show it: the table that stands below the bars of the page, and the words below that."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from peerhouse.releases.queries import Chart, CombinedChart, combined_sentences, sentences


@dataclass(frozen=True)
class Line:
    """`width` is that of the bar, in percent of the longest; the last of `counts` is what the bar shows."""

    label: str
    counts: list[int]
    width: int


@dataclass(frozen=True)
class Table:
    """`scope` says which sittings are counted. Without `lines` nothing was published, and `words` say why."""

    title: str
    scope: str
    header: list[str]
    lines: list[Line]
    words: list[str]


def tables_of(chart: CombinedChart) -> list[Table]:
    """One table over all sittings with a column for each, or where that is not to be had one for each sitting."""
    overall = chart["overall"]
    if overall is None:
        return [_of_one_sitting(part["letter"], part["chart"]) for part in chart["parts"]]
    header = [_("Answer"), *(_sitting(part["letter"]) for part in chart["parts"]), _("All sittings")]
    lines = [
        Line(line["label"], line["counts"], row["width"])
        for line, row in zip(chart["lines"], overall["rows"], strict=True)
    ]
    return [Table(chart["title"], _("All sittings together."), header, lines, combined_sentences(chart))]


def tables_at(chart: CombinedChart | None) -> Iterator[Table]:
    """Nothing where the poll was not released."""
    if chart:
        yield from tables_of(chart)


def _of_one_sitting(letter: str, chart: Chart) -> Table:
    lines = [Line(row["label"], [row["count"]], row["width"]) for row in chart["rows"]]
    return Table(chart["title"], _sitting(letter), [_("Answer"), _("Ballots")], lines, sentences(chart))


def _sitting(letter: str) -> str:
    return _("Sitting %(letter)s") % {"letter": letter}
