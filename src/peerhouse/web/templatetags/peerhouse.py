"""Template tags for the marks, the fields and the times that every page shares. A builtin: no template loads it."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import takewhile
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.base import NodeList, Parser, Token, TokenType
from django.template.context import Context
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext

from peerhouse.kernel.decisions import Denied
from peerhouse.web.prose import prose
from peerhouse.web.zones import place_of, zone_called

register = template.Library()
register.filter("prose", prose)

SEATS = ((16, 3.5), (28.5, 13), (24, 27.5), (8, 27.5), (3.5, 13))
BALLOTS_TO_CLOSE = 10
BALLOTS_PER_DOT = BALLOTS_TO_CLOSE // len(SEATS)


# Marks


@register.simple_tag
def icon(name: str, turn: bool = False) -> SafeString:  # noqa: FBT001, FBT002 - templates say {% icon "arrow" 1 %}
    """Decorative only: the text beside it says the same thing. `turn` mirrors it in right-to-left pages."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="#i-{}"></use></svg>',
        " turn" if turn else "",
        name,
    )


@register.simple_tag
def house(ballots: int = BALLOTS_TO_CLOSE, label: str = "") -> SafeString:
    """The house of five: a dot for each two ballots, and walls that close at ten.

    With a label it is an image; without one it is decoration.
    """
    walls = "L".join(f"{x} {y}" for x, y in SEATS)
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="3.25"{}/>',
        (
            (x, y, mark_safe(' class="in"') if seat < ballots // BALLOTS_PER_DOT else "")
            for seat, (x, y) in enumerate(SEATS)
        ),
    )
    return format_html(
        '<svg class="house{}" viewBox="0 0 32 32" {}><path d="M{}Z"/>{}</svg>',
        " closed" if ballots >= BALLOTS_TO_CLOSE else "",
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true" focusable="false"'),
        walls,
        dots,
    )


@register.simple_tag
def bar(percent: float, kind: str = "") -> SafeString:
    """A bar of a chart, decoration only: the number stands beside it in text. `kind`: b, thin, or both."""
    return format_html(
        '<svg class="bar{}" aria-hidden="true" focusable="false"><rect width="{}%" height="100%" rx="2"/></svg>',
        f" {kind}" if kind else "",
        f"{percent:g}",
    )


@register.simple_tag
def withheld(text: str = "") -> SafeString:
    """A number that is kept back to protect someone, said in words beside a patch of tint."""
    return format_html('<span class="withheld">{}</span>', text or gettext("withheld"))


@register.simple_tag
def hit(number: int, text: str, state: str) -> SafeString:
    """A passage of a draft that may show who spoke; links to the card where it is settled. `state`: open or done."""
    return format_html(
        '<a class="passage {}" href="#hit-{}"><mark>{}</mark><sup>{}</sup></a>', state, number, text, number
    )


# Places


@register.simple_tag
def crumbs(*steps: str) -> SafeString:
    """Where the page stands: `{% crumbs label address label address … label %}`, the last one without an address."""
    *pairs, here = steps
    links = zip(pairs[::2], pairs[1::2], strict=True)
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}<li><span aria-current="page">{}</span></li></ol></nav>',
        gettext("Breadcrumb"),
        format_html_join("", '<li><a href="{1}">{0}</a></li>', links),
        here,
    )


@register.simple_tag(takes_context=True)
def entry(context: Context, name: str, text: str, kind: str = "") -> SafeString:
    """An entry of the menu: the page called `name`, marked as current on that page and on those below it.

    Nothing where the page's own rule would refuse the reader: a menu leads nobody to a closed door.
    """
    address, here = reverse(name), context["request"].path
    rule = getattr(resolve(address).func, "rule", None)
    if rule and isinstance(rule(context["request"].user, None), Denied):
        return SafeString()
    # Below these two lie pages with entries of their own.
    above = name not in {"home", "desk"} and here.startswith(address)
    current = "page" if here == address else "true" if above else ""
    return format_html(
        '<a href="{}"{}{}>{}</a>',
        address,
        format_html(' class="{}"', kind) if kind else "",
        format_html(' aria-current="{}"', current) if current else "",
        text,
    )


class AudienceNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        words = SafeString(self.nodelist.render(context).strip())
        if not words:
            return SafeString()
        return format_html(
            '<aside class="audience" aria-label="{}"><div class="wrap"><p>'
            "<span>{}<span>{}</span></span></p></div></aside>",
            gettext("Who can see this page"),
            icon("shut"),
            words,
        )


@register.tag
def audience(parser: Parser, _token: Token) -> AudienceNode:
    """`{% audience %}…{% endaudience %}`: the strip that says who can see the page; nothing where nothing is said."""
    nodelist = parser.parse(("endaudience",))
    parser.delete_first_token()
    return AudienceNode(nodelist)


# Forms


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField, boxed: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - said as boxed=True
    """One field of a form: label, hint, error, control, in that order. `boxed` frames each choice, as on a ballot."""
    widget = bound.field.widget
    kind = "choices" if bound.use_fieldset else "checkbox" if isinstance(widget, forms.CheckboxInput) else "control"
    dressed = isinstance(widget, forms.widgets.Input) and kind == "control"
    classes = f"{widget.attrs.get('class', '')} input".strip()
    return {
        "field": bound,
        "kind": kind,
        "control": bound.as_widget(attrs={"class": classes} if dressed else None),
        "boxed": boxed,
        "optional": kind != "checkbox" and not bound.field.required,
    }


