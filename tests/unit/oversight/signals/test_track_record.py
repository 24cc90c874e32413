"""How often an agent was right lately: a Beta mean whose evidence fades."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.signals.track_record import FEWEST, HALF_LIFE, posterior_mean

MONTHS = HALF_LIFE.total_seconds()
records = st.lists(st.tuples(st.floats(0, 5 * MONTHS), st.booleans()), max_size=60)


def accuracy(*record):
    ages, right = zip(*record, strict=True) if record else ((), ())
    return posterior_mean(np.array(ages, np.float64), np.array(right, np.bool_))


@pytest.mark.parametrize(("right", "wrong", "expected"), [(10, 0, 11 / 12), (0, 10, 1 / 12), (95, 5, 96 / 102)])
def test_fresh_evidence_counts_whole(right, wrong, expected):
    assert accuracy(*[(0, True)] * right, *[(0, False)] * wrong) == pytest.approx(expected)


def test_after_a_half_life_it_counts_half():
    assert accuracy(*[(MONTHS, True)] * 40) == pytest.approx(21 / 22)


def test_too_little_evidence_says_nothing():
    fewest = round(FEWEST)
    assert accuracy() is None
    assert accuracy(*[(0, True)] * (fewest - 1)) is None
    assert accuracy(*[(0, True)] * fewest) is not None
    assert accuracy(*[(MONTHS, True)] * (2 * fewest - 1)) is None


@given(records, st.floats(0, 5 * MONTHS))
def test_one_more_wrong_one_lowers_it_and_one_more_right_one_raises_it(record, age):
    before = accuracy(*record)
    if before is not None:
        assert 0 < before < 1
        assert accuracy(*record, (age, False)) < before < accuracy(*record, (age, True))
