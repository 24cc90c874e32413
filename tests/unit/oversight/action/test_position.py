"""Where an action waits: the rung that is asked, those above it, and its stage."""

from datetime import timedelta

import pytest

from oversight.action.assignment import Assignment
from oversight.action.position import Position
from tests.unit.oversight.builders import NOW, a_rung, an_action

LADDER = (
    a_rung(tier="security", stage="security"),
    a_rung(tier="team_lead", stage="security", reviewers=()),
    a_rung(tier="team_member"),
    a_rung(tier="manager"),
)


@pytest.mark.parametrize(
    ("rung", "above", "stage", "next_up"),
    [
        (0, ["team_lead"], range(2), 1),
        (1, [], range(2), None),
        (2, ["manager"], range(2, 4), 3),
        (3, [], range(2, 4), None),
    ],
)
def test_what_is_above_belongs_to_the_same_stage(rung, above, stage, next_up):
    position = Position(LADDER, Assignment(rung, NOW, NOW + timedelta(hours=1)))
    assert position.here == LADDER[rung]
    assert position.from_here == LADDER[rung : stage.stop]
    assert ([higher.tier for higher in position.above], position.stage, position.next_up) == (above, stage, next_up)


def test_a_tier_that_names_nobody_is_nobody_above():
    assert not Position(LADDER, Assignment(0, NOW, None)).is_anybody_above(NOW)
    assert Position(LADDER, Assignment(2, NOW, None)).is_anybody_above(NOW)


def test_whoever_silence_brought_in_and_whoever_it_was_handed_to_are_asked_beside_the_reviewers():
    rung = a_rung(reviewers=("U1",), fallback=("U1", "U2"), fallback_after=timedelta(minutes=5))
    opened = Assignment(0, NOW, None)
    assert Position((rung,), opened).newly_asked == ("U2",)
    asked = Position((rung,), Assignment(0, NOW, None, fallback_asked=True, handed_to=("U3",)))
    assert (asked.asked.reviewers, asked.newly_asked) == (("U1", "U2", "U3"), ())


def test_what_the_policy_decided_waits_nowhere():
    action = an_action(assignment=None)
    assert (action.position, action.rung, action.stage, action.tier) == (None, None, None, "auto")