@register.inclusion_tag("web/_error_summary.html")
def error_summary(*bound_forms: forms.BaseForm | None, focus: bool = True) -> dict[str, Any]:
    """What is wrong with one or more forms, each line a link to its field; takes the focus when the page loads.

    A page that shows it as an example says `focus=False`.
    """
    sent = [form for form in bound_forms if form]
    general = [message for form in sent for message in form.non_field_errors()]
    fields = [
        (_target(form[name]), message, form[name].label)
        for form in sent
        for name, messages in form.errors.items()
        if name in form.fields
        for message in messages
    ]
    return {"general": general, "fields": fields, "count": len(general) + len(fields), "focus": focus}


def _target(bound: BoundField) -> str:
    """The id that a link to the field goes to: its control, or the first of its choices."""
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label


# Times


@register.simple_tag
def when(
    value: datetime, zone: tzinfo | str | None = None, show: str = "full", until: datetime | None = None
) -> SafeString:
    """A moment on the clock of `zone` (an IANA key or a zone; the reader's own if none is given).

    `show`: "full" is day, time, place and offset; "date" the day; "time" the clock alone and "zone" place and offset,
    for use beside one another; "place" is "10:00 in Geneva". `until` makes a range of the time.
    On the reader's own clock each part says what it is, so that js/zone.js can take it to the clock of the device.
    """
    chosen = zone_called(zone) if isinstance(zone, str) else zone
    local = timezone.localtime(value, chosen)
    day = pgettext("a day", "%(weekday)s %(date)s") % {
        "weekday": date_format(local, "l"),
        "date": date_format(local, "DATE_FORMAT"),
    }
    clock = date_format(local, "TIME_FORMAT")
    if until:
        clock += f"–{date_format(timezone.localtime(until, chosen), 'TIME_FORMAT')}"
    place = place_of(local.tzinfo.key) if isinstance(local.tzinfo, ZoneInfo) else str(local.tzname())
    parts: dict[str, str] = {"date": day, "time": clock, "zone": _zone(place, local)}
    if chosen is None:
        parts = {name: format_html('<span data-clock="{}">{}</span>', name, part) for name, part in parts.items()}
    text: str
    match show:
        case "full":
            text = format_html(
                gettext("%(day)s, %(time)s (%(zone)s)") % {"day": "{date}", "time": "{time}", "zone": "{zone}"},
                **parts,
            )
        case "place":
            text = gettext("%(time)s in %(place)s") % {"time": clock, "place": place}
        case _:
            text = parts[show]
    end = format_html(' data-until="{}"', until.isoformat(timespec="minutes")) if until else ""
    return format_html('<time datetime="{}"{}>{}</time>', local.isoformat(timespec="minutes"), end, text)


def _zone(place: str, local: datetime) -> str:
    """The place with its distance from UTC on that day, which changes with summer time: "Geneva, UTC+2"."""
    minutes = (local.utcoffset() or timedelta()) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    offset = "UTC" + (f"{sign}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")
    return place if place == offset else gettext("%(place)s, %(offset)s") % {"place": place, "offset": offset}


# The style page


class SpecimenNode(template.Node):
    def __init__(self, nodelist: NodeList, title: str, note: str, source: str) -> None:
        self.nodelist, self.title, self.note, self.source = nodelist, title, note, source

    def render(self, context: Context) -> SafeString:
        return format_html(
            '<section aria-labelledby="{0}"><div class="stack tight"><h2 id="{0}">{1}</h2>'
            '<p class="soft prose">{2}</p></div><div class="live stack">{3}</div>'
            '<details class="more small"><summary>Markup<span class="visually-hidden"> of {1}</span></summary>'
            '<pre class="markup">{4}</pre></details></section>',
            slugify(self.title),
            self.title,
            self.note,
            self.nodelist.render(context),
            self.source,
        )


@register.tag
def specimen(parser: Parser, token: Token) -> SpecimenNode:
    """`{% specimen "Title" "Note." %}…{% endspecimen %}`: a component, live, above the template source that made it."""
    _tag, title, note = token.split_contents()
    source = _source_until("endspecimen", cast("list[Token]", parser.tokens))
    nodelist = parser.parse(("endspecimen",))
    parser.delete_first_token()
    return SpecimenNode(nodelist, title.strip('"'), note.strip('"'), source)


@register.simple_tag(takes_context=True)
def specimen_index(context: Context) -> SafeString:
    """Links to the specimens of the page that is being rendered."""
    assert context.template, "a tag is rendered in a template"
    nodes = context.template.nodelist.get_nodes_by_type(SpecimenNode)
    links = ((slugify(node.title), node.title) for node in nodes if isinstance(node, SpecimenNode))
    return format_html(
        '<ul class="side-list small">{}</ul>', format_html_join("", '<li><a href="#{}">{}</a></li>', links)
    )


def _source_until(end: str, tokens: Sequence[Token]) -> str:
    """The template text ahead, put together again from its tokens, which a parser keeps last first."""
    return "".join(map(_written, takewhile(lambda token: token.contents != end, reversed(tokens)))).strip()


def _written(token: Token) -> str:
    match token.token_type:
        case TokenType.BLOCK:
            return f"{{% {token.contents} %}}"
        case TokenType.VAR:
            return f"{{{{ {token.contents} }}}}"
        case _:
            return token.contents
