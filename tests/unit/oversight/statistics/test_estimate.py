"""Estimates by hand, where the interval must be exact, and what is said with nothing to go by."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from oversight.statistics.draws import Draw, Draws, columns
from oversight.statistics.estimate import Estimate, answers_needed, estimate, most_if_none
from oversight.statistics.shares import Interval


def alike(wrong, right, unseen=0, **draw):
    """So many draws found wrong, found right, and not looked at."""
    return [Draw(wrong=found, **draw) for found in [True] * wrong + [False] * right + [None] * unseen]


def told(draws, size):
    return estimate(columns(draws), size)


def test_an_action_speaks_for_those_it_was_drawn_from():
    """Ten certain ones with two wrong, 50 of 1,000 others with one wrong: 2 + 20 of 1,010."""
    found = told([*alike(2, 8, probability=1.0), *alike(1, 49, probability=0.05)], 1_010)
    assert found.number == pytest.approx(22)
    assert found.value == pytest.approx(22 / 1_010)
    assert found.numbers.low >= 3 - 1e-9, "three are known to be wrong"


def test_weights_are_the_inverse_of_the_probabilities():
    """Two wrong drawn with 1/10 and one with 1/2 of a hundred and of fifty: 2 x 10 + 1 x 2, brought to 150."""
    draws = [
        *alike(2, 8, probability=0.1, stratum="base"),
        *alike(1, 24, probability=0.5, stratum="money"),
    ]
    assert told(draws, 150).number == pytest.approx(22)


def test_those_not_looked_at_are_spoken_for_by_their_class():
    """Half of the odd ones were looked at, a fifth wrong; all others were looked at, none wrong."""
    draws = [
        *alike(4, 16, 20, probability=1.0, stratum="odd"),
        *alike(0, 100, probability=0.1, stratum="base"),
    ]
    found = told(draws, 1_040)
    assert (found.drawn, found.answered, found.found) == (140, 120, 4)
    assert found.number == pytest.approx(8)


def test_a_stratum_that_nobody_looked_at_may_be_all_wrong_or_all_right():
    known = alike(0, 200, probability=0.1)
    found = told([*known, *alike(0, 0, 100, probability=1.0, stratum="odd")], 2_100)
    without = told(known, 2_000)
    assert found.numbers.high == pytest.approx(without.numbers.high + 100, abs=2)
    assert found.interval.low == 0
    assert not told([*known, *alike(0, 0, 200, probability=1.0, stratum="odd")], 2_200).enough, "9 % have no answer"


def test_the_end_of_a_thread_that_nobody_reached_is_not_spoken_for():
    """All of the first 100 were looked at and none of the last 100: what is there may be wrong or right."""
    draws = [Draw(0.1, wrong=False if place < 100 else None, position=place) for place in range(200)]
    found = told(draws, 2_000)
    assert found.interval.high > 0.5
    assert not found.enough
    mixed = [Draw(0.1, wrong=None if place % 2 else False, position=place) for place in range(200)]
    assert told(mixed, 2_000).interval.high < 0.05, "with every other one looked at, the end is not out of reach"


def test_with_no_answers_nothing_is_known():
    for unseen in (0, 30):
        found = told(alike(0, 0, unseen, probability=0.1), 300)
        assert (found.value, found.number, found.interval) == (None, None, Interval(0, 1))
        assert not found.enough


def test_where_all_were_looked_at_nothing_is_left_to_chance():
    found = told(alike(3, 7, probability=1.0), 10)
    assert (found.value, found.interval, found.enough) == (0.3, Interval(0.3, 0.3), True)
    assert told([], 0).enough


def test_fifty_nine_without_an_error_rule_out_five_percent():
    """Louis 1981, and the rule of three: 1 - 0.05^(1/59) = 4.95 %."""
    assert answers_needed() == 59
    assert answers_needed(0.01) == 299
    assert most_if_none(59) == pytest.approx(0.04951, abs=1e-5)
    assert most_if_none(58) > 0.05
    assert most_if_none(0) == 1
    few, enough = (told(alike(0, right, probability=right / 1e6), 1_000_000) for right in (58, 59))
    assert (few.enough, enough.enough) == (False, True)
    assert enough.interval.high == pytest.approx(most_if_none(59), rel=1e-3)
    assert enough.effective == pytest.approx(59)


@pytest.mark.parametrize(("wrong", "of"), [(1, 100), (7, 200), (30, 120), (55, 1_000), (40, 80)])
def test_equal_weights_give_clopper_and_pearson(wrong, of):
    """With few errors; SciPy's exact interval, of a population so large that it does not run out."""
    found = told(alike(wrong, of - wrong, probability=of / 1e7), 10_000_000)
    exact = binomtest(wrong, of).proportion_ci(method="exact")
    assert [found.interval.low, found.interval.high] == pytest.approx([exact.low, exact.high], rel=0.04)


