"""Each way to build the store wrongly is caught by the attack that is meant for it."""

import pytest
from django.db import connection
from django.db.models import F

from peerhouse.config.linkage.audit import attack_database
from peerhouse.credentials.issuing.models import Batch, SlotPrivateKey
from peerhouse.kernel.models import AuditEvent
from peerhouse.rooms import ballots
from peerhouse.rooms.models import Poll, Room, SealedBallot
from tests.config.linkage.played import advantages, altered, has_voted_beside, sql

pytestmark = pytest.mark.both_databases


def test_ballots_in_the_order_of_arrival_are_caught_with_and_without_the_truth(house):
    truth = house.draw()
    house.seal_badly(truth)
    by_row = {"sqlite": "order: row numbers", "postgresql": "order: transactions (xmin)"}[connection.vendor]
    known, guessed = advantages(attack_database(truth)), advantages(attack_database())
    assert known[by_row] == 1.0
    assert guessed[by_row] > 0.85
    raw = [name for name in known if name.startswith("order: bytes")]
    assert len(raw) == 2
    assert max(known[name] for name in raw) > 0.9
    assert max(guessed[name] for name in raw) > 0.85


def test_time_on_a_ballot_is_caught(house):
    truth = house.draw()
    house.seal(truth)
    kind = {"sqlite": "datetime", "postgresql": "timestamptz"}[connection.vendor]
    with altered(
        f"ALTER TABLE rooms_sealedballot ADD COLUMN created_at {kind}",
        "ALTER TABLE rooms_sealedballot DROP COLUMN created_at",
    ):
        for nullifier, place in truth.arrivals.items():
            moment = f"2023-03-01 10:{place // 60:02}:{place % 60:02}"
            sql("UPDATE rooms_sealedballot SET created_at = %s WHERE nullifier = %s", moment, nullifier)
        found = advantages(attack_database())
    assert (found["time: columns"], found["structure: columns"]) == (pytest.approx(1.0), 1.0)


def test_has_voted_in_the_transaction_of_the_ballot_is_caught(house):
    truth = house.draw()
    with altered("CREATE TABLE has_voted (person_id varchar(32))", "DROP TABLE has_voted"):
        has_voted_beside(house, truth)
        found = advantages(attack_database(truth))
    assert found["order: beside the people"] == 1.0
    if connection.vendor == "postgresql":  # SQLite keeps no number of a transaction
        assert (found["join: xmin"], found["time: transactions"]) == (pytest.approx(1.0), pytest.approx(1.0))


def test_reference_to_a_person_is_caught(house):
    truth = house.draw()
    house.seal(truth)
    kind = {"sqlite": "char(32)", "postgresql": "uuid"}[connection.vendor]
    with altered(
        f"ALTER TABLE rooms_sealedballot ADD COLUMN person_id {kind} REFERENCES accounts_person(id)",
        "ALTER TABLE rooms_sealedballot DROP COLUMN person_id",
    ):
        for nullifier in truth.arrivals:
            person = house.voter(truth, nullifier).pk.hex
            sql("UPDATE rooms_sealedballot SET person_id = %s WHERE nullifier = %s", person, nullifier)
        found = advantages(attack_database())
    assert (found["structure: references"], found["join: person_id"]) == (1.0, pytest.approx(1.0))


def test_trigger_on_the_ballots_is_caught(house):
    body = {
        "sqlite": "AFTER INSERT ON rooms_sealedballot BEGIN SELECT 1; END",
        "postgresql": "BEFORE UPDATE ON rooms_sealedballot FOR EACH ROW "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    }[connection.vendor]
    on = "" if connection.vendor == "sqlite" else " ON rooms_sealedballot"
    with altered(f"CREATE TRIGGER watcher {body}", f"DROP TRIGGER watcher{on}"):
        assert advantages(attack_database())["structure: triggers"] == 1.0
    assert advantages(attack_database())["structure: triggers"] == 0.0


def test_issuer_that_keeps_what_it_signed_is_caught(house):
    truth = house.draw()
    house.seal(truth)
    for nullifier, ids in truth.voters.items():
        Batch.objects.filter(registration__in=ids).update(digest=nullifier)
    assert advantages(attack_database())["join: nullifier"] == pytest.approx(1.0)


def test_nullifier_inside_an_event_is_caught_in_its_share(house):
    truth = house.draw()
    house.seal(truth)
    for nullifier in list(truth.arrivals)[:15]:
        AuditEvent.objects.create(at="2023-03-01T10:00Z", action="voted", detail={"seal": nullifier.hex()})
    assert advantages(attack_database())["join: nullifier"] == pytest.approx(15 / 60)


def test_spool_that_outlives_its_poll_is_caught(house):
    truth = house.draw()
    poll = house.open(truth)
    assert advantages(attack_database())["spools: left behind"] == 0.0
    Poll.objects.filter(pk=poll.pk).update(state="released")
    assert advantages(attack_database())["spools: left behind"] == 1.0
    ballots.scrub(poll.pk)
    assert advantages(attack_database())["spools: left behind"] == 0.0


def test_deleted_ballots_that_still_lie_in_files_in_another_order_are_caught(house):
    """Here nobody wiped: SQLite keeps them in its log, PostgreSQL on their page."""
    poll_id = house.seal_badly(house.draw())
    SealedBallot.objects.filter(poll_id=poll_id).delete()
    found = advantages(attack_database())
    assert max(advantage for name, advantage in found.items() if name.startswith("order: bytes")) > 0.85


def test_private_keys_that_outlive_the_doors_are_caught_even_when_only_their_bytes_are_left(house):
    keys = ("keys: stored after the doors closed", "keys: bytes after the doors closed")
    found = advantages(attack_database())
    assert [found[name] for name in keys] == [0.0, 0.0]
    Room.objects.update(state="closed")
    found = advantages(attack_database())
    assert [found[name] for name in keys] == [1.0, 1.0]
    SlotPrivateKey.objects.all().delete()
    found = advantages(attack_database())
    assert [found[name] for name in keys] == [0.0, 1.0]


def test_more_ballots_than_seals_are_caught(house):
    house.seal(house.draw())
    assert advantages(attack_database())["seals: accepted within issued"] == 0.0
    Poll.objects.update(seals_issued=F("ballots_counted") - 1)
    assert advantages(attack_database())["seals: accepted within issued"] == 1.0


@pytest.mark.parametrize("spelled", [bytes.hex, lambda one: one.hex().upper()])
def test_nullifier_in_a_log_is_caught(house, folder, spelled):
    truth = house.draw()
    house.seal(truth)
    logs = folder / "elsewhere"
    logs.mkdir()
    (logs / "access.log").write_text("INFO started\n")
    assert advantages(attack_database(logs=logs))["traces: nullifiers in other files"] == 0.0
    (logs / "access.log").write_text(f"INFO accepted {spelled(next(iter(truth.arrivals)))}\n")
    assert advantages(attack_database(logs=logs))["traces: nullifiers in other files"] == 1.0


def test_nullifier_in_a_mail_is_caught_after_the_ballots_are_gone(house, folder):
    truth = house.draw()
    house.release(truth)
    (folder / "mail").mkdir()
    (folder / "mail" / "1.log").write_bytes(b"Your receipt: " + next(iter(truth.arrivals)))
    (folder / "static").mkdir()
    assert advantages(attack_database(truth))["traces: nullifiers in other files"] == 1.0
