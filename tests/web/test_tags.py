from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone as django_timezone
from django.utils import translation

from peerhouse.web.forms import SpecimenForm

NINE = datetime(2023, 11, 8, 9, 0, tzinfo=UTC)
SOURCES = Path(__file__).parents[2] / "src" / "peerhouse"


def render(source, **context):
    return Template(source).render(Context(context))


def soup(source, **context):
    return BeautifulSoup(render(source, **context), "html.parser")


# Marks


def test_icon_is_silent_and_turns_only_when_told():
    assert render('{% icon "arrow" %}') == (
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-arrow"></use></svg>'
    )
    assert 'class="icon turn"' in render('{% icon "arrow" 1 %}')


def test_every_icon_that_a_template_names_is_drawn():
    drawn = {symbol["id"] for symbol in soup('{% include "web/_icons.html" %}').find_all("symbol")}
    named = {
        use["href"].removeprefix("#")
        for template in SOURCES.rglob("*.html")
        for use in soup("".join(line for line in _icons(template))).find_all("use")
    }
    assert named - drawn == set()
    assert named >= {"i-alert", "i-menu"}


def _icons(template):
    return (f"{{% icon {part.split('%}')[0]}%}}" for part in template.read_text().split("{% icon ")[1:])


@pytest.mark.parametrize(
    ("ballots", "dots", "closed"),
    [(0, 0, False), (1, 0, False), (2, 1, False), (5, 2, False), (9, 4, False), (10, 5, True), (200, 5, True)],
)
def test_house_fills_a_dot_for_two_ballots_and_closes_at_ten(ballots, dots, closed):
    house = soup("{% house ballots %}", ballots=ballots).svg
    assert len(house.select("circle")) == 5
    assert len(house.select("circle.in")) == dots
    assert ("closed" in house["class"]) is closed


def test_house_is_closed_where_no_number_is_given():
    assert "closed" in soup("{% house %}").svg["class"]


def test_house_with_a_label_is_an_image_and_without_one_decoration():
    assert soup('{% house 5 "At least 5 & more" %}').svg["aria-label"] == "At least 5 & more"
    assert soup("{% house 5 %}").svg["aria-hidden"] == "true"


def test_bar_is_as_long_as_its_share():
    assert soup("{% bar 62.5 %}").rect["width"] == "62.5%"
    assert soup('{% bar 100 "thin b" %}').svg["class"] == ["bar", "thin", "b"]
    assert soup("{% bar 0 %}").rect["width"] == "0%"


def test_bar_is_written_the_same_in_a_language_with_a_decimal_comma():
    with translation.override("fr"):
        assert soup("{% bar 62.5 %}").rect["width"] == "62.5%"


def test_withheld_says_so_and_escapes_other_words():
    assert soup("{% withheld %}").text == "withheld"
    assert render("{% withheld words %}", words="<b>") == '<span class="withheld">&lt;b&gt;</span>'


def test_hit_links_a_passage_to_its_card_and_escapes_it():
    assert render("{% hit 3 text 'open' %}", text="<i>a company</i>") == (
        '<a class="passage open" href="#hit-3"><mark>&lt;i&gt;a company&lt;/i&gt;</mark><sup>3</sup></a>'
    )


# Places


def test_crumbs_link_every_step_but_the_last():
    crumbs = soup('{% crumbs "Home" "/en/" title "/en/s/" "Session 6" %}', title="<Sessions>")
    assert [(a.text, a["href"]) for a in crumbs.find_all("a")] == [("Home", "/en/"), ("<Sessions>", "/en/s/")]
    assert crumbs.select_one("[aria-current=page]").text == "Session 6"
    assert crumbs.nav["aria-label"] == "Breadcrumb"


@pytest.mark.parametrize(
    ("here", "current"),
    [("/en/programmes/", "page"), ("/en/programmes/peer-learning/", "true"), ("/en/me/", None), ("/en/", None)],
)
def test_entry_is_current_on_its_page_and_below(here, current):
    entry = soup('{% entry "programmes" "Programmes" %}', request=RequestFactory().get(here)).a
    assert entry["href"] == "/en/programmes/"
    assert entry.get("aria-current") == current


