"""The article's four numbers of two periods."""

from datetime import UTC, datetime, timedelta

import pytest

from oversight.action.risk import Risk
from oversight.review.four_numbers import (
    FourNumbers,
    compared,
    high_stakes_errors,
    needing_a_person,
    seconds_to_detection,
)
from oversight.statistics.agreement import agreement
from oversight.statistics.draws import Draw
from oversight.statistics.proportions import Direction

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SIZES = {Risk.LOW: 10_000, Risk.MEDIUM: 900, Risk.HIGH: 1_500, Risk.CRITICAL: 500}


def reviewed(wrong, right, risk=Risk.HIGH, probability=0.1):
    return [(risk, Draw(probability, wrong=index < wrong)) for index in range(wrong + right)]


def period(wrong, hours, same, asked):
    return FourNumbers(
        high_stakes_errors=high_stakes_errors(reviewed(wrong, 200 - wrong), SIZES),
        seconds_to_detection=seconds_to_detection(
            (NOON, NOON + timedelta(hours=hours, minutes=minute)) for minute in range(20)
        ),
        agreement=agreement([("right", "right")] * same + [("right", "wrong")] * (100 - same), ("right", "wrong")),
        needing_a_person=needing_a_person(asked, 1_000),
    )


def test_only_high_and_critical_risk_is_high_stakes():
    drawn = [*reviewed(8, 92), *reviewed(2, 98, Risk.CRITICAL), *reviewed(90, 10, Risk.LOW)]
    found = high_stakes_errors(drawn, SIZES)
    assert (found.size, found.drawn, found.found) == (2_000, 200, 10)
    assert found.value == pytest.approx(0.05)
    assert found.number == pytest.approx(100)
    assert found.enough


def test_what_was_noticed_before_it_happened_was_noticed_at_once():
    found = seconds_to_detection([(NOON, NOON - timedelta(hours=1)), (NOON, NOON + timedelta(minutes=1))])
    assert (found.of, found.value) == (2, 30)


def test_what_moved_is_said_and_what_may_be_chance_is_not():
    worse, better = period(wrong=60, hours=9, same=60, asked=500), period(wrong=10, hours=1, same=97, asked=300)
    fell = compared(worse, better)
    assert fell.high_stakes_errors.direction is Direction.FALLING
    assert fell.seconds_to_detection.direction is Direction.FALLING
    assert fell.seconds_to_detection.value == -8 * 3600
    assert fell.agreement.direction is Direction.RISING
    assert fell.needing_a_person.direction is Direction.FALLING
    assert compared(better, worse).needing_a_person.direction is Direction.RISING
    same = compared(better, better)
    assert {same.high_stakes_errors.direction, same.seconds_to_detection.direction} == {Direction.NOT_TOLD_APART}
    assert {same.agreement.direction, same.needing_a_person.direction} == {Direction.NOT_TOLD_APART}


def test_too_few_reviews_never_show_a_change():
    """20 of 20 wrong against 0 of 200 is far apart, but 20 answers are not enough to say."""
    few = FourNumbers(
        high_stakes_errors=high_stakes_errors(reviewed(20, 0, probability=0.01), SIZES),
        seconds_to_detection=seconds_to_detection([(NOON, NOON)] * 5),
        agreement=agreement([], ("right", "wrong")),
        needing_a_person=needing_a_person(0, 0),
    )
    assert not few.high_stakes_errors.enough
    found = compared(period(wrong=0, hours=3, same=90, asked=400), few)
    for moved in (found.high_stakes_errors, found.seconds_to_detection, found.agreement, found.needing_a_person):
        assert (moved.value, moved.direction) == (None, Direction.NOT_TOLD_APART)
