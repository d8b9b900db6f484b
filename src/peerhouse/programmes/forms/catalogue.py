"""What convenors type to begin: a programme, and its season."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from peerhouse.programmes.enums import ProgrammeKind

ADDRESS = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"
LONGEST_ADDRESS = 50


class AddressField(forms.RegexField):
    """The last part of a page's address; links and calendars hold it for good."""

    def __init__(self) -> None:
        super().__init__(
            ADDRESS,
            label=_("Last part of the address"),
            help_text=_("Small letters, digits and hyphens. It stands in links, so it cannot change later."),
            max_length=LONGEST_ADDRESS,
            strip=True,
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
            error_messages={
                "required": _("Enter the last part of the address, like peer-learning or 2027"),
                "invalid": _("Use small letters, digits and hyphens alone, like peer-learning or 2027"),
            },
        )


class ProgrammeForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120, error_messages={"required": _("Enter a title")})
    slug = AddressField()
    kind = forms.ChoiceField(
        label=_("Who can take part"),
        choices=ProgrammeKind.choices,
        widget=forms.RadioSelect,
        help_text=_("Of a programme by invitation the public sees this description alone."),
        error_messages={"required": _("Choose who can take part")},
    )
    audience = forms.CharField(
        label=_("Whom it is for, in one sentence"),
        max_length=300,
        error_messages={"required": _("Say in a sentence whom the programme is for")},
    )
    lead = forms.CharField(
        label=_("What it is, in one sentence"),
        max_length=300,
        help_text=_("For the list of programmes."),
        error_messages={"required": _("Say in a sentence what the programme is")},
    )
    description = forms.CharField(
        label=_("Description"),
        help_text=_("Markdown. It stands on the page of the programme."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": _("Describe the programme in a few sentences")},
    )
    language = forms.ChoiceField(label=_("Language that is spoken"), choices=settings.LANGUAGES, initial="en")


class SeasonForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("What readers call it, like Season 2027."),
        error_messages={"required": _("Enter a title")},
    )
    slug = AddressField()
