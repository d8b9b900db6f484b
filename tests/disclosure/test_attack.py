import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerhouse.disclosure.attack import Interval, Knowledge, Poll, Sum, attack_release, deduce, solve
from peerhouse.disclosure.tables import Answers, draw

counts_of_a_poll = st.lists(st.integers(min_value=0, max_value=40), min_size=2, max_size=5).filter(lambda c: sum(c) > 1)


def exactly(ballots):
    return Interval(ballots, ballots)


@settings(max_examples=30, deadline=None)
@given(counts_of_a_poll, st.data())
def test_intervals_contain_the_truth_for_any_pair_of_insiders(counts, data):
    voters = [option for option, count in enumerate(counts) for _ in range(count)]
    insiders = tuple(data.draw(st.permutations(voters))[:2])
    options = tuple(f"option {place}" for place in range(len(counts)))
    rounded = draw(Answers("Q", options, tuple(counts), people=sum(counts) + 3))
    found = deduce([Poll(rounded.counts, exactly(rounded.ballots))], people=rounded.people, insiders=insiders)
    for option, interval in enumerate(found[0]):
        assert interval.low <= counts[option] - insiders.count(option) <= interval.high


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=20), min_size=3, max_size=3).filter(sum), st.data())
def test_intervals_contain_the_truth_when_the_same_people_answer_twice(held, data):
    askings = [[data.draw(st.integers(min_value=0, max_value=count)) for count in held] for _ in range(2)]
    tables = [draw(Answers("Q", ("a", "b", "c"), tuple(counts), people=sum(held))) for counts in askings]
    found = deduce([Poll(table.counts, exactly(table.ballots)) for table in tables], people=sum(held))
    for intervals, counts in zip(found, askings, strict=True):
        for interval, count in zip(intervals, counts, strict=True):
            assert interval.low <= count <= interval.high


def test_two_draws_of_one_count_narrow_each_other():
    once = deduce([Poll((10, 20), exactly(32))], people=32)
    twice = deduce([Poll((10, 20), exactly(32)), Poll((15, 20), exactly(32))], people=32)
    assert once == [(Interval(8, 14), Interval(18, 24))]
    assert twice == [(Interval(11, 14), Interval(18, 21))] * 2


def test_an_impossible_belief_gives_nothing():
    assert deduce([Poll((10, 20), exactly(50))], people=60) is None
    assert deduce([Poll((0, 20), exactly(20))], people=20, insiders=(0,) * 5) is None


def test_people_are_whole_numbers():
    assert solve(Knowledge((Interval(0, 9),), (Sum({0: 2}, 1, 3),)), [0]) == [Interval(1, 1)]


def test_an_attack_that_does_not_end_is_an_error_and_no_interval():
    unbounded = Knowledge((Interval(0, float("inf")),), (Sum({0: 1}, 0, float("inf")),))
    with pytest.raises(RuntimeError, match="not carried to its end"):
        solve(unbounded, [0])


def test_naive_suppression_is_broken():
    """Cells under five hidden, everything else and all totals exact: what other tools publish."""
    truth = {"Sitting A": (12, 3, 9, 1), "Sitting B": (14, 6, 2, 8)}
    overall = [sum(column) for column in zip(*truth.values(), strict=True)]
    flat = [count for row in truth.values() for count in row]
    cells = tuple(Interval(0, 4) if count < 5 else Interval(count, count) for count in flat)
    sums = [
        Sum({4 * row + column: 1 for column in range(4)}, sum(counts), sum(counts))
        for row, counts in enumerate(truth.values())
    ]
    sums += [Sum({column: 1, 4 + column: 1}, total, total) for column, total in enumerate(overall)]
    found = solve(Knowledge(cells, tuple(sums)), range(8))
    assert [(interval.low, interval.high) for interval in found] == [(count, count) for count in flat]


def test_attack_release_reads_nothing_but_the_published_table():
    table = {"options": ["Act", "Track"], "counts": [10, 20], "at_least": 30}
    assert attack_release(table) == {"Act": Interval(6, 14), "Track": Interval(16, 24)}
    assert attack_release(table, ballots=34) == {"Act": Interval(10, 14), "Track": Interval(20, 24)}
    assert attack_release(table, ballots=34, insiders=["Act", "Act"])["Act"] == Interval(8, 12)


def test_attack_release_finds_nothing_in_a_headline():
    assert attack_release({"options": ["Act", "Track"], "counts": None, "at_least": 10}) == {}


def test_attack_release_refuses_a_table_that_no_ballots_can_have_led_to():
    with pytest.raises(ValueError, match="No ballots"):
        attack_release({"options": ["Act", "Track"], "counts": [50, 50], "at_least": 10})
