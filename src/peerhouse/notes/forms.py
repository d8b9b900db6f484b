"""What is typed on the way to a note."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from peerhouse.notes.models import LONGEST_TITLE

LONGEST_TEXT: Final = 100_000


class Lines(forms.CharField):
    """Text of several lines. Browsers send each line's end as two characters: offsets in a text count one."""

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {"strip": False, "max_length": LONGEST_TEXT, "widget": forms.Textarea}
        super().__init__(**(usual | options))

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class PrivateNoteForm(forms.Form):
    text = Lines(
        label=_("Your notes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 16, "class": "note-source", "dir": "auto"}),
        help_text=_("Only rapporteurs can read them. They are deleted when the summary note is released."),
    )


class NoteForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Give the note a title")},
    )
    text = Lines(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 24, "class": "note-source", "dir": "auto"}),
        help_text=_("Markdown: ## heading, **bold**, - list. Leave out names of people and companies."),
        error_messages={"required": _("Write the text of the note")},
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class PreviewForm(forms.Form):
    """What is being typed, however unfinished."""

    text = Lines(required=False)


class PassageForm(forms.Form):
    """Where a passage begins and what it says, and what becomes of it."""

    start = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    words = Lines(widget=forms.HiddenInput)


class ReplaceForm(PassageForm):
    instead = forms.CharField(
        label=_("Write instead"),
        required=False,
        strip=False,
        max_length=600,
        widget=forms.TextInput(attrs={"dir": "auto", "class": "input"}),
    )


class KeepForm(PassageForm):
    reason = forms.CharField(
        label=_("Reason to keep it"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "class": "input"}),
        error_messages={"required": _("Say why this passage can stay")},
    )


NOT_SAID = _("Tick this, or send the note back")


class ReleaseForm(forms.Form):
    """The questions that no machine can answer: could somebody in the field guess who it was?"""

    size = forms.BooleanField(
        label=_("Nobody can be guessed from a size or a number of users."), error_messages={"required": NOT_SAID}
    )
    place = forms.BooleanField(
        label=_("Nobody can be guessed from a sector and a place together."), error_messages={"required": NOT_SAID}
    )
    person = forms.BooleanField(
        label=_("Nobody can be guessed from a gender, a role or a seat in the room."),
        error_messages={"required": NOT_SAID},
    )
    event = forms.BooleanField(
        label=_("Nobody can be guessed from an event, a date or a product launch."),
        error_messages={"required": NOT_SAID},
    )
    voice = forms.BooleanField(
        label=_("Nobody can be guessed from a turn of phrase: nothing is quoted word for word."),
        error_messages={"required": NOT_SAID},
    )
