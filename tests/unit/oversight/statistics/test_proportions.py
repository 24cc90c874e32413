"""Differences of shares against Newcombe's table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.statistics.proportions import Direction, change
from oversight.statistics.shares import plain_share

counts = st.integers(1, 5_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def known(hits, of):
    share = plain_share(hits, of)
    return share.value, share.interval


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_the_interval_is_newcombe_s(after, before, low, high):
    """Newcombe 1998, table II, method 10."""
    found = change(known(*before), known(*after))
    assert [found.interval.low, found.interval.high] == pytest.approx([low, high], abs=1e-4)


def test_three_things_can_be_said():
    assert change(known(480, 800), known(420, 900)).direction is Direction.FALLING
    assert change(known(420, 900), known(480, 800)).direction is Direction.RISING
    assert change(known(48, 80), known(46, 80)).direction is Direction.NOT_TOLD_APART
    nothing = change(known(0, 0), known(900, 900))
    assert (nothing.value, nothing.direction) == (None, Direction.NOT_TOLD_APART)


@given(counts, counts)
def test_back_is_the_opposite_of_forth(one, other):
    forth, back = change(known(*one), known(*other)), change(known(*other), known(*one))
    assert forth.value is not None
    assert -1 <= forth.interval.low <= forth.value <= forth.interval.high <= 1
    assert forth.interval.low == pytest.approx(-back.interval.high)
