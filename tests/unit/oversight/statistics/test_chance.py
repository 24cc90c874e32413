"""Luck against the hypergeometric distribution, counted by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.statistics.chance import luck, random_review
from oversight.statistics.shares import Interval


def test_five_of_ten_hold_half_of_the_marked():
    """Of 252 draws 6, 60, 120, 60 and 6 hold 0 to 4 of the marked ones; 6/252 is just under 2.5 %."""
    found = random_review(10, 4, 5)
    assert found.expected == 0.5
    assert found.interval == Interval(1 / 4, 3 / 4)
    assert luck(10, 4, 5, 3) == pytest.approx(66 / 252)
    assert luck(10, 4, 5, 0) == pytest.approx(1)


def test_the_airline_s_figures():
    """106 of 143 reviewed at random, 97 wrong: exact integers gave 67 to 77 caught."""
    found = random_review(143, 97, 106)
    assert [found.interval.low * 97, found.interval.high * 97] == pytest.approx([67, 77])
    exact = sum(math.comb(97, k) * math.comb(46, 106 - k) for k in range(94, 98)) / math.comb(143, 106)
    assert luck(143, 97, 106, 94) == pytest.approx(exact, rel=1e-6)


@pytest.mark.parametrize(("total", "marked", "drawn"), [(0, 0, 0), (10, 0, 5)])
def test_nothing_marked_nothing_expected(total, marked, drawn):
    assert random_review(total, marked, drawn).expected is None


@pytest.mark.parametrize(("drawn", "share"), [(0, 0.0), (10, 1.0)])
def test_nobody_or_everybody_is_seen(drawn, share):
    found = random_review(10, 4, drawn)
    assert (found.expected, found.interval) == (share, Interval(share, share))


@given(st.integers(1, 100_000), st.data())
def test_luck_stays_in_bounds_however_many_there_are(total, data):
    marked = data.draw(st.integers(1, min(total, 500)))
    drawn = data.draw(st.integers(0, total))
    found = random_review(total, marked, drawn)
    assert 0 <= found.interval.low <= found.interval.high <= 1
    assert found.interval.low - 1 / marked <= found.expected <= found.interval.high + 1 / marked
