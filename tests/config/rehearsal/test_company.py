from collections import Counter

from peerhouse.accounts.enums import Region, Sector, Size
from peerhouse.config.demo.season import SESSIONS
from peerhouse.config.rehearsal.company import company, dealt

TENDENCIES = [question.tendency for question in SESSIONS[1].questions]


def test_company_can_be_played_again():
    assert company(30, tendencies=TENDENCIES, prefix="x-a") == company(30, tendencies=TENDENCIES, prefix="x-a")


def test_everybody_has_an_address_and_every_second_one_an_organisation_of_their_own():
    parts = company(60, tendencies=TENDENCIES, prefix="x-a")
    assert len({part.email for part in parts}) == 60
    organisations = Counter(str(part.answers["organisation"]) for part in parts)
    assert set(organisations.values()) == {2}
    assert all(name.startswith("Sample ") for name in organisations)
    assert {part.answers["sector"] for part in parts} == set(Sector.values)
    assert {part.answers["region"] for part in parts} == set(Region.values)
    assert {part.answers["size"] for part in parts} == set(Size.values)


def test_sitting_of_the_demonstration_answers_exactly_as_it_leans():
    parts = company(24, tendencies=TENDENCIES, prefix="x-a")
    for poll, weights in enumerate(TENDENCIES):
        chosen = Counter(part.options[poll] for part in parts)
        assert tuple(chosen[option] for option in range(4)) == weights
        assert min(weights) >= 5, "a count below five could be rounded to nought, which withholds the poll"


def test_option_without_weight_is_never_dealt():
    assert {dealt(turn, (1, 0, 2)) for turn in range(9)} == {0, 2}