def test_entry_of_the_front_page_is_current_there_alone():
    def entry(path):
        return soup('{% entry "home" "Home" "apart" %}', request=RequestFactory().get(path)).a

    assert entry("/en/")["aria-current"] == "page"
    assert entry("/en/")["class"] == ["apart"]
    assert "aria-current" not in entry("/en/me/").attrs


def test_audience_is_a_strip_only_where_something_is_said():
    strip = soup("{% audience %} <b>Inside {{ where }}.</b> {% endaudience %}", where="<the room>")
    assert strip.aside["aria-label"] == "Who can see this page"
    assert strip.b.text == "Inside <the room>."
    assert render("{% audience %}\n{% endaudience %}") == ""


# Forms


def field(name, data=None, tag="{% field bound %}"):
    form = SpecimenForm(data)
    return soup(tag, bound=form[name])


def test_field_is_label_hint_control_in_that_order():
    company = field("company")
    assert [child.name for child in company.div.find_all(recursive=False)] == ["label", "p", "input"]
    assert company.label["for"] == company.input["id"]
    assert company.input["aria-describedby"] == company.p["id"]
    assert company.input["class"] == ["input"]
    assert company.label.text == "Company (optional)"


def test_field_with_an_error_says_what_to_do_before_the_control():
    email = field("email", {"email": "nobody"})
    error = email.select_one(".error")
    assert error.text == "Enter your work email with an @, like name@company.example"
    assert email.input["aria-invalid"] == "true"
    assert email.input["aria-describedby"] == error.parent["id"]
    assert email.input["value"] == "nobody"
    assert email.label.text == "Work email"


def test_field_names_hint_and_error_both():
    class Strict(forms.Form):
        name = forms.CharField(help_text="As on your badge.")

    name = soup("{% field form.name %}", form=Strict({}))
    assert name.input["aria-describedby"].split() == [
        name.select_one(".hint")["id"],
        name.select_one(".error").parent["id"],
    ]


def test_field_keeps_the_class_of_its_control():
    assert field("question").textarea["class"] == ["two"]

    class Short(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "short"}))

    assert soup("{% field form.code %}", form=Short()).input["class"] == ["short", "input"]


def test_field_of_choices_is_a_fieldset_with_a_label_for_each():
    reasons = field("reasons", {"reasons": ["remedy"]})
    assert reasons.fieldset["aria-describedby"] == reasons.p["id"]
    assert reasons.legend.text == "Why do you want to attend? (optional)"
    assert [choice.input["value"] for choice in reasons.select("label.choice")] == ["peers", "remedy"]
    assert [choice.input["value"] for choice in reasons.select("label.choice") if choice.input.has_attr("checked")] == [
        "remedy"
    ]
    assert reasons.small.text == "Including grievance mechanisms"
    assert "boxed" not in reasons.select_one(".choices")["class"]


def test_field_of_choices_can_be_boxed_and_marks_what_is_missing():
    sitting = field("sitting", {"email": ""}, "{% field bound boxed=True %}")
    assert "boxed" in sitting.select_one(".choices")["class"]
    assert sitting.select_one(".error").text == "Choose a sitting"
    assert sitting.fieldset["aria-describedby"] == sitting.select_one(".error").parent["id"]
    assert sitting.input["aria-invalid"] == "true"


def test_field_of_a_single_box_has_its_words_beside_it():
    rules = field("rules")
    assert rules.label.input["type"] == "checkbox"
    assert rules.label.text.strip() == "I have read the ground rules and will keep to them"


def test_field_escapes_what_was_typed():
    assert field("company", {"company": '"><script>'}).input["value"] == '"><script>'


def test_error_summary_links_each_error_to_its_field():
    form = SpecimenForm({"email": "nobody", "language": "en", "question": "Why?", "rules": "on"})
    summary = soup("{% error_summary form %}", form=form)
    page = soup("{% for bound in form %}{% field bound %}{% endfor %}", form=form)
    assert summary.h2.text == "2 answers need your attention"
    assert [page.find(id=a["href"][1:])["name"] for a in summary.find_all("a")] == ["email", "sitting"]
    assert summary.div["role"] == "alert"
    assert summary.div.has_attr("autofocus")


