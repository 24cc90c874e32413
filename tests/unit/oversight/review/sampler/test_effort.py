"""What a look takes is measured by what reviewers did."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oversight.review.sampler.effort import FEWEST, LONGEST, Look, minutes_by_type
from tests.unit.oversight.review.sampler.builders import MONDAY


def looks(reviewer, spans, action_type="tag.add", since=MONDAY):
    at = since
    yield Look(reviewer, at, action_type)
    for span in spans:
        at += span
        yield Look(reviewer, at, action_type)


def test_the_median_of_the_times_between_one_reviewers_answers():
    minutes = [timedelta(minutes=2)] * FEWEST + [timedelta(minutes=9)] * (FEWEST - 1)
    assert minutes_by_type(looks("U1", minutes)) == {"tag.add": pytest.approx(2)}


def test_pauses_and_other_reviewers_do_not_count():
    pauses = [timedelta(minutes=2), LONGEST + timedelta(seconds=1)] * FEWEST
    assert minutes_by_type([*looks("U1", pauses), *looks("U2", [timedelta(0)])]) == {"tag.add": pytest.approx(2)}


def test_too_few_say_nothing():
    assert minutes_by_type(looks("U1", [timedelta(minutes=2)] * (FEWEST - 1))) == {}
    assert minutes_by_type([]) == {}
