from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.utils import translation

from peerhouse.releases.queries import (
    chart_of,
    chart_svg,
    combined_chart,
    combined_sentences,
    release_of,
    sentences,
)
from peerhouse.releases.services import release_poll

pytestmark = pytest.mark.django_db

OPTIONS = ["Identify & assess", "Act", "Track"]


SEALS = "Seals handed out: at least 60. Seals made anew: none."


def released(counts, *, options=OPTIONS, people=62, anew=0):
    poll_id = uuid4()
    release_poll(
        poll_id=poll_id,
        sitting_id=uuid4(),
        title="Where do <you> start?",
        options=options,
        counts=counts,
        people=people,
        anew=anew,
    )
    return poll_id


def parsed(picture):
    return ET.fromstring(picture)  # noqa: S314 (our own text)


def page(tag, chart):
    template = engines["django"].from_string("{% load releases %}{% " + tag + " chart %}")
    return BeautifulSoup(template.render({"chart": chart}), "html.parser")


def table(soup):
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in soup.find_all("tr")]


def test_chart_of_gives_rounded_counts_shares_and_bars():
    chart = chart_of(released((20, 15, 5)))
    assert chart == {
        "title": "Where do <you> start?",
        "at_least": 40,
        "withheld": None,
        "rows": [
            {"label": "Identify & assess", "count": 20, "width": 100, "share": 50},
            {"label": "Act", "count": 15, "width": 75, "share": 38},
            {"label": "Track", "count": 5, "width": 25, "share": 12},
        ],
        "seals": {"at_least": 60, "anew": "none"},
    }
    assert sentences(chart) == [
        "Ballots: at least 40.",
        SEALS,
        "Counts are rounded at random to a multiple of five.",
    ]


def test_chart_of_a_withheld_poll_has_no_rows():
    chart = chart_of(released((23, 0, 0)))
    assert (chart["rows"], chart["withheld"], chart["at_least"]) == ([], "could_single_out", 20)
    assert sentences(chart) == [
        "The counts could show how somebody answered, so they are withheld.",
        "Ballots: at least 20.",
        SEALS,
    ]


def test_chart_of_fewer_than_ten_says_no_number():
    chart = chart_of(released((3, 3, 3)))
    assert (chart["rows"], chart["withheld"], chart["at_least"]) == ([], "too_few", None)
    assert sentences(chart) == ["Fewer than 10 people answered, so the counts are withheld.", SEALS]


def test_chart_of_more_ballots_than_seals_says_that_and_no_number_of_ballots():
    chart = chart_of(released((20, 15, 5), people=39))
    assert (chart["rows"], chart["withheld"], chart["at_least"]) == ([], "too_many", None)
    assert sentences(chart) == [
        "More ballots came in than seals were handed out, so the counts are withheld.",
        "Seals handed out: at least 35. Seals made anew: none.",
    ]


@pytest.mark.parametrize(
    ("people", "anew", "said"),
    [
        (4, 0, "Seals handed out: fewer than 5. Seals made anew: none."),
        (0, 0, "Seals handed out: fewer than 5. Seals made anew: none."),
        (5, 1, "Seals handed out: at least 5. Seals made anew: fewer than 5."),
        (24, 4, "Seals handed out: at least 20. Seals made anew: fewer than 5."),
        (24, 5, "Seals handed out: at least 20. Seals made anew: at least 5."),
        (24, 14, "Seals handed out: at least 20. Seals made anew: at least 10."),
    ],
)
def test_seals_are_said_in_fives_and_never_exactly(people, anew, said):
    assert sentences(chart_of(released((0, 0, 0), people=people, anew=anew)))[-1] == said


def test_chart_of_an_unreleased_poll_is_nothing():
    assert chart_of(uuid4()) is None
    assert release_of(uuid4()) is None
    assert combined_chart([("A", uuid4()), ("B", uuid4())]) is None


def test_combined_chart_adds_the_rounded_sittings():
    chart = combined_chart([("A", released((20, 15, 5))), ("B", released((10, 5, 15)))])
    assert [part["letter"] for part in chart["parts"]] == ["A", "B"]
    assert [(row["label"], row["count"]) for row in chart["overall"]["rows"]] == [
        ("Identify & assess", 30),
        ("Act", 20),
        ("Track", 20),
    ]
    assert chart["overall"]["at_least"] == 70
    assert [line["counts"] for line in chart["lines"]] == [[20, 10, 30], [15, 5, 20], [5, 15, 20]]


@pytest.mark.parametrize("second", [None, ((23, 0, 0), OPTIONS), ((10, 10, 10), ["Act", "Track", "Other"])])
def test_combined_chart_adds_nothing_up_when_a_sitting_is_missing_withheld_or_reworded(second):
    other = released(second[0], options=second[1]) if second else uuid4()
    chart = combined_chart([("A", released((20, 15, 5))), ("B", other)])
    assert chart["overall"] is None
    assert chart["lines"] == []
    assert len(chart["parts"]) == (2 if second else 1)


