import json

import pytest

from peerhouse.config.rehearsal.command import conclude
from peerhouse.config.rehearsal.report import Report, percentile


def test_percentile_is_the_nearest_rank():
    values = [float(value) for value in range(100, 0, -1)]
    assert [percentile(values, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50, 95, 99, 100]
    assert percentile([3.0], 0.5) == 3.0
    assert percentile([], 0.5) == 0.0


def test_report_of_nothing_is_all_nought():
    assert Report().as_json() == {
        "checked_in": 0,
        "ballots_sent": 0,
        "ballots_counted": 0,
        "lost": 0,
        "doubled": 0,
        "checkins_per_s": 0.0,
        "ballots_per_s": 0.0,
        "vote_ms": {"p50": 0.0, "p95": 0.0, "p99": 0.0},
        "vote_to_release_ms": {"p50": 0.0, "p95": 0.0},
    }


def test_ballots_lost_in_one_poll_are_not_made_up_by_those_doubled_in_another():
    report = Report()
    report.count_poll(acknowledged=12, counted=10)
    report.count_poll(acknowledged=12, counted=13)
    report.count_poll(acknowledged=12, counted=12)
    shown = report.as_json()
    assert (shown["ballots_sent"], shown["ballots_counted"], shown["lost"], shown["doubled"]) == (36, 35, 2, 1)


def test_rates_and_times_have_the_units_they_say():
    report = Report(checked_in=12, checkin_seconds=4.0, ballots_sent=24, ballot_seconds=5.0)
    report.vote_times, report.release_times = [0.01, 0.02], [1.5]
    shown = report.as_json()
    assert (shown["checkins_per_s"], shown["ballots_per_s"]) == (3.0, 4.8)
    assert (shown["vote_ms"]["p99"], shown["vote_to_release_ms"]["p95"]) == (20.0, 1500.0)


@pytest.mark.parametrize("bad", [{"lost": 1}, {"doubled": 1}, {"refused": ["not open"]}])
def test_play_that_went_wrong_is_1(bad, capsys):
    assert conclude(Report(**bad), as_json=True) == 1
    assert conclude(Report(), as_json=True) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[1]) == Report().as_json()


def test_report_for_a_person_has_a_line_for_each_number(capsys):
    assert conclude(Report(checked_in=12), as_json=False) == 0
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["checked_in", "12"]
    assert [name for name, _ in lines] == list(Report().as_json())
