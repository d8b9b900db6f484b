"""What anybody of the house writes as Markdown becomes prose, and nothing that could act."""

import pytest
from django.template import Context, Template


def prose(text):
    return Template("{{ text|prose }}").render(Context({"text": text}))


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("[look](javascript:alert(1))", "href"),
        ("[write](mailto:a@company.example)", "href"),
        ("<script>alert(1)</script>", "<script"),
        ("![a picture](https://example.org/p.png)", "<img"),
        ("``` js onload=x\ny\n```", "class"),
    ],
)
def test_nothing_in_prose_acts(text, gone):
    assert gone not in prose(text)


def test_prose_keeps_what_it_needs():
    assert prose("**Bold** and *so on*, [law](https://example.org)") == (
        "<p><strong>Bold</strong> and <em>so on</em>, "
        '<a href="https://example.org" rel="noopener noreferrer">law</a></p>\n'
    )
    assert prose("1. one\n\n> two") == "<ol>\n<li>one</li>\n</ol>\n<blockquote>\n<p>two</p>\n</blockquote>\n"


@pytest.mark.parametrize(("marks", "level"), [("#", 2), ("##", 2), ("####", 4), ("######", 4)])
def test_headings_of_prose_fit_below_the_title_of_the_page(marks, level):
    assert prose(f"{marks} Steps") == f"<h{level}>Steps</h{level}>\n"
