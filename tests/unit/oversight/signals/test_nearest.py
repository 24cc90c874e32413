"""Good and wrong precedents vote, the near ones louder."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from oversight.signals.nearest import FEWEST_GOOD, likeness

cosines = st.floats(0, 1)
good_ones = st.lists(cosines, min_size=FEWEST_GOOD, max_size=30).map(np.array)
wrong_ones = st.lists(cosines, max_size=30).map(np.array)


def of(*values):
    return np.array(values, np.float64)


def stands(good, wrong) -> float:
    """Where enough was right to say it."""
    value = likeness(good, wrong)
    assert value is not None
    return value


@given(good_ones, wrong_ones)
def test_it_is_a_share_and_never_more_than_the_nearest_good_one_allows(good, wrong):
    assert 0 <= stands(good, wrong) <= good.max()


@given(good_ones, wrong_ones, cosines)
def test_one_more_wrong_one_never_raises_it(good, wrong, more):
    assert stands(good, np.append(wrong, more)) <= stands(good, wrong)


@given(good_ones, wrong_ones, st.integers(0, 29), cosines)
def test_a_wrong_one_that_comes_nearer_never_raises_it(good, wrong, index, nearer):
    if len(wrong):
        moved = wrong.copy()
        moved[index % len(wrong)] = max(nearer, moved[index % len(wrong)])
        assert stands(good, moved) <= stands(good, wrong)


@given(st.lists(cosines, max_size=FEWEST_GOOD - 1).map(np.array), wrong_ones)
def test_of_too_few_good_ones_nothing_is_said(good, wrong):
    assert likeness(good, wrong) is None


def test_where_nothing_went_wrong_it_is_the_nearest_good_one():
    assert stands(of(0.1, 0.2, 0.7, 0.3, 0.1), of()) == 0.7


def test_a_wrong_twin_drowns_a_thousand_that_are_merely_alike():
    alike = np.full(1000, 0.7)
    assert stands(alike, of(1.0)) < 0.01
    assert stands(np.append(alike, 1.0), of(1.0)) < 0.51
    assert stands(np.ones(99), of(1.0)) > 0.98, "and only good twins weigh it up"
