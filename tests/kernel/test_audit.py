"""Staff actions leave events; what is published loses its authors."""

from datetime import UTC, datetime, timedelta

import pytest

from peerhouse.kernel import audit, clock
from peerhouse.kernel.models import AuditEvent
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def test_event_says_who_did_what_to_which_thing_when():
    actor, subject = accounts.staff(), accounts.organisation()
    before = clock.now()
    event = audit.record("organisation.renamed", subject, actor=actor, letter="A")
    event.refresh_from_db()
    assert (event.action, event.actor, event.detail) == ("organisation.renamed", actor, {"letter": "A"})
    assert (event.subject_type, event.subject_id) == ("accounts.organisation", str(subject.pk))
    assert before <= event.at <= clock.now()
    assert str(event) == f"organisation.renamed accounts.organisation {subject.pk}"


def test_forgetting_actors_keeps_what_was_done_and_touches_nothing_else():
    actor, note, other = accounts.staff(), accounts.organisation(), accounts.organisation()
    audit.record("note.released", note, actor=actor)
    audit.record("note.released", other, actor=actor)
    audit.record("note.handed-over", note, actor=actor)
    audit.forget_actors(note, actions=["note.released"])
    left = {event.action: event.actor for event in audit.about(note)}
    assert left == {"note.released": None, "note.handed-over": actor}
    assert [event.actor for event in audit.about(other)] == [actor]


def test_event_outlives_its_actor():
    actor, subject = accounts.staff(), accounts.organisation()
    audit.record("a", subject, actor=actor)
    actor.delete()
    assert audit.about(subject).get().actor is None


def test_events_come_latest_first_and_can_be_kept_to_one_action():
    subject = accounts.organisation()
    for action in ("b", "a", "b"):
        audit.record(action, subject, actor=None)
    earliest = datetime(2023, 1, 1, tzinfo=UTC)
    for number, event in enumerate(AuditEvent.objects.order_by("at")):
        AuditEvent.objects.filter(pk=event.pk).update(at=earliest + timedelta(hours=number))
    assert [event.action for event in audit.events()] == ["b", "a", "b"]
    assert [event.at.hour for event in audit.events("b")] == [2, 0]
    assert audit.actions() == ["a", "b"]


def test_events_name_their_actors_in_one_query(django_assert_num_queries):
    for count in (1, 3):
        AuditEvent.objects.all().delete()
        for _ in range(count):
            audit.record("a", accounts.organisation(), actor=accounts.staff())
        with django_assert_num_queries(1):
            assert len([str(event.actor) for event in audit.events()]) == count
