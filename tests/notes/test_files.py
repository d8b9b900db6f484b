"""The page, the PDF and the DOCX of a published note: the same words and numbers, in its language, with no maker."""

import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from peerhouse.notes.charts import charts_of
from peerhouse.notes.page import page_of
from tests.factories import notes, programmes

pytestmark = pytest.mark.django_db

TEXT = """\
# Four steps

Participants found **tracking** the hardest, *by far*. See [the law](https://example.org/law) and its site.

<https://example.org>

[[poll 1]]

[[poll 2]]

[[poll 3]]

[[poll 9]]

1. Ask first.

   Then ask again.
2. Write it down.
   - deeper
     1. and deeper

> Somebody has to begin.

---

1. Begin anew.

```
#let note = "no markup"
```
"""


def session_with_polls(language="en"):
    session = programmes.session(programmes.season(programmes.programme(language=language)))
    session.season.programme.allowed_terms.create(term="example.org", reason="A public law")
    notes.released_poll(session)
    notes.released_poll(session, "What comes last?", {"A": (20, 15, 5), "B": (1, 1, 1)})
    notes.released_poll(session, "Not asked yet", {})
    return session


@pytest.fixture
def note(db):
    return notes.published(session_with_polls(), TEXT)


def pdf(note):
    return PdfReader(io.BytesIO(bytes(note.pdf)))


def words_of_pdf(note):
    return " ".join(" ".join(page.extract_text() for page in pdf(note).pages).split())


def docx(note):
    return Document(io.BytesIO(bytes(note.docx)))


def tables(note):
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx(note).tables]


def test_sizes_are_those_of_the_files(note):
    assert (note.pdf_size, note.docx_size) == (len(note.pdf), len(note.docx))


def test_page_shows_charts_with_their_tables(note):
    page = BeautifulSoup(note.html, "html.parser")
    first = page.find("figure")
    assert first.figcaption.b.text == "What goes well?"
    assert [[cell.text for cell in row.find_all(["th", "td"])] for row in first.find_all("tr")] == [
        ["Answer", "Sitting A", "Sitting B", "All sittings"],
        ["Finding harm", "20", "10", "30"],
        ["Preventing it", "15", "15", "30"],
        ["Telling others", "5", "20", "25"],
    ]
    assert [row["scope"] for row in first.find_all("th")] == ["col"] * 4 + ["row"] * 3
    assert first.table.caption.text == "What goes well?"
    assert all(svg["aria-hidden"] == "true" for svg in page.find_all("svg"))


def test_page_says_which_chart_is_missing(note):
    text = BeautifulSoup(note.html, "html.parser").text
    assert "The chart of poll 3 is not there: the poll has not been released." in text
    assert "The chart of poll 9 is not there" in text
    assert "[[poll" not in text


def test_charts_stand_where_they_were_put(note):
    html = note.html
    places = [html.index(words) for words in ("Four steps", "What goes well?", "What comes last?", "Ask first")]
    assert places == sorted(places)


def test_pdf_is_tagged_and_says_its_language_and_nobody_who_made_it(note):
    reader = pdf(note)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert set(reader.metadata) == {"/Title", "/Creator"}
    assert reader.metadata.title == notes.TITLE
    assert reader.metadata.creator.startswith("Typst")


def test_pdf_holds_words_numbers_and_nothing_run_as_markup(note):
    words = words_of_pdf(note)
    for expected in (
        "Summary note, session 1, Season 2023.",
        "Answer Sitting A Sitting B All sittings Finding harm 20 10 30 Preventing it 15 15 30 Telling others 5 20 25",
        "What comes last? Sitting A Answer Ballots Finding harm 20",
        "What comes last? Sitting B Fewer than 10 people answered, so the counts are withheld.",
        "Counts are rounded at random to a multiple of five.",
        "1. Ask first. Then ask again. 2. Write it down.",
        "Somebody has to begin.",
        '#let note = "no markup"',
    ):
        assert expected in words
    assert "[[poll" not in words


