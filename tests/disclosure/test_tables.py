import pytest

from peerhouse.disclosure.tables import Answers, Rounded, add_up, draw


def test_draw_keeps_what_is_public_and_rounds_the_rest():
    rounded = draw(Answers("Where do you start?", ("Identify", "Act", "Track"), (11, 7, 5), people=30))
    assert (rounded.ballots, rounded.people, rounded.at_least) == (23, 30, 20)
    assert rounded.options == ("Identify", "Act", "Track")
    assert [abs(drawn - true) <= 4 and drawn % 5 == 0 for drawn, true in zip(rounded.counts, (11, 7, 5), strict=True)]
    assert rounded.counts[2] == 5


@pytest.mark.parametrize(
    ("options", "counts", "people"),
    [
        (("Yes", "No"), (1,), 5),
        (("Yes", " yes "), (1, 1), 5),
        (("Yes", "No"), (-1, 1), 5),
        (("Yes", "No"), (3, 3), 5),
        ((), (), 5),
    ],
)
def test_answers_refuse_what_cannot_be_a_poll(options, counts, people):
    with pytest.raises(ValueError, match=r"option|answers"):
        Answers("Q", options, counts, people)


def test_topic_is_the_same_for_the_same_question_asked_again_in_another_order():
    first = Rounded("Where do you  START?", ("Act", "Track"), (10, 5), 15, 20)
    again = Rounded("where do you start?", ("track", " Act"), (5, 10), 15, 20)
    other = Rounded("Where do you stop?", ("Act", "Track"), (10, 5), 15, 20)
    assert first.topic == again.topic != other.topic
    assert again.counts_for(first.options) == (10, 5)


def test_add_up_sums_the_rounded_sittings():
    assert add_up([(10, 5, 5), (15, 0, 10)]) == (25, 5, 15)
