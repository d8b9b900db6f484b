"""What was published, ready to be drawn. A chart is plain data: the same for a template, the room's JSON and a file."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict
from uuid import UUID

from django.utils.translation import get_language_bidi, ngettext, pgettext
from django.utils.translation import gettext as _

from peerhouse.disclosure.tables import add_up
from peerhouse.releases.enums import Reason
from peerhouse.releases.models import Release
from peerhouse.releases.svg import Bar, draw_bars


class Row(TypedDict):
    """`width` is the bar's, in percent of the longest one; `share` is in percent of all the rounded counts."""

    label: str
    count: int
    width: int
    share: int


class Seals(TypedDict):
    """What an accepted ballot is held against. `at_least` were handed out, 0 for fewer than five; "few" is 1 to 4."""

    at_least: int
    anew: Literal["none", "few"] | int


class Chart(TypedDict):
    """`rows` is empty and `withheld` a `Reason` where counts are kept back; below ten answers `at_least` is null.

    `seals` are those of one sitting, and null in a chart over several.
    """

    title: str
    at_least: int | None
    withheld: str | None
    rows: list[Row]
    seals: Seals | None


class Part(TypedDict):
    letter: str
    chart: Chart


class Line(TypedDict):
    label: str
    counts: list[int]


class CombinedChart(TypedDict):
    """One question over its sittings, as far as they are released.

    `overall` is null unless there are several sittings and each was published with counts. `lines` is then the table:
    for each option the counts of the parts, in their order, and the overall one.
    """

    title: str
    parts: list[Part]
    overall: Chart | None
    lines: list[Line]


def release_of(poll_id: UUID) -> Release | None:
    return Release.objects.filter(poll_id=poll_id).first()


def chart_of(poll_id: UUID) -> Chart | None:
    """The chart of a poll; None until it is released."""
    release = release_of(poll_id)
    return _chart(release) if release else None


def combined_chart(polls: Sequence[tuple[str, UUID]]) -> CombinedChart | None:
    """A question put to several sittings, given as (letter, poll); None until the first is released.

    The overall counts are the sums of the rounded ones: they were never drawn, and give nothing new away.
    """
    return combined_charts([polls])[0]


def combined_charts(questions: Sequence[Sequence[tuple[str, UUID]]]) -> list[CombinedChart | None]:
    """`combined_chart` for each question, found at once."""
    found = Release.objects.in_bulk([poll_id for polls in questions for _letter, poll_id in polls])
    return [_combined(polls, found) for polls in questions]


def _combined(polls: Sequence[tuple[str, UUID]], found: Mapping[UUID, Release]) -> CombinedChart | None:
    releases = [(letter, found[poll_id]) for letter, poll_id in polls if poll_id in found]
    if not releases:
        return None
    parts = [Part(letter=letter, chart=_chart(release)) for letter, release in releases]
    overall = _overall([release.content for _letter, release in releases]) if len(releases) == len(polls) > 1 else None
    charts = [*(part["chart"] for part in parts), *([overall] if overall else [])]
    lines = [
        Line(label=row["label"], counts=[chart["rows"][place]["count"] for chart in charts])
        for place, row in enumerate(overall["rows"] if overall else [])
    ]
    return CombinedChart(title=parts[0]["chart"]["title"], parts=parts, overall=overall, lines=lines)


def sentences(chart: Chart) -> list[str]:
    """What stands below a chart in plain words, whatever the form it is shown in."""
    said: list[str] = []
    if chart["withheld"]:
        said.append(str(Reason(chart["withheld"]).label))
    if chart["at_least"] is not None:
        said.append(_("Ballots: at least %(count)s.") % {"count": chart["at_least"]})
    if chart["seals"]:
        said.append(_about_seals(chart["seals"]))
    if not chart["withheld"]:
        said.append(_("Counts are rounded at random to a multiple of five."))
    return said


def combined_sentences(chart: CombinedChart) -> list[str]:
    """The same below the overall chart. Seals are said sitting by sitting: "fewer than 5" and again "fewer than 5" have
    no sum in words.
    """
    if chart["overall"] is None:
        return []
    of_sittings = [
        _("Sitting %(letter)s. %(seals)s") % {"letter": part["letter"], "seals": _about_seals(part["chart"]["seals"])}
        for part in chart["parts"]
        if part["chart"]["seals"]
    ]
    return [*sentences(chart["overall"]), *of_sittings]


def _about_seals(seals: Seals) -> str:
    return _("Seals handed out: %(handed_out)s. Seals made anew: %(anew)s.") % {
        "handed_out": _amount(seals["at_least"] or "few"),
        "anew": _amount(seals["anew"]),
    }


def _amount(amount: Literal["none", "few"] | int) -> str:
    match amount:
        case "none":
            return pgettext("seals", "none")
        case "few":
            return pgettext("seals", "fewer than 5")
    return pgettext("seals", "at least %(count)s") % {"count": amount}


def chart_svg(chart: Chart) -> str:
    """A standalone picture of a chart in the active language, with its text: for files that have no style sheet."""
    bars = [
        Bar(
            label=row["label"],
            value=ngettext("%(count)s ballot", "%(count)s ballots", row["count"]) % {"count": row["count"]},
            width=row["width"],
        )
        for row in chart["rows"]
    ]
    return draw_bars(chart["title"], bars, sentences(chart), mirrored=get_language_bidi())


def _overall(tables: Sequence[dict[str, Any]]) -> Chart | None:
    """None where a sitting was withheld, or was asked other words: a question that was reworded is another one."""
    first = tables[0]
    if any(not table["counts"] or table["options"] != first["options"] for table in tables):
        return None
    counts = add_up([table["counts"] for table in tables])
    return _with_counts(first["question"], first["options"], counts, sum(table["at_least"] for table in tables))


def _chart(release: Release) -> Chart:
    table = release.content
    if table["counts"]:
        chart = _with_counts(table["question"], table["options"], table["counts"], table["at_least"])
    else:
        chart = Chart(
            title=table["question"], at_least=table["at_least"], withheld=table["withheld"], rows=[], seals=None
        )
    return {**chart, "seals": table["seals"]}


def _with_counts(title: str, options: Sequence[str], counts: Sequence[int], at_least: int) -> Chart:
    longest, everything = max(counts), sum(counts)
    rows = [
        Row(label=label, count=count, width=round(100 * count / longest), share=round(100 * count / everything))
        for label, count in zip(options, counts, strict=True)
    ]
    return Chart(title=title, at_least=at_least, withheld=None, rows=rows, seals=None)
