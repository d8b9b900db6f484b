"""The cards of the check: what was found, why it matters, and the two ways to settle it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from peerhouse.notes.forms import KeepForm, PassageForm, ReplaceForm
from peerhouse.notes.queries import Passage

WHAT: Final[dict[str, Promise]] = {
    "person": _("A person’s name"),
    "organisation": _("A company’s name"),
    "product": _("A product’s name"),
    "domain": _("An internet address of a company"),
    "alias": _("Another name of somebody"),
    "email": _("An email address"),
    "url": _("A web address"),
    "phone": _("A telephone number"),
    "handle": _("A name on a social network"),
    "capital": _("A name nobody explained"),
}
SUGGESTIONS: Final[dict[str, Promise]] = {
    "person": _("a participant"),
    "organisation": _("one company"),
    "product": _("a product"),
    "alias": _("one company"),
}
HARD: Final = _("A name or a contact can only be edited away.")
SOFT: Final = _("Nobody can tell what this word names. Write something general, or say why it can stay.")


@dataclass(frozen=True)
class Card:
    """A passage with its forms; `keep` is None where only other words will do."""

    passage: Passage
    replace: ReplaceForm
    keep: KeepForm | None

    @property
    def what(self) -> Promise:
        return WHAT[self.passage.finding.kind]

    @property
    def why(self) -> Promise:
        return HARD if self.passage.hard else SOFT


def cards_of(passages: Sequence[Passage], language: str, wrong: PassageForm | None) -> list[Card]:
    """A card for each passage; `wrong` is a form that was refused, and goes back into the card it came from.

    Words to begin with are suggested in the language of the note.
    """
    sent = _passage_of(wrong, passages) if wrong else None
    with translation.override(language):
        return [_card(passage, wrong if passage is sent else None) for passage in passages]


def _passage_of(form: PassageForm, passages: Sequence[Passage]) -> Passage | None:
    """The nearest passage of the same words: the text may have moved since the page was opened."""
    words, start = form.cleaned_data.get("words"), form.cleaned_data.get("start", 0)
    same = [passage for passage in passages if passage.finding.text == words]
    return min(same, key=lambda passage: abs(passage.finding.start - start), default=None)


def _card(passage: Passage, wrong: PassageForm | None) -> Card:
    finding = passage.finding
    place = {"start": finding.start, "words": finding.text}
    suggestion = str(SUGGESTIONS.get(finding.kind, finding.text))
    replace = ReplaceForm(initial={**place, "instead": suggestion})
    keep = None if passage.hard else KeepForm(initial=place)
    match wrong:
        case ReplaceForm():
            replace = wrong
        case KeepForm() if keep:
            keep = wrong
    for name, form in (("replace", replace), ("keep", keep)):
        if form:
            form.auto_id = f"hit-{passage.number}-{name}-%s"
    if wrong:
        wrong.data = {**dict(wrong.data.items()), "start": finding.start}
    return Card(passage, replace, keep)
