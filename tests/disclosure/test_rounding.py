import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerhouse.disclosure.rounding import at_least, in_fives, round_count


@given(st.integers(min_value=0, max_value=500))
def test_round_count_has_the_count_as_its_exact_mean(count):
    drawn = [round_count(count, randbelow=lambda _, draw=draw: draw) for draw in range(5)]
    assert sum(drawn) == 5 * count


@given(st.integers(min_value=0, max_value=500))
def test_round_count_lands_on_a_multiple_of_five_within_four(count):
    rounded = round_count(count)
    assert rounded % 5 == 0
    assert abs(rounded - count) <= 4


def test_round_count_asks_for_one_of_five_equal_chances():
    asked = []

    def randbelow(limit):
        asked.append(limit)
        return 0

    assert round_count(7, randbelow) == 10
    assert asked == [5]


def test_round_count_leaves_multiples_of_five_alone():
    assert [round_count(count) for count in (0, 5, 25)] == [0, 5, 25]


def test_round_count_refuses_a_negative_count():
    with pytest.raises(ValueError, match="never negative"):
        round_count(-1)


def test_at_least_goes_down_to_a_multiple_of_five():
    assert [at_least(count) for count in (0, 4, 5, 9, 10, 24)] == [0, 0, 5, 5, 10, 20]


def test_in_fives_tells_none_from_few_and_no_more():
    assert [in_fives(count) for count in (0, 1, 4, 5, 9, 10)] == ["none", "few", "few", 5, 5, 10]
