"""Sealing writes a poll's ballots once, in the order of their nullifiers, and destroys what knew another order."""

from django.db import connection, transaction
from django.db.models import Count, F

from peerhouse.rooms.ballots.spool import Ballot, open_spool, scrub
from peerhouse.rooms.enums import PollState
from peerhouse.rooms.models import Poll, Room, SealedBallot


def seal(poll: Poll) -> None:
    """Takes the poll from `closing` to `sealed`. Nobody may be writing to its spool.

    Killed anywhere and run again it counts nobody twice and loses none: the ballots and the new state are one
    transaction, and the spool is destroyed only after it.
    """
    with transaction.atomic():
        if Poll.objects.filter(pk=poll.pk, state=PollState.CLOSING).update(state=PollState.SEALED):
            ballots = _spooled(poll)
            SealedBallot.objects.bulk_create(
                SealedBallot(nullifier=nullifier, poll_id=poll.pk, option=option) for nullifier, option in ballots
            )
            Poll.objects.filter(pk=poll.pk).update(ballots_counted=len(ballots))
            Room.objects.filter(polls=poll.pk).update(version=F("version") + 1)
    scrub(poll.pk)
    if connection.vendor == "sqlite":
        _empty_log()
    poll.refresh_from_db(fields=["state"])


def _spooled(poll: Poll) -> list[Ballot]:
    spool = open_spool(poll.pk)
    try:
        return spool.ballots()
    finally:
        spool.close()


def count(poll: Poll) -> int:
    """Sealed ballots of the poll: 0 while it is open, and 0 again once its release is drawn."""
    return SealedBallot.objects.filter(poll_id=poll.pk).count()


def tally(poll: Poll) -> list[int]:
    """Sealed ballots for each option, in the order of the options. Exact: only `releases` may turn it into figures."""
    found = dict(
        SealedBallot.objects.filter(poll_id=poll.pk).values_list("option").annotate(Count("pk")).order_by("option")
    )
    return [found.get(option, 0) for option in range(len(poll.question.options))]


def delete(poll: Poll) -> None:
    """Once the release is drawn; in the same transaction as the poll's new state.

    On PostgreSQL the whole table is emptied where the poll is the only sealed one, as it nearly always is: deleted
    rows would stay on their pages for as long as any other session holds an old snapshot.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE rooms_sealedballot IN ACCESS EXCLUSIVE MODE")
            if not SealedBallot.objects.exclude(poll_id=poll.pk).exists():
                cursor.execute("TRUNCATE rooms_sealedballot")
                return
    SealedBallot.objects.filter(poll_id=poll.pk).delete()


def wipe() -> None:
    """After `delete` has committed: takes deleted ballots out of the log (SQLite), or writes the table and its indexes
    anew without them (PostgreSQL, whose plain VACUUM leaves their bytes on the pages of the index).
    """
    if connection.vendor == "sqlite":
        _empty_log()
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL rooms_sealedballot")


def _empty_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()
