"""A poll as Peerhouse plays it leaves nothing that links, for somebody who holds everything and even for the test."""

from collections import defaultdict

import pytest
from django.db import connection

from peerhouse.config.linkage import catalogue
from peerhouse.config.linkage.audit import attack_database
from peerhouse.config.linkage.embedded import LOG, Embedded
from peerhouse.config.linkage.measures import rank_correlation
from peerhouse.config.linkage.server import Server
from peerhouse.rooms.live import closing
from peerhouse.rooms.models import SealedBallot
from tests.config.linkage.played import beyond_chance, make_house

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(("people", "polls"), [(60, 10), (300, 2)])
def test_no_readable_order_tells_when_a_ballot_came(folder, people, polls):
    """The correlation has a sign: over some polls chance takes it to nothing, and a leak does not."""
    house = make_house(people, polls=polls)
    thief = Embedded() if connection.vendor == "sqlite" else Server()
    measured = defaultdict(list)
    for number in range(1, polls + 1):
        truth = house.draw()
        house.seal(truth, number)
        here = [poll for poll in catalogue.polls() if poll.id == house.world.polls[number - 1]]
        for reading in thief.readings(here, thief.ballots(), truth):
            places = [truth.arrivals[one] for one in reading.sequences[0]]
            if places:
                measured[reading.order].append(rank_correlation(places))
    means = {order: sum(found) / len(found) for order, found in measured.items()}
    emptied = {LOG} if connection.vendor == "sqlite" else set()  # sealing leaves nothing in SQLite's log to read
    assert set(means) == set(thief.orders) - emptied
    assert {order: mean for order, mean in means.items() if abs(mean) >= 0.15} == {}


@pytest.mark.parametrize("people", [60, 300])
def test_every_attack_stays_at_chance_while_open_once_sealed_and_once_released(folder, people):
    house = make_house(people, polls=3)
    stages = {"open": house.open, "sealed": house.seal, "released": house.release}
    for number, (stage, play) in enumerate(stages.items(), start=1):
        truth = house.draw()
        play(truth, number)
        assert SealedBallot.objects.filter(nullifier__in=list(truth.arrivals)).count() == people * (stage == "sealed")
        assert (stage, beyond_chance(attack_database(truth))) == (stage, {})
        assert (stage, beyond_chance(attack_database())) == (stage, {})
        if stage == "open":
            house.world.close(seals=people)  # a room has one open poll
            closing.finish(house.world.polls[0])


def test_ballots_are_not_in_the_database_before_they_are_sealed_nor_after_their_release(house, folder):
    truth = house.draw()
    house.open(truth)
    thief = Embedded() if connection.vendor == "sqlite" else Server()
    found = [one for reading in thief.readings(catalogue.polls(), [], truth) for page in reading.pages for one in page]
    assert found == []
