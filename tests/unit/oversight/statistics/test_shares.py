"""Intervals against figures from elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.statistics.shares import Interval, plain_share, share, wilson

counts = st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (1, 2, 0.0945, 0.9055),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (94, 97, 0.9130, 0.9894),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_wilson_is_as_in_the_books(hits, of, low, high):
    """Newcombe 1998 and by hand: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), z = 1.96."""
    found = wilson(hits, of)
    assert [found.low, found.high] == pytest.approx([low, high], abs=2e-4)


def test_of_nothing_nothing_is_known():
    assert wilson(0, 0) == Interval(0, 1)
    assert share([]) == plain_share(0, 0)
    assert plain_share(0, 0).value is None


@given(counts)
def test_the_interval_holds_the_share_and_stays_in_bounds(counted):
    found = plain_share(*counted)
    assert found.value is not None
    assert 0 <= found.interval.low <= found.value <= found.interval.high <= 1


@given(counts)
def test_equal_weights_change_nothing(counted):
    hits, of = counted[0] % 50, counted[1] % 50 + 50
    weighed = share([(index < hits, 20.0) for index in range(of)])
    assert (weighed.hits, weighed.of) == (hits, of)
    assert weighed.value == pytest.approx(hits / of)
    assert weighed.interval.low == pytest.approx(wilson(hits, of).low)
    assert weighed.interval.high == pytest.approx(wilson(hits, of).high)


def test_a_sample_speaks_for_what_it_was_drawn_from():
    """Two wrong of ten that were all looked at, one wrong of five drawn from a hundred: (2 + 20) of (10 + 100)."""
    observed = [(index < 2, 1.0) for index in range(10)] + [(index < 1, 20.0) for index in range(5)]
    found = share(observed)
    assert (found.hits, found.of) == (3, 15)
    assert found.value == pytest.approx(22 / 110)
    effective = 110**2 / (10 * 1 + 5 * 400)
    assert found.interval == wilson(0.2 * effective, effective)
    assert found.interval.high - found.interval.low > wilson(3, 15).high - wilson(3, 15).low
