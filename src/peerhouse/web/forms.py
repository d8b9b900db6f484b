"""The form of the style page: one field of each kind, empty and with its errors."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.html import format_html

# The style page is written in English for those who build pages, as its markup is; nothing here is translated.


class SpecimenForm(forms.Form):
    company = forms.CharField(label="Company", help_text="It is never published.", required=False)
    email = forms.EmailField(
        label="Work email", error_messages={"invalid": "Enter your work email with an @, like name@company.example"}
    )
    language = forms.ChoiceField(label="Language", choices=[("en", "English"), ("fr", "Français")])
    question = forms.CharField(label="Your question", widget=forms.Textarea(attrs={"rows": 3, "class": "two"}))
    reasons = forms.MultipleChoiceField(
        label="Why do you want to attend?",
        help_text="Choose all that apply.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("peers", "To meet peers"),
            ("remedy", format_html("To provide remedy<small>{}</small>", "Including grievance mechanisms")),
        ],
    )
    sitting = forms.ChoiceField(
        label="Which sitting?",
        widget=forms.RadioSelect,
        choices=[
            ("a", format_html("<b>A: 12:00–13:15</b><small>{}</small>", "10:00 in Geneva")),
            ("b", format_html("<b>B: 20:00–21:15</b><small>{}</small>", "09:00 in San Francisco")),
        ],
        error_messages={"required": "Choose a sitting"},
    )
    rules = forms.BooleanField(label="I have read the ground rules and will keep to them")

    @classmethod
    def specimens(cls) -> dict[str, Any]:
        """The form as a page first shows it and as it comes back with two answers to mend, and a time to show."""
        mend = {"email": "name.company.example", "language": "en", "question": "How?", "rules": "on"}
        sample = datetime(2023, 11, 8, 9, 0, tzinfo=UTC)
        return {
            "fresh": cls(prefix="fresh"),
            "mend": cls({f"mend-{name}": value for name, value in mend.items()}, prefix="mend"),
            "sample": sample,
            "sample_end": sample + timedelta(minutes=75),
        }
