"""What convenors type: nothing is lost, and what is wrong is said beside its field."""

import pytest

from peerhouse.rooms.forms import AgendaForm, PollForm


def sent(do, *rows):
    data = {"rows": str(len(rows)), "do": do}
    for index, (title, minutes) in enumerate(rows):
        data |= {f"{index}-id": "", f"{index}-title": title, f"{index}-minutes": minutes}
    return AgendaForm.sent(data)


def rows_of(form):
    return [(row["title"], row["minutes"]) for row in form.rows]


A, B, C = ("Welcome", "10"), ("Steps", "x"), ("End", "")
BLANK = ("", "")


@pytest.mark.parametrize(
    ("do", "rows"),
    [
        ("add", [A, B, C, BLANK]),
        ("remove-1", [A, C]),
        ("up-1", [B, A, C]),
        ("up-2", [A, C, B]),
        ("down-0", [B, A, C]),
        ("down-1", [A, C, B]),
        ("up-0", [A, B, C]),
        ("down-2", [A, B, C]),
        ("remove-9", [A, B, C]),
        ("up-x", [A, B, C]),
        ("", [A, B, C]),
    ],
)
def test_buttons_of_the_agenda_keep_what_was_typed(do, rows):
    form = sent(do, A, B, C)
    assert rows_of(form) == rows
    assert [(line["title"].value(), line["minutes"].value()) for line in form.lines] == rows
    assert not form.errors


def test_last_row_leaves_a_blank_one():
    assert rows_of(sent("remove-0", A)) == [BLANK]


def test_agenda_has_at_most_forty_rows():
    assert len(sent("add", *[A] * 40).rows) == 40
    assert len(AgendaForm.sent({"rows": "9999", "do": ""}).rows) == 40
    assert AgendaForm.sent({"rows": "many"}).rows == []


def test_saving_drops_blank_rows_and_counts_the_minutes():
    form = sent("save", A, BLANK, ("End", "5"))
    assert form.is_valid()
    assert [(line.title, line.minutes, line.id) for line in form.cleaned()] == [("Welcome", 10, None), ("End", 5, None)]
    assert form.minutes == 15


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (("", "5"), "id_0-title", "Write what happens in this part."),
        (("End", ""), "id_0-minutes", "Enter how many minutes this part takes."),
        (("End", "x"), "id_0-minutes", "Enter the minutes as a whole number, like 15."),
        (("End", "0"), "id_0-minutes", "A part takes at least 1 minute."),
        (("End", "241"), "id_0-minutes", "A part takes at most 240 minutes."),
    ],
)
def test_wrong_row_says_what_to_do(row, field, words):
    form = sent("save", row)
    assert not form.is_valid()
    assert [(target, message) for target, message, _label in form.errors] == [(field, words)]


def poll_form(**typed):
    return PollForm({"text": "What goes well?", "option_1": "Yes", "option_2": "No", **typed})


def test_poll_leaves_out_empty_rows():
    form = poll_form(hint_2="Not yet", option_8="Perhaps")
    assert form.is_valid()
    assert form.cleaned_data["options"] == [
        {"label": "Yes", "hint": ""},
        {"label": "No", "hint": "Not yet"},
        {"label": "Perhaps", "hint": ""},
    ]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"text": ""}, "text", "Write the question."),
        ({"option_2": ""}, "option_2", "Write at least two options."),
        ({"option_1": "", "option_5": "Perhaps"}, "option_1", "Write at least two options."),
        ({"option_3": "YES"}, "option_3", "Two options say the same. Change one of them."),
        ({"hint_4": "Why"}, "option_4", "Write the option that this hint belongs to."),
    ],
)
def test_wrong_poll_says_what_to_do(typed, field, words):
    form = poll_form(**typed)
    assert not form.is_valid()
    assert form.errors == {field: [words]}