def test_pdf_marks_tables_and_headings_for_screen_readers(note):
    elements = [pdf(note).trailer["/Root"]["/StructTreeRoot"]]
    kinds = set()
    while elements:
        element = elements.pop()
        kinds.add(element.get("/S"))
        below = element.get("/K", [])
        below = [child.get_object() for child in (below if isinstance(below, list) else [below])]
        elements += [child for child in below if isinstance(child, dict)]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/Link"} <= kinds


def test_docx_names_nobody_and_no_hour(note):
    properties = docx(note).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.title, properties.language) == (notes.TITLE, "en")
    midnight = {(moment.date(), moment.hour, moment.minute) for moment in (properties.created, properties.modified)}
    assert midnight == {(note.released_on, 0, 0)}
    with zipfile.ZipFile(io.BytesIO(bytes(note.docx))) as parts:
        about = parts.read("docProps/app.xml").decode()
    assert "<Manager/>" in about
    assert "<Company/>" in about


def test_docx_holds_charts_as_tables_with_a_header_row(note):
    assert tables(note) == [
        [
            ["Answer", "Sitting A", "Sitting B", "All sittings"],
            ["Finding harm", "20", "10", "30"],
            ["Preventing it", "15", "15", "30"],
            ["Telling others", "5", "20", "25"],
        ],
        [["Answer", "Ballots"], ["Finding harm", "20"], ["Preventing it", "15"], ["Telling others", "5"]],
    ]
    for table in docx(note).tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_docx_holds_every_block_in_its_style(note):
    styled = [(paragraph.style.name, paragraph.text) for paragraph in docx(note).paragraphs]
    for expected in (
        ("Heading 1", notes.TITLE),
        ("Heading 2", "Four steps"),
        (
            "Normal",
            "Participants found tracking the hardest, by far. See the law (https://example.org/law) and its site.",
        ),
        ("Normal", "https://example.org"),
        ("Normal", "What comes last? Sitting B"),
        ("Normal", "Fewer than 10 people answered, so the counts are withheld."),
        ("List Number", "Ask first."),
        ("List Continue", "Then ask again."),
        ("List Bullet 2", "deeper"),
        ("List Number 3", "and deeper"),
        ("Quote", "Somebody has to begin."),
        ("List Number", "Begin anew."),
    ):
        assert expected in styled
    looks = {run.text: (run.bold, run.italic) for paragraph in docx(note).paragraphs for run in paragraph.runs}
    assert looks["tracking"] == (True, None)
    assert looks["by far"] == (None, True)


def test_docx_counts_each_list_from_its_own_beginning(note):
    document = docx(note)
    numbered = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "List Number"]
    lists = [paragraph._p.pPr.numPr.numId.val for paragraph in numbered]
    assert [paragraph.text for paragraph in numbered] == ["Ask first.", "Write it down.", "Begin anew."]
    assert lists[0] == lists[1] != lists[2]
    begun = document.part.numbering_part.element.num_having_numId(lists[2])
    assert begun.lvlOverride_lst[0].startOverride.val == 1


@pytest.mark.parametrize(("language", "rtl"), [("fr", False), ("ar", True), ("zh-hans", False)])
def test_note_is_drawn_in_its_own_language_whoever_releases_it(language, rtl):
    with translation.override("ru"):
        note = notes.published(session_with_polls(language), TEXT)
    assert note.language == language
    assert pdf(note).trailer["/Root"]["/Lang"] == language.partition("-")[0]
    document = docx(note)
    assert document.core_properties.language == language
    spoken = document.styles.element.find(".//" + qn("w:lang"))
    assert spoken.get(qn("w:val")) == language
    body = document.element.body
    mirrored = [body.findall(".//" + qn(tag)) != [] for tag in ("w:bidi", "w:rtl", "w:bidiVisual")]
    assert mirrored == [rtl] * 3
    with translation.override(language):
        expected = translation.gettext("All sittings")
    assert expected in note.html


def test_preview_and_page_are_the_same():
    note = notes.published(session_with_polls(), TEXT)
    assert page_of(note.text, charts_of(note.session_id), "en") == note.html
