"""The draw is repeatable for us and for an auditor, unpredictable for agents, and as frequent as it says."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.review.sampler.draw import day_key, redraw
from tests.unit.oversight.review.sampler.builders import SECRET

DAY = date(2026, 3, 2)
KEY = day_key(SECRET, DAY)
IDS = [f"act_{number:026}" for number in range(20_000)]
GOLDEN = [7, 16, 30, 38, 66, 67, 93, 95, 99, 101, 118, 123, 154, 175, 178, 183, 199]


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.5, 0.95])
def test_it_is_as_frequent_as_the_probability_says(rate):
    drawn = sum(redraw(KEY, action_id, rate) for action_id in IDS)
    assert abs(drawn - rate * len(IDS)) < 5 * math.sqrt(len(IDS) * rate * (1 - rate))


@given(st.text(), st.dates(), st.binary(min_size=1))
def test_all_at_one_and_none_at_nought(action_id, day, secret):
    assert redraw(day_key(secret, day), action_id, 1.0)
    assert not redraw(day_key(secret, day), action_id, 0.0)


@given(st.text(), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_probability_keeps_what_was_drawn(action_id, one, other):
    lower, higher = sorted((one, other))
    assert redraw(KEY, action_id, higher) or not redraw(KEY, action_id, lower)


def test_without_a_secret_there_is_no_key():
    with pytest.raises(ValueError, match="agents could tell"):
        day_key(b"", DAY)


def test_it_is_the_same_in_every_process_and_release():
    assert [int(action_id[4:]) for action_id in IDS[:200] if redraw(KEY, action_id, 0.1)] == GOLDEN


def test_another_day_or_secret_draws_others():
    keys = [KEY, day_key(SECRET, DAY + timedelta(days=1)), day_key(SECRET + b"!", DAY)]
    drawn = [{action_id for action_id in IDS if redraw(key, action_id, 0.5)} for key in keys]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        both = len(drawn[one] & drawn[other])
        assert abs(both - len(IDS) / 4) < 5 * math.sqrt(len(IDS) * 3 / 16)
