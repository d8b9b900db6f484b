"""The one write of the ledger."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from peerhouse.disclosure.gate import MIN_ANSWERS, examine
from peerhouse.disclosure.rounding import BASE, at_least, in_fives
from peerhouse.disclosure.tables import Answers, Rounded, draw
from peerhouse.releases.enums import Reason
from peerhouse.releases.models import Release, canonical


def release_poll(
    *,
    poll_id: UUID,
    sitting_id: UUID,
    title: str,
    options: Sequence[str],
    counts: Sequence[int],
    people: int,
    anew: int,
) -> Release:
    """Draws the counts of a sealed poll, once, and writes what may be published; asked again, answers what it wrote.

    It commits by itself and refuses to run inside another transaction: a draw that was rolled back would have left
    its trace in the write-ahead log, and two draws of one count narrow it down. Delete the ballots after it returned.
    `people` counts the batches of seals handed out, `anew` those among them that replaced a lost one. With more ballots
    than seals somebody made a vote: the release is withheld as `TOO_MANY` and says no number of ballots. There is no
    actor: a poll that was closed is released, whoever closed it. Raises ValueError for options that read the same.
    """
    with transaction.atomic(durable=True):
        written = Release.objects.filter(poll_id=poll_id).first()
        if written:
            return written
        too_many = sum(counts) > people
        drawn = draw(Answers(title, tuple(options), tuple(counts), max(sum(counts), people)))
        reason = Reason.TOO_MANY if too_many else _reason_to_withhold(drawn, sitting_id)
        release = Release(
            poll_id=poll_id,
            sitting_id=sitting_id,
            topic=drawn.topic,
            table=canonical(
                {
                    "base": BASE,
                    "question": title,
                    "options": options,
                    "counts": None if reason else drawn.counts,
                    "at_least": None if reason in {Reason.TOO_FEW, Reason.TOO_MANY} else drawn.at_least,
                    "withheld": reason,
                    "seals": {"at_least": at_least(people), "anew": in_fives(anew)},
                }
            ),
            withheld=reason or "",
            ballots=drawn.ballots,
            people=people,
        )
        release.save()
        return release


def _reason_to_withhold(drawn: Rounded, sitting_id: UUID) -> Reason | None:
    """Attacks the table together with all that was released about the same people. The verdict's details die here."""
    if drawn.ballots < MIN_ANSWERS:
        return Reason.TOO_FEW
    asked_before = Release.objects.filter(sitting_id=sitting_id, topic=drawn.topic)
    verdict = examine(
        drawn,
        earlier=[_as_published(release) for release in asked_before if release.published],
        withheld_before=any(not release.published for release in asked_before),
    )
    return None if verdict.passed else Reason.COULD_SINGLE_OUT


def _as_published(release: Release) -> Rounded:
    content = release.content
    return Rounded(
        question=content["question"],
        options=tuple(content["options"]),
        counts=tuple(content["counts"]),
        ballots=release.ballots,
        people=release.people,
    )
