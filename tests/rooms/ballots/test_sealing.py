"""Sealing counts everybody once, whatever is killed in the middle, and leaves no spool behind."""

import os
import signal
import sys
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from peerhouse.kernel import audit
from peerhouse.releases.models import Release
from peerhouse.rooms import ballots
from peerhouse.rooms.ballots import Ballot
from peerhouse.rooms.enums import PollState
from peerhouse.rooms.live import closing
from peerhouse.rooms.models import Poll, PollQuestion, Room, SealedBallot

pytestmark = pytest.mark.both_databases
WATCHED = ("ballots/sealing.py", "ballots/embedded.py", "ballots/server.py", "live/closing.py", "releases/services.py")


def spool_up(poll: Poll, count: int = 14) -> None:
    """Ballots for the options in turn, in the spool of a poll that is closing."""
    spool = ballots.open_spool(poll.pk)
    spool.put([Ballot(os.urandom(32), number % 4) for number in range(count)])
    spool.close()
    Poll.objects.filter(pk=poll.pk).update(state=PollState.CLOSING, seals_issued=40)
    poll.refresh_from_db()


def spool_exists(poll: Poll, folder: Path) -> bool:
    if connection.vendor == "sqlite":
        return any(folder.glob(f"{poll.pk.hex}*"))
    return f"rooms_spool_{poll.pk.hex}" in connection.introspection.table_names()


def test_sealed_poll_has_its_ballots_and_no_spool(world, spool_path):
    poll = world.poll()
    spool_up(poll)
    ballots.seal(poll)
    poll.refresh_from_db()
    assert (poll.state, poll.ballots_counted) == (PollState.SEALED, 14)
    assert (ballots.count(poll), ballots.tally(poll)) == (14, [4, 4, 3, 3])
    assert not spool_exists(poll, spool_path)


def test_sealing_twice_changes_nothing(world):
    poll = world.poll()
    spool_up(poll)
    ballots.seal(poll)
    version = Room.objects.get().version
    ballots.seal(poll)
    assert (ballots.tally(poll), Room.objects.get().version) == ([4, 4, 3, 3], version)


def test_poll_that_is_open_is_not_sealed(world):
    poll = world.poll()
    spool_up(poll)
    Poll.objects.filter(pk=poll.pk).update(state=PollState.OPEN)
    ballots.seal(poll)
    assert (ballots.count(poll), poll.state) == (0, PollState.OPEN)


def test_poll_without_a_ballot_is_sealed_and_withheld(world):
    poll = world.poll()
    Poll.objects.filter(pk=poll.pk).update(state=PollState.CLOSING, seals_issued=0)
    closing.finish(poll.pk)
    poll.refresh_from_db()
    assert (poll.state, poll.ballots_counted) == (PollState.WITHHELD, 0)


def test_more_ballots_than_seals_are_withheld_and_staff_are_told_once(world):
    poll = world.poll()
    spool_up(poll, 12)
    Poll.objects.filter(pk=poll.pk).update(seals_issued=11, seals_anew=0)
    closing.finish(poll.pk)
    closing.finish(poll.pk)
    poll.refresh_from_db()
    assert (poll.state, poll.ballots_counted) == (PollState.WITHHELD, 12)
    assert Release.objects.get(pk=poll.pk).withheld == "too_many"
    assert SealedBallot.objects.count() == 0
    (event,) = audit.events("more ballots than seals")
    assert (event.subject_id, event.actor, event.detail) == (str(poll.pk), None, {"number": 1})


def test_poll_with_enough_seals_alarms_nobody(world):
    poll = world.poll()
    spool_up(poll, 12)
    Poll.objects.filter(pk=poll.pk).update(seals_issued=12, seals_anew=5)
    closing.finish(poll.pk)
    assert Release.objects.get(pk=poll.pk).content["seals"] == {"at_least": 10, "anew": 5}
    assert not audit.events("more ballots than seals").exists()


def test_deleted_ballots_are_those_of_the_poll_alone(world):
    first, second = world.poll(1), world.poll(2)
    for poll in (first, second):
        spool_up(poll)
        ballots.seal(poll)
    with transaction.atomic():
        ballots.delete(first)
    ballots.wipe()
    assert (ballots.count(first), ballots.count(second)) == (0, 14)


def test_finished_poll_is_released_once_and_its_ballots_are_gone(world):
    poll = world.poll()
    spool_up(poll, 40)
    closing.finish(poll.pk)
    published = Release.objects.get(pk=poll.pk)
    closing.finish(poll.pk)
    poll.refresh_from_db()
    assert poll.state == (PollState.WITHHELD if published.withheld else PollState.RELEASED)
    assert Release.objects.get(pk=poll.pk).table == published.table
    assert SealedBallot.objects.count() == 0


def next_poll(world, number: int) -> Poll:
    room = Room.objects.get()
    first = world.poll().question
    question = PollQuestion.objects.create(
        session_id=first.session_id, number=number, text=f"Question {number}", options=first.options
    )
    return Poll.objects.create(room=room, question=question, slot=f"slot-{number}")


def finish_and_die(poll: Poll, line: int) -> bool:
    """Finishes the poll in a process that is killed before it runs that line; False if there was no such line."""
    connections.close_all()  # a connection is not shared between processes
    child = os.fork()
    if child == 0:
        die_at(line)
        closing.finish(poll.pk)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def die_at(line: int) -> None:
    left = line

    def trace(frame, event, _argument):
        nonlocal left
        if not frame.f_code.co_filename.endswith(WATCHED):
            return None
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


def test_killed_before_any_line_and_started_again_nobody_is_lost_and_nobody_counts_twice(world, spool_path):
    line, deaths = 1, 0
    while True:
        poll = next_poll(world, 100 + line)
        spool_up(poll)
        died = finish_and_die(poll, line)
        if died:
            deaths += 1
            closing.finish(poll.pk)
        poll.refresh_from_db()
        assert poll.state in {PollState.RELEASED, PollState.WITHHELD}, line
        assert (poll.ballots_counted, Release.objects.get(pk=poll.pk).ballots) == (14, 14), line
        assert SealedBallot.objects.count() == 0, line
        assert not spool_exists(poll, spool_path), line
        if not died:
            break
        line += 1
    assert deaths > 40
