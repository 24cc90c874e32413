"""The share of all errors that was stopped, by hand and against weeks with known truth."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.statistics.draws import Draw, Draws, columns
from oversight.statistics.estimate import estimate
from oversight.statistics.recall import recall
from oversight.statistics.shares import Interval


def looked_at(wrong, right, probability, size):
    draws = [Draw(probability, wrong=index < wrong) for index in range(wrong + right)]
    return estimate(columns(draws), size)


def test_what_is_known_and_what_is_estimated_is_added_up():
    """30 edited, 20 of 100 rejections drawn one by ten were errors (200); 5 of 500 that ran, one by twenty (100)."""
    found = recall(30, [looked_at(20, 80, 0.1, 1_000)], [looked_at(5, 495, 0.05, 10_000)])
    assert found.stopped == pytest.approx(230)
    assert found.missed == pytest.approx(100)
    assert found.value == pytest.approx(230 / 330)
    assert found.enough


def test_where_everything_is_known_the_interval_is_a_point():
    found = recall(30, [looked_at(10, 10, 1, 20)], [looked_at(10, 90, 1, 100)])
    assert (found.value, found.interval) == (0.8, Interval(0.8, 0.8))


def test_nothing_missed_among_few_is_not_everything_stopped():
    """None wrong of 100 that speak for 10,000: up to 3 % of them, 300, may be wrong beside the 30 that were stopped."""
    found = recall(30, [], [looked_at(0, 100, 0.01, 10_000)])
    assert found.value == 1
    assert found.interval.low == pytest.approx(30 / (30 + 10_000 * (1 - 0.05**0.01)), abs=0.005)
    assert found.interval.high == 1


def test_without_errors_or_answers_there_is_no_recall():
    assert recall(0, [], []).interval == Interval(0, 1)
    assert not recall(0, [], []).enough
    none = recall(0, [], [looked_at(0, 100, 0.1, 1_000)])
    assert (none.value, none.interval) == (None, Interval(0, 1))
    unknown = recall(30, [], [looked_at(0, 0, 0.1, 300)])
    assert (unknown.value, unknown.enough) == (None, False)
    assert [unknown.interval.low, unknown.interval.high] == pytest.approx([30 / 330, 1])


@given(st.integers(0, 50), st.integers(0, 20), st.integers(0, 20), st.sampled_from([0.01, 0.2, 1.0]))
def test_the_value_lies_in_the_interval_and_more_stopped_is_more(known, caught, missed, probability):
    stopped = [looked_at(caught, 50, probability, 8_000)]
    through = [looked_at(missed, 80, probability, 9_000)]
    found, more = recall(known, stopped, through), recall(known + 1, stopped, through)
    assert 0 <= found.interval.low <= found.interval.high <= 1
    if found.value is not None:
        assert found.interval.low - 1e-9 <= found.value <= found.interval.high + 1e-9
        assert more.value is not None
        assert more.value >= found.value


def period(random, *, rejected, ran, good_catch, error, known, rates):
    """The true recall, and the one told: a part of the rejections and of what ran is drawn for a blind second look."""
    caught, through = random.random(rejected) < good_catch, random.random(ran) < error
    total = known + caught.sum() + through.sum()
    estimates = []
    for wrong, rate in ((caught, rates[0]), (through, rates[1])):
        probability = np.where(random.random(len(wrong)) < 0.1, 0.6, rate)
        drawn = random.random(len(wrong)) < probability
        number = int(drawn.sum())
        answered = random.random(number) < 0.8
        strata = (probability[drawn] == 0.6).astype(np.int64)
        draws = Draws(probability[drawn], answered, wrong[drawn] & answered, strata, np.zeros(number))
        estimates.append(estimate(draws, len(wrong)))
    return (known + caught.sum()) / total, recall(known, estimates[:1], estimates[1:])


PERIODS = [
    {"rejected": 3_000, "ran": 20_000, "good_catch": 0.6, "error": 0.02, "known": 200, "rates": (0.1, 0.05)},
    {"rejected": 1_000, "ran": 20_000, "good_catch": 0.8, "error": 0.005, "known": 20, "rates": (0.2, 0.05)},
    {"rejected": 800, "ran": 6_000, "good_catch": 0.3, "error": 0.01, "known": 0, "rates": (0.1, 0.05)},
    {"rejected": 500, "ran": 4_000, "good_catch": 0.9, "error": 0.002, "known": 50, "rates": (0.3, 0.05)},
]


def covered(kind, periods, seed):
    random, inside = np.random.default_rng(seed), 0
    for _ in range(periods):
        truth, told = period(random, **kind)
        inside += told.interval.low - 1e-9 <= truth <= told.interval.high + 1e-9
    return inside / periods


@pytest.mark.parametrize("kind", PERIODS, ids=["many", "rare", "few", "hardly any"])
def test_the_interval_covers_the_truth(kind):
    periods = 200
    assert covered(kind, periods, seed=3) >= 0.93 - 2 * math.sqrt(0.05 * 0.95 / periods)


@pytest.mark.soak
@pytest.mark.parametrize("kind", PERIODS, ids=["many", "rare", "few", "hardly any"])
def test_the_table_of_coverage(kind):
    periods = 2_000
    share = covered(kind, periods, seed=4)
    print(f"\n{kind}: {100 * share:.1f} % of {periods}")  # noqa: T201 - the table
    assert share >= 0.93
