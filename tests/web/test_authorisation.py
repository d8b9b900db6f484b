"""Who may open a view: the table of answers for every kind of decision and of visitor."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse

from peerhouse.kernel.decisions import Allowed, Denied
from peerhouse.kernel.errors import Missing
from peerhouse.web.authorisation import guarded, public


@dataclass
class Person:
    """Somebody who is signed in, as far as `web` knows."""

    is_authenticated: bool = True


@dataclass(frozen=True)
class Session:
    number: int


def load(number: int) -> Session:
    if number > 6:
        raise Missing("There is no such session.")
    return Session(number)


def ask(rf, rule, *, person=None, method="get", path="/en/things/3/?tab=1", loader=None, **arguments):
    @guarded(rule, load=loader)
    def view(request, *subjects, **rest):
        return HttpResponse(f"{subjects}{rest}")

    request = getattr(rf, method)(path)
    request.user = person or AnonymousUser()
    return view(request, **arguments)


def allowed(_person, _subject):
    return Allowed()


def denied(_person, _subject):
    return Denied("Only a convenor can do this.")


def hidden(_person, _subject):
    return Denied("Not for you.", hidden=True)


def test_allowed_view_without_loader_receives_the_arguments(rf):
    assert ask(rf, allowed, number=3).content.decode() == "(){'number': 3}"


def test_allowed_view_with_loader_receives_the_subject_alone(rf):
    assert ask(rf, allowed, loader=load, number=3).content.decode() == "(Session(number=3),){}"


def test_rule_is_asked_about_this_person_and_this_subject(rf):
    asked = []

    def rule(person, subject):
        asked.append((person, subject))
        return Allowed()

    person = Person()
    ask(rf, rule, person=person, loader=load, number=3)
    ask(rf, rule, person=person)
    assert asked == [(person, Session(3)), (person, None)]


def test_visitor_is_sent_to_sign_in_and_back(rf):
    answer = ask(rf, denied)
    assert (answer.status_code, answer["Location"]) == (302, "/en/sign-in/?next=%2Fen%2Fthings%2F3%2F%3Ftab%3D1")


def test_visitor_who_sends_something_reads_the_reason(rf):
    answer = ask(rf, denied, method="post")
    assert answer.status_code == 403
    assert "Only a convenor can do this." in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_person_who_may_not_reads_the_reason(rf, method):
    answer = ask(rf, denied, person=Person(), method=method)
    assert answer.status_code == 403
    assert "Only a convenor can do this." in answer.content.decode()


@pytest.mark.parametrize("person", [None, Person()])
@pytest.mark.parametrize("method", ["get", "post"])
def test_hidden_thing_is_not_there_for_anybody(rf, person, method):
    with pytest.raises(Http404) as raised:
        ask(rf, hidden, person=person, method=method)
    assert "Not for you." not in str(raised.value)


@pytest.mark.parametrize("person", [None, Person()])
def test_thing_that_is_not_there_answers_like_a_hidden_one(rf, person):
    with pytest.raises(Http404) as missing:
        ask(rf, denied, person=person, loader=load, number=7)
    with pytest.raises(Http404) as denied_and_hidden:
        ask(rf, hidden, person=person, loader=load, number=3)
    assert missing.value.args == denied_and_hidden.value.args


def test_views_carry_what_guards_them():
    @public
    def front_page(request):
        return HttpResponse()

    @guarded(denied)
    def desk(request):
        """The desk."""

    assert front_page.rule is None
    assert desk.rule is denied
    assert (desk.__name__, desk.__doc__) == ("desk", "The desk.")


def test_public_view_stays_as_it_is(rf):
    def view(request):
        return HttpResponse("open")

    assert public(view)(rf.get("/")).content == b"open"