def test_many_errors_give_nearly_the_mid_p_interval():
    found = told(alike(100, 900, probability=1e-4), 10_000_000)
    wide = binomtest(100, 1_000).proportion_ci(method="exact")
    plain = binomtest(100, 1_000).proportion_ci(method="wilson")
    assert found.interval.high - found.interval.low < wide.high - wide.low
    assert [found.interval.low, found.interval.high] == pytest.approx([plain.low, plain.high], rel=0.01)


@pytest.mark.parametrize("probability", [0.0, -0.1, 1.1, float("nan"), float("inf")])
def test_a_probability_that_cannot_be_is_refused(probability):
    with pytest.raises(ValueError, match="above 0 and at most 1"):
        columns([Draw(probability)])


def test_a_place_that_is_nowhere_is_refused():
    with pytest.raises(ValueError, match="finite"):
        columns([Draw(0.5, position=float("nan"))])


def test_more_drawn_than_there_are_is_refused():
    with pytest.raises(ValueError, match="3 were drawn of 2"):
        told(alike(0, 3, probability=0.5), 2)


any_draws = st.lists(
    st.builds(
        Draw,
        st.one_of(st.floats(1e-4, 1), st.just(1.0)),
        st.sampled_from([True, False, None]),
        st.sampled_from(["base", "money", "odd"]),
        st.integers(0, 50),
    ),
    max_size=120,
)


@given(any_draws, st.integers(0, 5_000))
def test_whatever_is_drawn_the_estimate_keeps_to_what_is_known(draws, more):
    found = told(draws, len(draws) + more)
    right = found.answered - found.found
    assert 0 <= found.interval.low <= found.interval.high <= 1
    if found.value is not None:
        assert found.interval.low - 1e-9 <= found.value <= found.interval.high + 1e-9
        assert found.numbers.low >= found.found - 1e-6
        assert found.numbers.high <= found.size - right + 1e-6


@given(any_draws, st.randoms(use_true_random=False))
def test_the_order_of_the_list_says_nothing(draws, random):
    other = list(draws)
    random.shuffle(other)
    one, two = told(draws, 400), told(other, 400)
    assert one.value == pytest.approx(two.value)
    assert [one.interval.low, one.interval.high] == pytest.approx([two.interval.low, two.interval.high], abs=1e-9)


@given(any_draws)
def test_looking_and_being_unsure_is_the_same_as_not_looking(draws):
    """There is no third answer: what is not right or wrong is None."""
    found: Estimate = told(draws, 500)
    assert found.answered == sum(draw.wrong is not None for draw in draws)


@pytest.mark.slow
def test_a_million_draws_are_summed_in_about_a_second():
    random = np.random.default_rng(1)
    many = 1_000_000
    answered = random.random(many) < 0.6
    draws = Draws(
        random.uniform(0.01, 1, many),
        answered,
        answered & (random.random(many) < 0.03),
        random.integers(0, 8, many),
        random.permutation(many).astype(float),
    )
    started = time.perf_counter()
    found = estimate(draws, 60_000_000)
    took = time.perf_counter() - started
    print(f"a million draws in {took:.2f} s")  # noqa: T201 - the figure
    assert found.value == pytest.approx(0.03, rel=0.1)
    assert took < 3
