"""What convenors type: an agenda as rows, a poll with its options. What was typed is never lost."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from peerhouse.rooms.models import AgendaItem, PollQuestion
from peerhouse.rooms.services import Line
from peerhouse.rooms.services.polls import Option

FIELDS: Final = ("id", "title", "minutes")
MOST_ROWS: Final = 40
LONGEST_ITEM: Final = 240
MOST_OPTIONS: Final = 8
FEWEST_OPTIONS: Final = 2

Row = dict[str, str]


class LineForm(forms.Form):
    """One row of the agenda."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("What happens"),
        max_length=160,
        error_messages={"required": _("Write what happens in this part.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=LONGEST_ITEM,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
        error_messages={
            "required": _("Enter how many minutes this part takes."),
            "invalid": _("Enter the minutes as a whole number, like 15."),
            "min_value": _("A part takes at least 1 minute."),
            "max_value": _("A part takes at most 240 minutes."),
        },
    )


class AgendaForm:
    """The rows of an agenda, typed or stored. Its buttons work without script: each sends the rows as they stand."""

    def __init__(self, rows: Sequence[Row], *, bound: bool = False) -> None:
        self.rows = list(rows)
        self.lines = [
            LineForm(self._data(index, row), prefix=str(index)) if bound else LineForm(initial=row, prefix=str(index))
            for index, row in enumerate(self.rows)
        ]

    @classmethod
    def of(cls, items: Sequence[AgendaItem]) -> "AgendaForm":
        rows = [{"id": str(item.pk), "title": item.title, "minutes": str(item.minutes)} for item in items]
        return cls(rows or [cls.blank()])

    @classmethod
    def sent(cls, data: Mapping[str, str]) -> "AgendaForm":
        """The rows that were typed, after the button that was pressed: add, remove-2, up-2, down-2 or save."""
        count = min(int(data["rows"]), MOST_ROWS) if data.get("rows", "").isdecimal() else 0
        rows = [{field: data.get(f"{index}-{field}", "").strip() for field in FIELDS} for index in range(count)]
        move, _separator, place = data.get("do", "").partition("-")
        index = int(place) if place.isdecimal() and int(place) < len(rows) else None
        match move, index:
            case "add", None if len(rows) < MOST_ROWS:
                return cls([*rows, cls.blank()])
            case "remove", int():
                return cls([row for other, row in enumerate(rows) if other != index] or [cls.blank()])
            case "up", int() if index > 0:
                return cls(_swapped(rows, index - 1))
            case "down", int() if index < len(rows) - 1:
                return cls(_swapped(rows, index))
            case "save", None:
                return cls([row for row in rows if row["title"] or row["minutes"]], bound=True)
            case _:
                return cls(rows)

    @staticmethod
    def blank() -> Row:
        return dict.fromkeys(FIELDS, "")

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """Each fault for the summary above the rows: the id of its field, what to do, and which field of which part."""
        return [
            (
                line[name].id_for_label,
                str(message),
                _("%(field)s of part %(number)s") % {"field": line[name].label, "number": number},
            )
            for number, line in enumerate(self.lines, start=1)
            for name, messages in line.errors.items()
            for message in messages
        ]

    @property
    def minutes(self) -> int:
        """What the rows add up to, as far as they are numbers."""
        return sum(int(row["minutes"]) for row in self.rows if row["minutes"].isdecimal())

    def is_valid(self) -> bool:
        return all([line.is_valid() for line in self.lines])  # noqa: C419 (every row is checked, so that all errors show)

    def cleaned(self) -> list[Line]:
        return [Line(**line.cleaned_data) for line in self.lines]

    @staticmethod
    def _data(index: int, row: Row) -> dict[str, str]:
        return {f"{index}-{field}": value for field, value in row.items()}


def _swapped(rows: Sequence[Row], index: int) -> list[Row]:
    return [*rows[:index], rows[index + 1], rows[index], *rows[index + 2 :]]


class PollForm(forms.Form):
    """A question with two to eight options, each with a hint; rows left empty are left out."""

    text = forms.CharField(label=_("Question"), max_length=300, error_messages={"required": _("Write the question.")})
    hint = forms.CharField(
        label=_("Hint"),
        max_length=300,
        required=False,
        help_text=_("One line below the question. For example: choose the one that comes closest."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_OPTIONS + 1):
            self.fields[f"option_{number}"] = forms.CharField(
                label=_("Option %(number)s") % {"number": number},
                max_length=160,
                required=number <= FEWEST_OPTIONS,
                error_messages={"required": _("Write at least two options.")},
            )
            self.fields[f"hint_{number}"] = forms.CharField(
                label=_("Hint for option %(number)s") % {"number": number}, max_length=160, required=False
            )

    @classmethod
    def of(cls, question: PollQuestion) -> "PollForm":
        initial: dict[str, str] = {"text": question.text, "hint": question.hint}
        for number, option in enumerate(question.options, start=1):
            initial |= {f"option_{number}": option["label"], f"hint_{number}": option["hint"]}
        return cls(initial=initial)

    @property
    def options(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each option: its words and its hint."""
        return [(self[f"option_{number}"], self[f"hint_{number}"]) for number in range(1, MOST_OPTIONS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        options: list[Option] = []
        for number in range(1, MOST_OPTIONS + 1):
            label, hint = cleaned.get(f"option_{number}", ""), cleaned.get(f"hint_{number}", "")
            if label and label.casefold() in {option["label"].casefold() for option in options}:
                self.add_error(f"option_{number}", _("Two options say the same. Change one of them."))
            elif label:
                options.append({"label": label, "hint": hint})
            elif hint:
                self.add_error(f"option_{number}", _("Write the option that this hint belongs to."))
        cleaned["options"] = options
        return cleaned
