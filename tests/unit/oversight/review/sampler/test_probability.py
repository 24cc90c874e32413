"""Reasons become one probability: never under the floor, never above one, never lowered by one more reason."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.review.sampler.probability import fit

rows = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1_000), st.floats(0.1, 30)), min_size=1, max_size=30).map(
    lambda given_rows: tuple(np.array(column) for column in zip(*given_rows, strict=True))
)
budgets = st.none() | st.floats(0, 2_000)


def fitted(columns, budget, base=0.05):
    floors, weights, minutes = columns
    floors = np.maximum(floors, base)
    raised = np.ones(len(floors), bool)
    return floors, fit(floors, weights, minutes, raised=raised, base_rate=base, budget=budget)


@given(rows, budgets)
def test_it_lies_between_the_floor_and_one(columns, budget):
    floors, done = fitted(columns, budget)
    assert (done.probabilities >= floors).all()
    assert (done.probabilities <= 1).all()


@given(rows, budgets, st.data())
def test_one_more_reason_never_lowers_it(columns, budget, data):
    floors, weights, minutes = columns
    row = data.draw(st.integers(0, len(floors) - 1))
    more = weights.copy()
    more[row] += data.draw(st.floats(0, 100))
    before, after = fitted(columns, budget)[1], fitted((floors, more, minutes), budget)[1]
    assert after.probabilities[row] >= before.probabilities[row] - 1e-5


@given(rows, st.floats(0, 2_000))
def test_the_budget_is_kept_or_it_says_what_is_missing(columns, budget):
    _, done = fitted(columns, budget)
    assert done.minutes <= max(budget, done.floor_minutes) * (1 + 1e-5) + 1e-6
    assert done.missing_minutes == pytest.approx(max(0.0, done.floor_minutes - budget))
    if done.missing_minutes:
        assert done.minutes == pytest.approx(done.floor_minutes)


def test_where_there_is_room_it_is_used():
    floors, weights, minutes = np.full(1_000, 0.01), np.arange(1_000.0), np.full(1_000, 1.8)
    done = fitted((floors, weights, minutes), 360.0, base=0.01)[1]
    assert done.minutes == pytest.approx(360, rel=1e-4)
    assert (np.diff(done.probabilities) >= 0).all()


@given(rows)
def test_without_a_budget_what_is_raised_costs_at_most_as_much_as_the_base_rate(columns):
    _, done = fitted(columns, None)
    assert done.minutes - done.floor_minutes <= 0.05 * columns[2].sum() * (1 + 1e-5) + 1e-9


def test_without_a_base_rate_and_a_budget_nothing_is_raised():
    done = fitted((np.zeros(3), np.array([0.0, 5.0, 1_000.0]), np.ones(3)), None, base=0.0)[1]
    assert list(done.probabilities) == [0, 0, 0]


def test_a_rate_of_its_own_is_not_raised():
    floors = np.array([0.3, 0.05])
    raised = np.array([False, True])
    done = fit(floors, np.zeros(2), np.ones(2), raised=raised, base_rate=0.05, budget=1.0)
    assert done.probabilities[0] == 0.3
    assert done.probabilities.sum() == pytest.approx(1, rel=1e-4)
