"""What convenors type: sessions and their sittings, statements, invitations, speakers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from peerhouse.programmes import queries
from peerhouse.programmes.enums import StatementKind
from peerhouse.programmes.models import Season, Session, Sitting
from peerhouse.programmes.services import PlannedSitting
from peerhouse.programmes.validators import moment_of
from peerhouse.web.zones import REGIONS, place_of

# Where the two sittings of a session usually are; a third serves the rest of the world.
USUAL_ZONES = {"A": "Europe/Zurich", "B": "America/Los_Angeles", "C": "Asia/Singapore"}
USUAL_MINUTES = 75
SHOWN_ADDRESSES = 3


class SessionForm(forms.Form):
    number = forms.IntegerField(
        label=gettext_lazy("Number in the season"),
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Enter the number of the session, like 3")},
    )
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=160, error_messages={"required": gettext_lazy("Enter a title")}
    )
    lead = forms.CharField(
        label=gettext_lazy("What it is about, in one or two sentences"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "class": "two"}),
        error_messages={"required": gettext_lazy("Say in a sentence what the session is about")},
    )
    published = forms.BooleanField(
        label=gettext_lazy("Readers can see this session and register for it"), required=False
    )

    def __init__(self, season: Season, data: QueryDict | None = None, *, session: Session | None = None) -> None:
        self.season, self.session = season, session
        initial: dict[str, Any] = {"number": season.sessions.count() + 1}
        if session:
            initial = {name: getattr(session, name) for name in self.base_fields}
        super().__init__(data, initial=initial)

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        others = self.season.sessions.exclude(pk=self.session.pk) if self.session else self.season.sessions
        if others.filter(number=number).exists():
            raise ValidationError(_("Another session of this season has this number. Choose another."))
        return number


class SittingForm(forms.Form):
    """When a session is held once, on the clock of its own place."""

    date = forms.DateField(
        label=gettext_lazy("Date"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Enter the date"),
            "invalid": gettext_lazy("Enter the date as year-month-day, like 2023-11-08"),
        },
    )
    time = forms.TimeField(
        label=gettext_lazy("Time there"),
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Enter the time"),
            "invalid": gettext_lazy("Enter the time with hours and minutes, like 10:00"),
        },
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Place whose clock counts"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=15,
        max_value=480,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Enter how many minutes the sitting lasts"),
            "min_value": gettext_lazy("A sitting lasts at least 15 minutes"),
            "max_value": gettext_lazy("A sitting lasts at most 480 minutes"),
        },
    )

    def __init__(self, *args: Any, letter: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter
        zones = [(region, list(places.items())) for region, places in REGIONS]
        listed = {key for _region, places in zones for key, _place in places}
        own = self.initial["time_zone"]
        self.fields["time_zone"].choices = zones if own in listed else [*zones, (own, place_of(own))]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, sitting: Sitting, data: QueryDict | None = None) -> "SittingForm":
        """The form that moves a sitting: filled with when it is now."""
        local = timezone.localtime(sitting.starts_at, ZoneInfo(sitting.time_zone))
        initial = {
            "date": local.date(),
            "time": local.time(),
            "time_zone": sitting.time_zone,
            "minutes": sitting.minutes,
        }
        return cls(data, letter=sitting.letter, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Adds `starts_at` (UTC)."""
        typed = self.cleaned_data
        if {"date", "time", "time_zone"} <= typed.keys():
            try:
                typed["starts_at"] = moment_of(typed["date"], typed["time"], ZoneInfo(typed["time_zone"]))
            except ValidationError as error:
                self.add_error("time", error)
        return typed

    @property
    def when(self) -> dict[str, Any]:
        """What the service that moves a sitting wants to know; only of a valid form."""
        starts_at: datetime = self.cleaned_data["starts_at"]
        return {"starts_at": starts_at} | {name: self.cleaned_data[name] for name in ("time_zone", "minutes")}

    @property
    def planned(self) -> PlannedSitting | None:
        """The sitting that was typed; None where the form was left as it was."""
        if not self.has_changed():
            return None
        return PlannedSitting(self.letter, **self.when)


def sitting_forms(data: QueryDict | None = None) -> Sequence[SittingForm]:
    """One form for each sitting of a new session; only the first has to be filled in."""
    return [
        SittingForm(
            data,
            letter=letter,
            prefix=letter,
            initial={"time_zone": zone, "minutes": USUAL_MINUTES},
            empty_permitted=letter != "A",
            use_required_attribute=letter == "A",
        )
        for letter, zone in USUAL_ZONES.items()
    ]


class StatementForm(forms.Form):
    """A new version, in up to six languages."""

    kind = forms.ChoiceField(label=gettext_lazy("Which text"), choices=StatementKind.choices, widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for code, name in sorted(settings.LANGUAGES, key=lambda language: language[0] != "en"):
            self.fields[code] = forms.CharField(
                label=name,
                required=code == "en",
                widget=forms.Textarea(attrs={"rows": 6, "lang": code, "dir": "auto"}),
                error_messages={"required": _("Write the English text: readers of a missing language read it")},
            )

    @property
    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[code] for code, _name in settings.LANGUAGES}


class InvitationsForm(forms.Form):
    addresses = forms.CharField(
        label=gettext_lazy("Email addresses"),
        help_text=gettext_lazy("One a line."),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter at least one email address")},
    )
    by_mail = forms.BooleanField(label=gettext_lazy("Send each of them an invitation in my language"), required=False)

    def clean_addresses(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["addresses"].splitlines() if line.strip()]
        wrong = [line for line in lines if not _is_address(line)]
        if wrong:
            message = ngettext(
                "This line is not an email address: %(lines)s",
                "These lines are not email addresses: %(lines)s",
                len(wrong),
            )
            raise ValidationError(message % {"lines": ", ".join(wrong[:SHOWN_ADDRESSES])})
        return lines


class AllowedTermForm(forms.Form):
    """A name for the allow-list of the guard."""

    term = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("A public institution, a law, or a public speaker who agreed to be named."),
        max_length=120,
        error_messages={"required": gettext_lazy("Enter the name as notes write it")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why a note may say it"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why a note may hold this name")},
    )


class SpeakerForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Email address of the speaker"),
        help_text=gettext_lazy(
            "An account is opened for the address if there is none. The joining link is sent to it."
        ),
        error_messages={
            "required": gettext_lazy("Enter an email address"),
            "invalid": gettext_lazy("Enter an email address with an @, like name@company.example"),
        },
    )
    sitting = forms.ChoiceField(label=gettext_lazy("Sitting"))

    def __init__(self, session: Session, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.sittings = {str(sitting.pk): sitting for sitting in queries.sittings_to_choose(session)}
        self.fields["sitting"].choices = [  # type: ignore[attr-defined]
            (key, _("Sitting %(letter)s") % {"letter": sitting.letter}) for key, sitting in self.sittings.items()
        ]

    def clean_sitting(self) -> Sitting:
        return self.sittings[self.cleaned_data["sitting"]]


def _is_address(line: str) -> bool:
    try:
        validate_email(line)
    except ValidationError:
        return False
    return True
