"""Whoever was asked may look; who will be asked later may not yet."""

from datetime import timedelta

from msgspec.structs import replace

from oversight.voting.viewers import viewers
from tests.unit.oversight.builders import NOW, a_rung, an_action

LATER = NOW + timedelta(minutes=10)


def test_those_asked_before_and_now_may_look_and_those_above_may_not():
    ladder = (a_rung(reviewers=("U1",), fallback=("U2",)), a_rung(reviewers=("U3",)), a_rung(reviewers=("U4",)))
    action = an_action(*ladder)
    assert viewers(action) == ("U1",)
    assert action.assignment is not None
    assert viewers(replace(action, assignment=action.assignment.opening(1, LATER))) == ("U1", "U2", "U3")


def test_nobody_may_look_where_nobody_was_asked():
    assert viewers(an_action(a_rung(), assignment=None)) == ()
