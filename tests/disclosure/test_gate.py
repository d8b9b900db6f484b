import random
import time
from functools import cache
from itertools import combinations_with_replacement, product

import pytest

from peerhouse.disclosure.attack import Interval, Poll, attack_release, deduce
from peerhouse.disclosure.gate import Flaw, examine
from peerhouse.disclosure.tables import Answers, Rounded, draw


def rounded(*counts, ballots, people=None, question="Where do you start?"):
    return Rounded(question, tuple("abcdefgh"[: len(counts)]), counts, ballots, people or ballots)


def flaws(verdict):
    return {failure.flaw for failure in verdict.failures}


TRUTH_TABLE = [
    # published counts, exact ballots, what is wrong with it
    ((5, 0), 9, {Flaw.TOO_FEW}),
    ((5, 5), 10, set()),
    ((10, 10, 5), 24, set()),
    ((15, 5), 20, set()),
    # Two who chose "b" know that 0 to 3 of the other 14 did: three may differ, which is just enough.
    ((15, 5), 16, set()),
    ((20, 10, 5, 5), 41, set()),
    ((100, 80, 60, 40, 20), 300, set()),
    # Two who chose "b" are left with 0 to 2 others.
    ((20, 0), 20, {Flaw.TOO_NARROW, Flaw.PROVES_AGREEMENT}),
    ((20, 10, 0), 30, {Flaw.TOO_NARROW}),
    # 25 of 21: everybody agreed, and nobody chose the other.
    ((25, 0), 21, {Flaw.TOO_NARROW, Flaw.PROVES_ZERO, Flaw.PROVES_AGREEMENT}),
    # No zero, but both were rounded by four the same way: 14 and 9, exactly.
    ((10, 5), 23, {Flaw.TOO_NARROW}),
    # At most four chose "b", two of whom collude.
    ((15, 5), 15, {Flaw.TOO_NARROW, Flaw.PROVES_AGREEMENT}),
]


@pytest.mark.parametrize("silent", [0, 7])
@pytest.mark.parametrize(("counts", "ballots", "expected"), TRUTH_TABLE)
def test_examine_decides_by_what_can_be_deduced(counts, ballots, expected, silent):
    verdict = examine(rounded(*counts, ballots=ballots, people=ballots + silent))
    assert flaws(verdict) == expected
    assert verdict.passed == (not expected)


def test_examine_says_what_was_deduced_and_by_whom():
    failure = examine(rounded(20, 10, 0, ballots=30)).failures[0]
    assert (failure.flaw, failure.poll, failure.option) == (Flaw.TOO_NARROW, 0, 2)
    assert failure.insiders == (2, 2)
    assert failure.interval == Interval(0, 2)


def test_examine_refuses_a_table_that_cannot_be():
    with pytest.raises(ValueError, match="No answers"):
        examine(rounded(50, 50, ballots=20))


def test_unanimity_is_never_published():
    for ballots in (10, 13, 20, 21, 39):
        assert not examine(draw(Answers("Q", ("a", "b", "c"), (ballots, 0, 0), ballots))).passed


def test_asking_again_is_attacked_jointly():
    first, second = rounded(10, 20, ballots=32), rounded(15, 20, ballots=32)
    other_question = rounded(15, 20, ballots=32, question="Where do you stop?")
    narrowing = rounded(15, 15, ballots=32)
    assert examine(second, earlier=[first]).passed
    assert examine(narrowing).passed
    joint = examine(narrowing, earlier=[first])
    assert flaws(joint) == {Flaw.TOO_NARROW}
    assert {failure.poll for failure in joint.failures} == {0, 1}
    assert examine(narrowing, earlier=[other_question]).passed


def test_three_askings_are_attacked_together_and_in_pairs():
    asked = [rounded(15, 10, 15, ballots=40), rounded(10, 10, 20, ballots=40)]
    third = rounded(10, 15, 15, ballots=40)
    assert all(examine(third, earlier=[one]).passed for one in asked)
    assert flaws(examine(third, earlier=asked)) == {Flaw.TOO_NARROW}


def test_minds_that_must_have_changed_link_nothing():
    assert examine(rounded(10, 25, ballots=35), earlier=[rounded(25, 10, ballots=35)]).passed


def test_what_was_withheld_once_stays_withheld():
    verdict = examine(rounded(10, 10, ballots=20), withheld_before=True)
    assert flaws(verdict) == {Flaw.WITHHELD_BEFORE}


@pytest.mark.parametrize("people", [20, 30, 60, 120, 300])
def test_published_tables_hold_against_two_colluders_and_two_releases(people):
    chance = random.Random(people)
    options = tuple("abcde"[: 2 if people < 60 else 5])
    published = 0
    for _ in range(2):
        voters = chance.choices(options, weights=[3, 2, 2, 2, 2][: len(options)], k=people)
        answers = Answers("Q", options, tuple(map(voters.count, options)), people)
        first, second = draw(answers), draw(answers)
        if not examine(first).passed:
            continue
        published += 1
        table = {"options": options, "counts": first.counts, "at_least": first.at_least}
        both = examine(second, earlier=[first]).passed
        for pair in combinations_with_replacement(options, 2):
            assert min(found.width for found in attack_release(table, ballots=people, insiders=pair).values()) >= 3
            if both:
                polls = [Poll(one.counts, Interval(people, people)) for one in (first, second)]
                joint = deduce(polls, people=people, insiders=tuple(map(options.index, pair)))
                assert min(found.width for intervals in joint for found in intervals) >= 3
    assert published


@pytest.mark.parametrize(("options", "ballots"), [*product([2], range(10, 26)), (3, 11), (3, 14)])
def test_a_refusal_proves_nothing_to_somebody_who_knows_the_gate(options, ballots):
    """Every true table, every draw: the truths that can lead to a refusal are spread as widely as a publication's."""

    @cache
    def refused(counts):
        return not examine(rounded(*counts, ballots=ballots)).passed

    def may_be_refused(truth):
        draws = product(*({count - count % 5, count - count % 5 + 5 * bool(count % 5)} for count in truth))
        return any(refused(tuple(sorted(drawn))) for drawn in draws)

    truths = [truth for truth in product(range(ballots + 1), repeat=options) if sum(truth) == ballots]
    possible = [truth for truth in truths if may_be_refused(truth)]
    for insiders in [(), *combinations_with_replacement(range(options), 2)]:
        own = [insiders.count(option) for option in range(options)]
        for option in range(options):
            left = [truth[option] - own[option] for truth in possible if all(map(int.__ge__, truth, own))]
            assert max(left) - min(left) >= 3
            assert ballots - len(insiders) - min(left) >= 3


def test_examine_of_a_large_poll_takes_well_under_a_second():
    table = draw(Answers("Q", tuple("abcde"), (110, 80, 50, 40, 20), 300))
    start = time.process_time()
    assert examine(table).passed
    assert time.process_time() - start < 1