def test_combined_chart_of_one_sitting_is_that_sitting():
    chart = combined_chart([("A", released((20, 15, 5)))])
    assert chart["overall"] is None
    assert chart["parts"][0]["chart"]["rows"]


def test_release_chart_says_each_number_in_words_and_in_a_table():
    soup = page("release_chart", chart_of(released((20, 15, 5))))
    assert soup.figcaption.get_text() == "Where do <you> start?"
    assert [item.select_one(".value").get_text() for item in soup.select(".tally > li")] == [
        "20 ballots",
        "15 ballots",
        "5 ballots",
    ]
    assert [rect["width"] for rect in soup.select(".bar rect")] == ["100%", "75%", "25%"]
    assert table(soup) == [
        ["Answer", "Ballots", "Share"],
        ["Identify & assess", "20", "50%"],
        ["Act", "15", "38%"],
        ["Track", "5", "12%"],
    ]
    assert "Counts are rounded at random to a multiple of five." in soup.get_text()


def test_release_chart_of_a_withheld_poll_shows_why_and_no_table():
    soup = page("release_chart", chart_of(released((23, 0, 0))))
    assert soup.select_one(".withheld").get_text() == "withheld"
    assert soup.table is None
    assert "Ballots: at least 20." in soup.get_text()


def test_combined_chart_shows_the_sum_and_each_sitting():
    soup = page("combined_chart", combined_chart([("A", released((20, 15, 5))), ("B", released((10, 5, 15)))]))
    assert [item.select_one(".value").get_text() for item in soup.select(".tally > li")] == [
        "30 ballots",
        "20 ballots",
        "20 ballots",
    ]
    assert table(soup)[:2] == [
        ["Answer", "Sitting A", "Sitting B", "All sittings"],
        ["Identify & assess", "20", "10", "30"],
    ]


def test_combined_chart_says_the_seals_of_each_sitting():
    chart = combined_chart([("A", released((20, 15, 5))), ("B", released((10, 5, 15), people=33, anew=2))])
    assert chart["overall"]["seals"] is None
    said = [
        "Ballots: at least 70.",
        "Counts are rounded at random to a multiple of five.",
        f"Sitting A. {SEALS}",
        "Sitting B. Seals handed out: at least 30. Seals made anew: fewer than 5.",
    ]
    assert combined_sentences(chart) == said
    assert [line.get_text() for line in page("combined_chart", chart).select("figure > p.small")] == said


def test_combined_chart_shows_each_sitting_by_itself_when_one_is_withheld():
    soup = page("combined_chart", combined_chart([("A", released((20, 15, 5))), ("B", released((23, 0, 0)))]))
    assert [title.get_text() for title in soup.select("div > p.soft:first-child")] == ["Sitting A", "Sitting B"]
    assert len(soup.find_all("figure")) == 2
    assert len(soup.select(".withheld")) == 1


def test_chart_svg_says_everything_in_text():
    long = "Communicating with the people affected, in a language and at a place that they have chosen themselves"
    picture = parsed(chart_svg(chart_of(released((20, 15, 5), options=["Identify & assess", long, ""]))))
    texts = [text.text or "" for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert picture.get("aria-label") == "Where do <you> start?"
    assert "Identify & assess" in texts
    assert long in " ".join(texts)
    assert [text for text in texts if text.endswith("ballots")] == ["20 ballots", "15 ballots", "5 ballots"]
    assert "Counts are rounded at random to a multiple of five." in texts
    tops = [float(rect.get("y")) for rect in picture.iter("{http://www.w3.org/2000/svg}rect")]
    assert max(tops) < float(picture.get("height"))


def test_chart_svg_starts_at_the_right_for_a_reader_of_arabic():
    chart = chart_of(released((20, 15, 5)))
    with translation.override("ar"):
        picture = parsed(chart_svg(chart))
    bars = [rect for rect in picture.iter("{http://www.w3.org/2000/svg}rect") if rect.get("fill") == "#005a50"]
    assert [(bar.get("x"), bar.get("width")) for bar in bars] == [("0", "640"), ("160", "480"), ("480", "160")]
    assert picture.get("direction") == "rtl"


def test_chart_svg_of_a_withheld_poll_says_why():
    picture = parsed(chart_svg(chart_of(released((3, 3, 3)))))
    assert "".join(picture.itertext()).endswith(f"Fewer than 10 people answered, so the counts are withheld.{SEALS}")


def test_chart_svg_breaks_lines_of_chinese_in_time():
    chart = chart_of(released((20, 15, 5), options=["与受影响的人沟通" * 6, "Act", "Track"]))
    lines = [text.text for text in parsed(chart_svg(chart)).iter("{http://www.w3.org/2000/svg}text")]
    assert next(len(line) for line in lines if line.startswith("与")) <= 31
    assert "与受影响的人沟通" * 6 in "".join(lines)
