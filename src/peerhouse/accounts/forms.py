from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerhouse.accounts.codes import DIGITS
from peerhouse.accounts.enums import Role
from peerhouse.accounts.models import Person
from peerhouse.web.zones import place_of, zone_called

ADDRESS_ERRORS: Final = {
    "required": _("Enter your email address"),
    "invalid": _("Enter your email address with an @, like name@company.example"),
}
# The continents and oceans of the time zone database; what lies outside them is history or an alias.
CONTINENTS: Final[dict[str, str | Promise]] = {
    "Africa": _("Africa"),
    "America": _("Americas"),
    "Antarctica": _("Antarctica"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}


def zone_choices() -> list[tuple[str | Promise, list[tuple[str, str]]]]:
    """Every IANA zone that is a place, by continent, each in the words of the active language where we have them."""
    parted = sorted((key.partition("/")[0], key) for key in available_timezones())
    groups: list[tuple[str | Promise, list[tuple[str, str]]]] = [
        (CONTINENTS[continent], sorted(((key, place_of(key)) for _continent, key in keys), key=itemgetter(1)))
        for continent, keys in groupby(parted, key=itemgetter(0))
        if continent in CONTINENTS
    ]
    return [*groups, (_("Everywhere"), [("UTC", place_of("UTC"))])]


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("Your email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn", "autofocus": True}),
        error_messages=ADDRESS_ERRORS,
    )

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        return address.lower()


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code from the message"),
        help_text=_("Eight digits. It works for 15 minutes, in this browser."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
                "class": "code",
                "size": DIGITS + 4,
            }
        ),
        error_messages={"required": _("Enter the code from the message")},
    )
    zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-device-zone": True}))

    def clean_zone(self) -> str:
        """The clock of the device, for an account that this code may open; nothing if it is none that we know."""
        known = zone_called(self.cleaned_data["zone"])
        return known.key if known else ""


class PersonForm(forms.ModelForm[Person]):
    class Meta:
        model = Person
        fields = ["name", "language", "time_zone"]
        labels = {"name": _("Name"), "language": _("Language of our messages"), "time_zone": _("Time zone")}
        help_texts = {
            "name": _("Shown to the secretariat alone. Never shown in the room and never published."),
            "time_zone": _("Times are shown on this clock, in pages and in messages."),
        }
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label, choices=sorted(settings.LANGUAGES, key=itemgetter(1))
        )
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.fields["time_zone"].label, help_text=self.fields["time_zone"].help_text, choices=zone_choices
        )


class GrantForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("An account is opened for the address if there is none yet."),
        error_messages=ADDRESS_ERRORS | {"required": _("Enter an email address")},
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])
