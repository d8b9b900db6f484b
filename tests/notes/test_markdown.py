"""What a note's Markdown becomes: the same blocks for the page and the files, and nothing that could act."""

import pytest

from peerhouse.notes.markdown import ChartPlace, Divider, Heading, Paragraph, Run, html_of, parts_of, read


def html(text: str) -> str:
    return "".join(f"<{part.number}>" if isinstance(part, ChartPlace) else html_of(part) for part in parts_of(text))


def plain(text: str) -> list[object]:
    """The blocks, each with its text alone."""
    return [
        "".join(run.text for run in block.runs) if isinstance(block, Heading | Paragraph) else block
        for block in read(text)
    ]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("[[poll 2]]", [ChartPlace(2)]),
        ("Before\n[[poll 1]]\nafter", ["Before", ChartPlace(1), "after"]),
        ("Before\r\n[[poll 12]]  \r\nafter", ["Before", ChartPlace(12), "after"]),
        ("   [[poll 1]]\n\n[[poll 2]]", [ChartPlace(1), ChartPlace(2)]),
        ("> Said\n[[poll 1]]", ["Said", ChartPlace(1)]),
    ],
)
def test_chart_stands_on_a_line_of_its_own(text, blocks):
    assert plain(text) == blocks


@pytest.mark.parametrize(
    "text",
    [
        "```\n[[poll 1]]\n```",
        "    [[poll 1]]",
        "- [[poll 1]]",
        "> [[poll 1]]",
        "See [[poll 1]]",
        "[[poll 1]] shows it",
        "`[[poll 1]]`",
        "[[poll 123]]",
        "[[poll one]]",
    ],
)
def test_marker_anywhere_else_is_what_it_says(text):
    assert not any(isinstance(block, ChartPlace) for block in read(text))
    assert "[[poll" in "".join(map(str, plain(text)))


def test_code_around_a_marker_stays_whole():
    assert html("```\n[[poll 1]]\nx\n```") == "<pre><code>[[poll 1]]\nx\n</code></pre>\n"


def test_link_defined_after_a_chart_works_before_it():
    assert "https://example.org" in html("[law]\n\n[[poll 1]]\n\n[law]: https://example.org")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("[look](javascript:alert(1))", "href"),
        ("[look](data:text/html,x)", "href"),
        ("[write](mailto:a@company.example)", "href"),
        ("<script>alert(1)</script>", "<script"),
        ('<a onclick="x()">y</a>', "<a"),
        ("<img src=x onerror=y>", "<img"),
        ("![a picture](https://example.org/p.png)", "<img"),
        ("``` js onload=x\ny\n```", "class"),
    ],
)
def test_nothing_in_the_page_acts(text, gone):
    assert gone not in html(text)


def test_address_on_the_web_is_a_link_in_page_and_files():
    assert '<a href="https://example.org/law"' in html("[law](https://example.org/law)")
    assert read("[law](https://example.org/law)") == [Paragraph((Run("law", link="https://example.org/law"),))]


@pytest.mark.parametrize("address", ["mailto:a@company.example", "/convene/"])
def test_other_address_is_text_in_the_files(address):
    assert read(f"[law]({address})") == [Paragraph((Run("law"),))]


@pytest.mark.parametrize(("marks", "level"), [("#", 2), ("##", 2), ("###", 3), ("####", 4), ("######", 4)])
def test_headings_fit_below_the_title(marks, level):
    assert read(f"{marks} Steps") == [Heading(level, (Run("Steps"),))]
    assert html(f"{marks} Steps") == f"<h{level}>Steps</h{level}>\n"


def test_looks_nest_and_end():
    assert read("a **b *c* __d__ e** *f*\ng") == [
        Paragraph(
            (
                Run("a "),
                Run("b ", bold=True),
                Run("c", bold=True, italic=True),
                Run(" ", bold=True),
                Run("d", bold=True),
                Run(" e", bold=True),
                Run(" "),
                Run("f", italic=True),
                Run(" "),
                Run("g"),
            )
        )
    ]


def test_lists_keep_depth_and_numbers():
    text = "3. three\n\n   more of it\n4. four\n   - deep\n\n> said\n\n- last\n-\n\nafter"
    assert read(text) == [
        Paragraph((Run("three"),), "number", 1, 3),
        Paragraph((Run("more of it"),), "paragraph", 1),
        Paragraph((Run("four"),), "number", 1, 4),
        Paragraph((Run("deep"),), "bullet", 2),
        Paragraph((Run("said"),), "quote"),
        Paragraph((Run("last"),), "bullet", 1),
        Paragraph((Run("after"),)),
    ]


def test_empty_item_counts_and_marks_nothing_else():
    assert read("- a\n\n  1.\n  2. two\n\n  b") == [
        Paragraph((Run("a"),), "bullet", 1),
        Paragraph((Run("two"),), "number", 2, 2),
        Paragraph((Run("b"),), "paragraph", 1),
    ]


def test_code_line_and_divider_reach_the_files():
    assert read("---\n\n    some code\n") == [Divider(), Paragraph((Run("some code"),))]
    assert html("---") == "<hr>\n"


def test_raw_html_comes_out_as_its_text():
    assert plain("<div>\n\nx <b>y</b>") == ["<div>", "x <b>y</b>"]


def test_empty_text_has_no_blocks():
    assert read(" \n\n") == []
