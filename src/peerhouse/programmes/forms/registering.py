"""Registering for a sitting."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from peerhouse.accounts.enums import Region, Sector, Size
from peerhouse.programmes import queries
from peerhouse.programmes.enums import Eligibility, Reason, StatementKind
from peerhouse.programmes.models import Enrolment, Session, Sitting
from peerhouse.programmes.services import Answers
from peerhouse.web.templatetags.peerhouse import when

if TYPE_CHECKING:
    from peerhouse.accounts.models import Person

RULES_CHANGED = gettext_lazy("The ground rules changed while you were reading. Read them again, then tick the box.")


def sitting_choice(sitting: Sitting) -> tuple[str, SafeString]:
    """A sitting on the reader's clock first, and on its own second."""
    label = format_html(
        "<b>{}: {}</b><small>{}</small><small>{}</small>",
        sitting.letter,
        when(sitting.starts_at, show="time", until=sitting.ends_at),
        when(sitting.starts_at, show="date"),
        when(sitting.starts_at, sitting.time_zone, show="place"),
    )
    return str(sitting.pk), label


def _one_of(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", gettext_lazy("Choose one")), *choices]


class RegisterForm(forms.Form):
    """One person, one session. What they said last time in this programme is filled in, and nobody else's words are."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("Shown to the secretariat alone. It stays outside the room."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your name")},
    )
    organisation = forms.CharField(
        label=gettext_lazy("Company"),
        help_text=gettext_lazy("It is never published."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": gettext_lazy("Enter the name of your company")},
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Its sector"),
        choices=_one_of(Sector.choices),
        error_messages={"required": gettext_lazy("Choose the sector of your company")},
    )
    region = forms.ChoiceField(
        label=gettext_lazy("The region you work in"),
        choices=_one_of(Region.choices),
        error_messages={"required": gettext_lazy("Choose the region you work in")},
    )
    size = forms.ChoiceField(
        label=gettext_lazy("Its size"),
        choices=_one_of(Size.choices),
        error_messages={"required": gettext_lazy("Choose the size of your company")},
    )
    eligibility = forms.ChoiceField(
        label=gettext_lazy("Which of these describes your company?"),
        help_text=gettext_lazy("You declare this yourself. We do not vet companies."),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say which of these describes your company")},
    )
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Why do you want to attend?"),
        help_text=gettext_lazy("Choose all that apply. The secretariat reads them to plan the session."),
        choices=Reason.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one reason")},
    )
    sitting = forms.ChoiceField(
        label=gettext_lazy("Which sitting suits you?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a sitting")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language for the room’s text and our messages"), choices=settings.LANGUAGES
    )
    rules = forms.BooleanField(
        label=gettext_lazy("I have read the ground rules and will keep to them"),
        error_messages={"required": gettext_lazy("Read the ground rules, then tick the box to say that you keep them")},
    )

    def __init__(self, person: "Person", session: Session, data: QueryDict | None = None) -> None:
        programme = session.season.programme
        self.ground_rules = queries.current_statement(programme, StatementKind.GROUND_RULES)
        read_another = data is not None and self.ground_rules and data.get("rules_version") != self.ground_rules.sha256
        if data is not None and read_another:
            # A tick under a version that is no longer in force counts for nothing.
            data = data.copy()
            data.pop("rules", None)
        super().__init__(data, initial=_known(person, queries.enrolment_of(person, programme)))
        self.sittings = {str(sitting.pk): sitting for sitting in queries.sittings_to_choose(session)}
        self.fields["eligibility"].choices = _eligibility()  # type: ignore[attr-defined]
        self.fields["sitting"].choices = [sitting_choice(each) for each in self.sittings.values()]  # type: ignore[attr-defined]
        if self.ground_rules is None:
            del self.fields["rules"]
            return
        if read_another:
            self.fields["rules"].error_messages["required"] = RULES_CHANGED
        page = reverse("session", args=[programme.slug, session.season.slug, session.number])
        self.fields["rules"].help_text = format_html('<a href="{}#rules">{}</a>', page, _("Read the ground rules"))

    def clean_eligibility(self) -> Eligibility:
        declared = Eligibility(self.cleaned_data["eligibility"])
        if declared == Eligibility.NOT_INDUSTRY:
            raise forms.ValidationError(
                _(
                    "This programme is for companies. The summary note of each session is public. "
                    "Write to the secretariat to hear of open events and of the civil society working group."
                )
            )
        return declared

    def answers(self, time_zone: str) -> tuple[Sitting, Answers]:
        """The sitting that was chosen and what the service wants to know; only of a valid form."""
        said = self.cleaned_data
        answers = Answers(
            name=said["name"],
            organisation=said["organisation"],
            sector=Sector(said["sector"]),
            region=Region(said["region"]),
            size=Size(said["size"]),
            eligibility=said["eligibility"],
            reasons=said["reasons"],
            language=said["language"],
            time_zone=time_zone,
            rules=self.ground_rules,
        )
        return self.sittings[said["sitting"]], answers


class SwitchForm(forms.Form):
    """The sitting to switch to: one of those that the registration can still move to."""

    sitting = forms.ChoiceField(error_messages={"required": gettext_lazy("Choose a sitting")})

    def __init__(self, sittings: Iterable[Sitting], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.sittings = {str(sitting.pk): sitting for sitting in sittings}
        self.fields["sitting"].choices = [(key, key) for key in self.sittings]  # type: ignore[attr-defined]

    def clean_sitting(self) -> Sitting:
        return self.sittings[self.cleaned_data["sitting"]]


def _known(person: "Person", enrolment: Enrolment | None) -> dict[str, str]:
    known = {"name": person.name, "language": get_language() or person.language}
    if enrolment:
        known |= {
            "organisation": enrolment.organisation_name,
            "sector": enrolment.sector,
            "region": enrolment.region,
            "size": enrolment.size,
            "eligibility": enrolment.eligibility,
        }
    return known


def _eligibility() -> list[tuple[str, Any]]:
    more = {
        Eligibility.TECHNOLOGY: _("For example software, platforms, telecommunications, AI, content delivery"),
        Eligibility.NOT_INDUSTRY: _("We point you to the public notes and to open events"),
    }
    return [
        (
            choice.value,
            format_html("{}<small>{}</small>", choice.label, more[choice]) if choice in more else choice.label,
        )
        for choice in Eligibility
    ]
