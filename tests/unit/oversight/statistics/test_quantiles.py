"""The median's interval against the tables of the sign test."""

import math
import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.statistics.quantiles import Median, median


@pytest.mark.parametrize(
    ("of", "rank"), [(6, 1), (8, 1), (9, 2), (10, 2), (15, 4), (20, 6), (25, 8), (30, 10), (50, 18), (100, 40)]
)
def test_the_ranks_are_those_of_the_tables(of, rank):
    """Conover, Practical Nonparametric Statistics, and every table of the sign test, 95 % two-sided."""
    found = median(range(1, of + 1))
    assert (found.low, found.high) == (rank, of + 1 - rank)


@pytest.mark.parametrize("of", range(1, 6))
def test_of_fewer_than_six_no_interval_is_known(of):
    assert median(range(of)) == Median(of, (of - 1) / 2, None, None)


def test_of_nothing_nothing_is_said():
    assert median([]) == Median(0, None, None, None)


def test_what_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="not a number"):
        median([1, math.nan])


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=200))
def test_the_middle_lies_between_the_ends_whatever_the_order(values):
    found = median(values)
    assert found == median(values[::-1])
    assert found.value == pytest.approx(statistics.median(values))
    assert found.value is not None
    if found.low is not None and found.high is not None:
        assert found.low <= found.value <= found.high


def test_the_interval_covers_the_true_median_of_a_skewed_distribution():
    """4,000 samples of 25 from the exponential distribution: the exact coverage of ranks 8 and 18 is 95.7 %."""
    drawn, inside = random.Random(1), 0
    for _ in range(4_000):
        found = median(drawn.expovariate(1) for _ in range(25))
        assert found.low is not None
        assert found.high is not None
        inside += found.low <= math.log(2) <= found.high
    assert inside / 4_000 == pytest.approx(0.957, abs=0.012)
