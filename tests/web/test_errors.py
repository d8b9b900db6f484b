"""Refusals of the domain become HTTP in one place."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from peerhouse.kernel.errors import Closed, Conflict, Missing, NotAllowed, NotYet
from peerhouse.web.errors import DomainErrors, refuse, status_of, wants_json


class RoomClosed(Closed):
    """A refusal of an app."""


class RoomSealed(RoomClosed):
    """A refusal two steps below the words of the kernel."""


@pytest.fixture
def request_of(rf):
    def make(**headers):
        request = rf.get("/en/", headers=headers)
        request.user = AnonymousUser()
        return request

    return make


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotAllowed("a"), 403),
        (Missing("a"), 404),
        (Conflict("a"), 409),
        (Closed("a"), 410),
        (NotYet("a", retry_after=1), 423),
        (RoomClosed("a"), 410),
        (RoomSealed("a"), 410),
    ],
)
def test_status_is_that_of_the_nearest_word(error, status):
    assert status_of(error) == status


@pytest.mark.parametrize(
    ("headers", "json_wanted"),
    [
        ({}, False),
        ({"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, False),
        ({"accept": "*/*"}, False),
        ({"accept": "image/png"}, False),
        ({"accept": "application/json"}, True),
        ({"accept": "application/json, text/html;q=0.5"}, True),
    ],
)
def test_page_or_json_is_what_was_asked_for(request_of, headers, json_wanted):
    assert wants_json(request_of(**headers)) is json_wanted


def test_script_that_sends_json_is_answered_in_json(rf):
    assert wants_json(rf.post("/en/", data="{}", content_type="application/json"))


@pytest.mark.parametrize("status", [400, 403, 404, 409, 410, 423])
def test_refused_page_says_its_reason_escaped(request_of, status):
    answer = refuse(request_of(), "Nobody <named> here.", status)
    assert answer.status_code == status
    assert "Nobody &lt;named&gt; here." in answer.content.decode()


def test_refused_script_reads_the_reason(request_of):
    answer = refuse(request_of(accept="application/json"), "A poll is open.", 423)
    assert (answer.status_code, json.loads(answer.content)) == (423, {"reason": "A poll is open."})


def middleware():
    return DomainErrors(lambda _request: HttpResponse("fine"))


def test_answer_without_refusal_passes(request_of):
    assert middleware()(request_of()).content == b"fine"


def test_refusal_in_a_view_becomes_its_page(request_of):
    answer = middleware().process_exception(request_of(), RoomClosed("The room is closed."))
    assert answer.status_code == 410
    assert "The room is closed." in answer.content.decode()
    assert not answer.has_header("Retry-After")


def test_refusal_for_now_says_when_to_come_back(request_of):
    answer = middleware().process_exception(request_of(), NotYet("A poll is open.", retry_after=7))
    assert (answer.status_code, answer["Retry-After"]) == (423, "7")


def test_missing_thing_is_left_to_the_page_for_what_is_not_there(request_of):
    with pytest.raises(Http404, match=r"There is no such session\."):
        middleware().process_exception(request_of(), Missing("There is no such session."))


def test_djangos_own_refusal_reads_like_ours(request_of):
    answer = middleware().process_exception(request_of(), PermissionDenied("Ask the convenor."))
    assert answer.status_code == 403
    assert "Ask the convenor." in answer.content.decode()


def test_what_broke_is_not_hidden(request_of):
    assert middleware().process_exception(request_of(), ZeroDivisionError()) is None
