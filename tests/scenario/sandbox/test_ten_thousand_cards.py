"""Not one false alarm over 10,000 generated cards, and 2,000 other messages and views about the same actions.

The first 2,500 are looked at in each run, the others with the slow tests.
"""

import random

import pytest

from tests.unit.sandbox.everything_shown import scene
from tests.unit.sandbox.taken_by_slack import refused

CARDS, AT_ONCE, EACH_RUN = 10_000, 250, 2_500
ANOTHER = 5
"""For each so many cards, one message or view of another kind."""


@pytest.mark.parametrize(
    "start",
    [
        *range(0, EACH_RUN, AT_ONCE),
        *(pytest.param(start, marks=pytest.mark.soak) for start in range(EACH_RUN, CARDS, AT_ONCE)),
    ],
)
def test_each_of_these_cards_is_taken(start):
    alarms = {}
    for number in range(start, start + AT_ONCE):
        one = scene(random.Random(f"card {number}"))
        alarms[number] = refused(one.card()) or (number % ANOTHER == 0 and refused(one.another(number // ANOTHER)))
    assert len(alarms) == AT_ONCE
    assert {number: alarm for number, alarm in alarms.items() if alarm} == {}
