"""A sitting with people who checked in and voted, of whom the test knows everything."""

import os
import random
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection, transaction

from peerhouse.accounts.models import Person
from peerhouse.config.linkage.evidence import Attack, Truth
from peerhouse.credentials.issuing.models import Batch
from peerhouse.programmes.models import Registration, Sitting
from peerhouse.rooms import ballots
from peerhouse.rooms.live import closing
from peerhouse.rooms.models import Poll, SealedBallot
from tests.rooms.live.world import World, make_world


@dataclass
class House:
    """`world` has the polls; `people` stand in the order in which they checked in."""

    world: World
    people: Sequence[Registration]
    chance: random.Random

    def draw(self) -> Truth:
        """Everybody's ballot for the next poll: nullifiers, and when whose came, at random.

        The order can be repeated and the bytes cannot: PostgreSQL's log still holds those of earlier tests.
        """
        voters = self.chance.sample(self.people, len(self.people))
        nullifiers = [self.chance.randbytes(8) + os.urandom(24) for _ in voters]
        return Truth(
            {nullifier: place for place, nullifier in enumerate(nullifiers)},
            {
                nullifier: frozenset({voter.pk.hex, voter.person_id.hex})
                for nullifier, voter in zip(nullifiers, voters, strict=True)
            },
        )

    def open(self, truth: Truth, number: int = 1) -> Poll:
        """The ballots go to the spool as they arrive, in groups as large as they happen to be."""
        self.world.open(number)
        waiting = [ballots.Ballot(nullifier, self.chance.randrange(4)) for nullifier in truth.arrivals]
        spool = ballots.open_spool(self.world.polls[number - 1])
        while waiting:
            size = self.chance.randint(1, 20)
            spool.put(waiting[:size])
            waiting = waiting[size:]
        spool.close()
        return self.world.poll(number)

    def seal(self, truth: Truth, number: int = 1) -> Poll:
        self.open(truth, number)
        self.world.close(number, seals=len(self.people))
        poll = self.world.poll(number)
        ballots.seal(poll)
        return poll

    def release(self, truth: Truth, number: int = 1) -> None:
        """As the room's process does it: sealed, drawn, deleted, wiped."""
        closing.finish(self.seal(truth, number).pk)

    def seal_badly(self, truth: Truth) -> UUID:
        """A store that writes ballots as they come."""
        poll_id = self.world.polls[0]
        self.world.close(seals=len(self.people))
        for nullifier in truth.arrivals:
            SealedBallot.objects.create(nullifier=nullifier, poll_id=poll_id, option=self.chance.randrange(4))
        Poll.objects.filter(pk=poll_id).update(state="sealed", ballots_counted=len(truth.arrivals))
        return poll_id

    def voter(self, truth: Truth, nullifier: bytes) -> Person:
        return next(one.person for one in self.people if one.pk.hex in truth.voters[nullifier])


def make_house(people: int, *, polls: int = 1, seed: int = 1) -> House:
    world = make_world(polls=polls)
    sitting = Sitting.objects.get(pk=world.sitting)
    chance = random.Random(seed)
    persons = Person.objects.bulk_create(
        Person(pk=uuid4(), email=f"p{number}@company.example") for number in range(people)
    )
    seats = Registration.objects.bulk_create(
        Registration(person=person, sitting=sitting, session=sitting.session) for person in persons
    )
    chance.shuffle(seats)
    Batch.objects.bulk_create(
        Batch(issuer_id=sitting.pk, registration=seat, digest=chance.randbytes(32)) for seat in seats
    )
    return House(world, seats, chance)


def advantages(attacks: Sequence[Attack]) -> dict[str, float]:
    return {attack.name: attack.advantage for attack in attacks}


def beyond_chance(attacks: Sequence[Attack]) -> dict[str, tuple[float, str]]:
    return {attack.name: (attack.advantage, attack.finding) for attack in attacks if not attack.within_chance}


@contextmanager
def altered(there: str, back: str):
    """The schema changed by one statement, and put back by another."""
    sql(there)
    try:
        yield
    finally:
        sql(back)


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def has_voted_beside(house: House, truth: Truth) -> None:
    """The mistake of most systems: who has voted is written down with the ballot, in one transaction."""
    poll_id = house.world.polls[0]
    house.world.close(seals=len(house.people))
    for nullifier in truth.arrivals:
        with transaction.atomic():
            SealedBallot.objects.create(nullifier=nullifier, poll_id=poll_id, option=0)
            sql("INSERT INTO has_voted VALUES (%s)", house.voter(truth, nullifier).pk.hex)
