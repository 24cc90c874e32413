"""Threshold advice over actions whose scores are written down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.rehearsal.frontier import ThresholdMove, frontier
from oversight.rehearsal.recorded import Truth, Witness
from oversight.statistics.shares import plain_share, wilson

RIGHT, WRONG = Truth(correct=True), Truth(correct=False)


def moved(score, truth=None):
    return ThresholdMove(score, runs=False, asked=True, truth=truth)


ALWAYS_ASKED, ALWAYS_RUNS = (ThresholdMove(None, runs=ran, asked=not ran, truth=WRONG) for ran in (False, True))


def points(moves, **thresholds):
    found = frontier(moves, **{"auto_approve": 0.85, "auto_reject": 0.3} | thresholds)
    assert found is not None
    return found


def test_each_threshold_that_makes_a_difference_is_a_point():
    """Scores 0.5, 0.7 and 0.9: asked about none, one, two and three of them, and always of the one that a rule asks."""
    found = points([moved(0.5, WRONG), moved(0.7, RIGHT), moved(0.9, RIGHT), ALWAYS_ASKED])
    assert [(point.threshold, point.asked.hits) for point in found.points] == [
        (0.31, 1),
        (0.51, 2),
        (0.71, 3),
        (0.91, 4),
    ]
    assert [point.caught for point in found.points] == [plain_share(n, 2) for n in (1, 2, 2, 2)]
    assert [point.passed for point in found.points] == [plain_share(n, 2) for n in (2, 2, 1, 0)]
    assert (found.moved, found.moved_known) == (3, 3)


def test_the_policy_s_own_threshold_is_told_exactly():
    """At a score of exactly the threshold it runs."""
    found = points([moved(0.855, WRONG), moved(0.9, RIGHT)], auto_approve=0.855)
    assert found.current.threshold == 0.855
    assert found.current.caught.hits == 0


def test_a_sample_weighs_what_it_speaks_for():
    drawn = Truth(correct=False, witness=Witness.LAZY_REVIEW, probability=0.05)
    found = points([moved(0.95, drawn), moved(0.5, WRONG)])
    assert found.current.caught.value == pytest.approx(1 / 21)


@pytest.mark.parametrize("moves", [[], [ALWAYS_ASKED, ALWAYS_RUNS], [moved(0.9)]])
def test_without_known_truth_in_its_reach_no_advice(moves):
    assert frontier(moves, auto_approve=0.85, auto_reject=0.3) is None


def test_the_advice_counts_the_lower_end_of_the_interval():
    """40 of 40 wrong ones caught say at least 91 %: enough for 0.9, too few for 0.95."""
    wrong = [moved(0.6, WRONG)] * 40
    found = points([*wrong, *[moved(0.8, RIGHT)] * 40])
    assert wilson(40, 40).low == pytest.approx(0.912, abs=1e-3)
    advised = found.cheapest(0.9)
    assert advised is not None
    assert (advised.threshold, advised.asked.hits) == (0.61, 40)
    assert found.cheapest(0.95) is None


def test_what_runs_in_any_case_cannot_be_caught():
    found = points([moved(0.6, WRONG), *[ALWAYS_RUNS] * 9])
    assert found.points[-1].caught == plain_share(1, 10)
    assert found.cheapest(0.2) is None


@given(st.lists(st.tuples(st.floats(0.31, 1), st.sampled_from([RIGHT, WRONG, None])), max_size=40))
def test_a_stricter_threshold_asks_more_catches_more_and_lets_less_pass(drawn):
    found = frontier([moved(*action) for action in drawn], auto_approve=0.85, auto_reject=0.3)
    if found is None:
        assert all(truth is None for _, truth in drawn)
        return
    for one, other in zip(found.points, found.points[1:], strict=False):
        assert one.threshold < other.threshold
        assert one.asked.hits < other.asked.hits
        assert one.caught.hits <= other.caught.hits
        assert one.passed.hits >= other.passed.hits
