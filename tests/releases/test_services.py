import hashlib
import json
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from peerhouse.disclosure.attack import attack_release
from peerhouse.releases.errors import Frozen
from peerhouse.releases.models import Release
from peerhouse.releases.services import release_poll

pytestmark = pytest.mark.django_db

OPTIONS = ["Identify", "Act", "Track"]


def released(counts=(10, 15, 20), *, poll_id=None, sitting_id=None, title="Where do you start?", people=60, anew=0):
    return release_poll(
        poll_id=poll_id or uuid4(),
        sitting_id=sitting_id or uuid4(),
        title=title,
        options=OPTIONS,
        counts=counts,
        people=people,
        anew=anew,
    )


def test_release_publishes_rounded_counts_in_one_spelling():
    release = released((10, 15, 20))
    assert release.published
    assert release.table == (
        '{"at_least":45,"base":5,"counts":[10,15,20],"options":["Identify","Act","Track"],'
        '"question":"Where do you start?","seals":{"anew":"none","at_least":60},"withheld":null}'
    )
    assert release.digest == hashlib.sha256(release.table.encode()).hexdigest()
    assert str(release) == f"release {release.digest[:8]}"


def test_release_never_holds_a_true_count():
    release = released((13, 17, 21))
    assert all(
        count % 5 == 0 and abs(count - true) <= 4
        for count, true in zip(release.content["counts"], (13, 17, 21), strict=True)
    )
    stored = {field.attname: getattr(release, field.attname) for field in Release._meta.fields}
    assert set(stored) == {"poll_id", "sitting_id", "topic", "table", "digest", "withheld", "ballots", "people"}
    assert (stored["ballots"], stored["people"]) == (51, 60)


def test_release_asked_twice_is_byte_identical_even_when_the_ballots_are_gone():
    poll_id = uuid4()
    first = released((13, 17, 21), poll_id=poll_id)
    for _ in range(5):
        again = released((0, 0, 0), poll_id=poll_id)
        assert (again.table, again.digest) == (first.table, first.digest)
    assert Release.objects.count() == 1


def test_release_of_nine_answers_says_nothing_at_all():
    release = released((3, 3, 3))
    assert not release.published
    assert json.loads(release.table) == {
        "at_least": None,
        "base": 5,
        "counts": None,
        "options": OPTIONS,
        "question": "Where do you start?",
        "seals": {"at_least": 60, "anew": "none"},
        "withheld": "too_few",
    }


def test_release_of_unanimity_says_how_many_answered_and_no_more():
    release = released((23, 0, 0))
    assert json.loads(release.table) == {
        "at_least": 20,
        "base": 5,
        "counts": None,
        "options": OPTIONS,
        "question": "Where do you start?",
        "seals": {"at_least": 60, "anew": "none"},
        "withheld": "could_single_out",
    }


def test_release_withstands_the_attack_on_its_published_form():
    found = attack_release(released((13, 17, 21)).content, ballots=51, insiders=["Act", "Track"])
    assert min(interval.width for interval in found.values()) >= 3


def test_release_of_the_same_question_to_the_same_people_is_audited_with_the_first():
    """Each pair of these tables leaves intervals of width 3, all three together one of width 2."""
    sitting_id = uuid4()
    assert released((10, 15, 20), sitting_id=sitting_id, people=45).published
    assert released((5, 20, 20), sitting_id=sitting_id, people=45).published
    assert released((10, 20, 15), sitting_id=sitting_id, people=45, title="Where do you stop?").published
    assert released((10, 20, 15), people=45).published
    assert released((10, 20, 15), sitting_id=sitting_id, people=45).withheld == "could_single_out"


def test_release_withheld_once_is_withheld_again_for_the_same_people():
    sitting_id = uuid4()
    assert released((45, 0, 0), sitting_id=sitting_id).withheld == "could_single_out"
    assert released((15, 15, 15), sitting_id=sitting_id, title="where  do you START?").withheld == "could_single_out"
    assert released((15, 15, 15)).published


def test_release_of_more_ballots_than_seals_is_withheld_and_says_no_number_of_ballots():
    release = released((10, 15, 20), people=44, anew=6)
    assert json.loads(release.table) == {
        "at_least": None,
        "base": 5,
        "counts": None,
        "options": OPTIONS,
        "question": "Where do you start?",
        "seals": {"at_least": 40, "anew": 5},
        "withheld": "too_many",
    }
    assert (release.ballots, release.people) == (45, 44)


def test_release_of_as_many_ballots_as_seals_is_published():
    assert released((10, 15, 20), people=45).published


@pytest.mark.django_db(transaction=True)
def test_release_is_never_drawn_inside_a_transaction_that_could_be_rolled_back():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        released()


@pytest.mark.parametrize(
    "change",
    [
        lambda release: release.save(),
        lambda release: release.delete(),
        lambda _release: Release.objects.update(withheld=""),
        lambda release: Release.objects.filter(pk=release.pk).delete(),
        lambda release: Release.objects.bulk_update([release], ["table"]),
        lambda release: Release.objects.bulk_create([release], update_conflicts=True),
        lambda _release: Release._base_manager.update(withheld=""),
    ],
)
def test_release_is_never_changed_by_code(change):
    release = released()
    release.table = "{}"
    with pytest.raises(Frozen, match="published once"):
        change(release)
    assert Release.objects.get().table != "{}"


def test_release_is_not_overwritten_by_a_row_of_the_same_poll():
    release = released()
    double = Release(poll_id=release.pk, sitting_id=uuid4(), topic="", table="{}", ballots=0, people=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        double.save()
    assert Release.objects.get().table == release.table


@pytest.mark.both_databases
def test_release_is_frozen_by_the_database_itself():
    released()
    statements = ["UPDATE releases_release SET \"table\" = '{}'"]
    if connection.vendor == "postgresql":
        statements.append("DELETE FROM releases_release")
    for statement in statements:
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Release.objects.get().published