def test_error_summary_tells_of_several_forms_and_of_what_belongs_to_no_field():
    class Move(forms.Form):
        day = forms.DateField()

        def clean(self):
            raise forms.ValidationError("This sitting has begun.")

    summary = soup("{% error_summary a b nothing %}", a=Move({"day": "2023-11-08"}), b=Move({}), nothing=None)
    assert [item.text for item in summary.find_all("li")] == [
        "This sitting has begun.",
        "This sitting has begun.",
        "This field is required. (Day)",
    ]
    assert len(summary.find_all("a")) == 1


def test_error_summary_of_one_error_is_in_the_singular():
    assert soup("{% error_summary form %}", form=_named({})).h2.text == "One answer needs your attention"


def test_error_summary_is_nothing_where_nothing_is_wrong():
    assert render("{% error_summary form %}", form=_named({"name": "x"})).strip() == ""
    assert render("{% error_summary form %}", form=_named(None)).strip() == ""


def _named(data):
    class Named(forms.Form):
        name = forms.CharField()

    return Named(data)


# Times


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ('{% when at "Europe/Zurich" %}', "Wednesday 8 November 2023, 10:00 (Geneva, UTC+1)"),
        ('{% when at "America/Los_Angeles" %}', "Wednesday 8 November 2023, 01:00 (San Francisco, UTC−8)"),
        ('{% when at "Asia/Kolkata" until=end %}', "Wednesday 8 November 2023, 14:30–15:45 (Delhi, UTC+5:30)"),
        ('{% when at "Africa/Kampala" show="place" %}', "12:00 in Kampala"),
        ('{% when at "Europe/Zurich" show="date" %}', "Wednesday 8 November 2023"),
        ('{% when at "Europe/Zurich" show="time" until=end %}', "10:00–11:15"),
        ('{% when at "Europe/Zurich" show="zone" %}', "Geneva, UTC+1"),
        ('{% when at "UTC" %}', "Wednesday 8 November 2023, 09:00 (UTC)"),
        ("{% when at zone %}", "Wednesday 8 November 2023, 05:30 (Newfoundland, UTC−3:30)"),
    ],
)
def test_when_says_the_time_with_its_zone(tag, text):
    newfoundland = timezone(timedelta(hours=-3, minutes=-30), "Newfoundland")
    assert soup(tag, at=NINE, end=NINE + timedelta(minutes=75), zone=newfoundland).text == text


def test_when_knows_summer_time_of_the_day_it_shows():
    assert "10:00 (Geneva, UTC+2)" in render(
        '{% when at "Europe/Zurich" %}', at=datetime(2023, 9, 13, 8, 0, tzinfo=UTC)
    )


def test_when_is_on_the_readers_clock_and_machines_can_read_it():
    with django_timezone.override(ZoneInfo("Africa/Nairobi")):
        moment = soup("{% when at %}", at=NINE).time
    assert moment.text == "Wednesday 8 November 2023, 12:00 (Nairobi, UTC+3)"
    assert moment["datetime"] == "2023-11-08T12:00+03:00"


def test_only_times_on_the_readers_clock_can_move_to_that_of_the_device():
    moment = soup("{% when at until=end %}", at=NINE, end=NINE + timedelta(minutes=75)).time
    assert [part["data-clock"] for part in moment("span")] == ["date", "time", "zone"]
    assert moment["data-until"].startswith("2023-11-08T")
    assert not soup('{% when at "Europe/Zurich" %}', at=NINE)("span")


def test_when_is_on_the_readers_clock_where_a_zone_is_unknown():
    with django_timezone.override(ZoneInfo("Africa/Nairobi")):
        assert "Nairobi" in render('{% when at "Nowhere/At all" %}', at=NINE)


def test_when_speaks_the_readers_language():
    with translation.override("ru"):
        assert "8 ноября 2023" in render('{% when at "Europe/Zurich" %}', at=NINE)


# The style page


def test_specimen_shows_a_component_above_its_own_markup():
    source = '{% if on %}<p class="tag">{{ word }}</p>{% endif %}'
    specimen = soup(f'{{% specimen "A tag" "What it is." %}}{source}{{% endspecimen %}}', on=True, word="<x>")
    assert specimen.select_one(".live").p.text == "<x>"
    assert specimen.pre.text == '{% if on %}<p class="tag">{{ word }}</p>{% endif %}'
    assert specimen.section["aria-labelledby"] == specimen.h2["id"] == "a-tag"
