"""What becomes of a deadline that passes, and of a tier where nobody is: held, asked higher, or ended."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.decision import DeciderKind
from oversight.action.route import OnTimeout
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.calendar import Absence, Roster
from oversight.ladder.deadline import due_at, expire_if_overdue, next_step
from oversight.voting.decide import cast_vote
from tests.unit.oversight.builders import NOW, a_person, a_rung, approve
from tests.unit.oversight.silence import LOW, MINUTE, TOP, asked, late, on_time, told


def test_what_is_held_waits_on_without_a_deadline_and_keeps_its_dates():
    ladder = (replace(LOW, escalate_after=40 * MINUTE), replace(TOP, escalate_after=None, remind_after=9 * MINUTE))
    steps = on_time(asked(*ladder, on_timeout=OnTimeout.HOLD))
    assert told(steps) == [("held", 30), ("escalated", 40), ("reminded", 49)]
    held = steps[0]
    assert held.action.is_held
    assert held.action.deadline_at is None
    assert held.events[0].in_words == "Nobody decided within 30 minutes. It is held until somebody answers."
    assert held.events[0].actor.kind is DeciderKind.TIMEOUT
    assert due_at(steps[-1].action) is None
    answered = cast_vote(steps[-1].action, approve(rung=1), a_person("U8"), NOW + timedelta(days=9))
    assert isinstance(answered, Transition)
    assert answered.action.status is Status.APPROVED
    assert not answered.action.is_held


def test_a_deadline_that_climbs_gives_as_much_time_again_and_ends_at_the_top():
    plain = (a_rung(), a_rung(tier="team_lead"), a_rung(tier="executive"))
    steps = on_time(asked(*plain, on_timeout=OnTimeout.ESCALATE))
    assert told(steps) == [("escalated", 30), ("escalated", 60), ("decided", 90)]
    assert steps[0].events[0].rule == "review_timeout"
    assert steps[-1].action.status is Status.TIMED_OUT
    assert steps[-1].action.decision is not None
    assert "within 1 hour 30 minutes" in (steps[-1].action.decision.reason or "")


def test_a_deadline_climbs_to_nobody_who_is_not_there():
    away = Roster(None, (Absence("U8", NOW, NOW + timedelta(days=1)), Absence("U9", NOW, NOW + timedelta(days=1))))
    [step] = on_time(asked(a_rung(), replace(TOP, roster=away), on_timeout=OnTimeout.ESCALATE))
    assert step.action.status is Status.TIMED_OUT


def test_under_a_halt_a_deadline_that_had_passed_gives_its_time_from_there():
    action = asked(a_rung(), TOP, on_timeout=OnTimeout.ESCALATE)
    assert action.assignment is not None
    frozen = replace(action, assignment=replace(action.assignment, frozen_at=NOW + 30 * MINUTE))
    [step] = late(frozen, NOW + 50 * MINUTE)
    assert step.action.assignment is not None
    assert step.action.assignment.deadline_at == NOW + 60 * MINUTE


AWAY = Roster(None, tuple(Absence(who, NOW - MINUTE, NOW + 60 * MINUTE) for who in ("U1", "U2", "U3")))
NOBODY = a_rung(roster=AWAY, remind_after=MINUTE)


@pytest.mark.parametrize("after", [0, 10, 3_000])
def test_where_nobody_is_there_and_nobody_above_the_policy_rejects_it_however_late(after):
    action = asked(NOBODY)
    now = NOW + after * MINUTE
    step = next_step(action, now)
    assert step is not None
    decision = step.action.decision
    assert decision is not None
    assert (decision.status, decision.rule) == (Status.REJECTED, "nobody_there")
    assert decision.decided_by.kind is DeciderKind.POLICY
    assert expire_if_overdue(action, now) == (step if after == 3_000 else None)


def test_where_nobody_is_there_a_policy_that_holds_waits_until_somebody_is():
    action = asked(NOBODY, on_timeout=OnTimeout.HOLD)
    steps = on_time(action)
    assert told(steps) == [("held", 0), ("reopened", 60), ("reminded", 61)]
    assert (steps[0].events[0].rule, steps[1].events[0].rule) == ("nobody_there", "somebody_there")
    assert steps[0].action.rung is not None
    assert steps[0].action.rung.reviewers == ()
    assert steps[1].action.rung is not None
    assert steps[1].action.rung.reviewers == ("U1", "U2", "U3")


def test_what_is_held_is_asked_of_whoever_above_is_back_first():
    above = replace(TOP, roster=Roster(None, tuple(Absence(who, NOW, NOW + 20 * MINUTE) for who in ("U8", "U9"))))
    steps = on_time(asked(NOBODY, above, on_timeout=OnTimeout.HOLD), NOW + 20 * MINUTE)
    assert told(steps) == [("held", 0), ("escalated", 20)]
    assert steps[-1].action.tier == "executive"


def test_whoever_it_was_handed_to_can_decide_where_the_others_are_away():
    action = asked(NOBODY, a_rung(tier="executive", reviewers=("U9",)))
    assert told(on_time(action)[:1]) == [("escalated", 0)]
    assert action.assignment is not None
    handed = replace(action, assignment=replace(action.assignment, handed_to=("U9",)))
    assert told(on_time(handed)) == [("reminded", 1), ("decided", 30)]


@pytest.mark.parametrize("on_timeout", [OnTimeout.HOLD, OnTimeout.REJECT])
def test_silence_climbs_to_whoever_above_comes_back_later(on_timeout):
    away = Roster(None, tuple(Absence(who, NOW, NOW + 20 * MINUTE) for who in ("U8", "U9")))
    action = asked(
        LOW, replace(TOP, roster=away), timeout=15 if on_timeout is OnTimeout.HOLD else 30, on_timeout=on_timeout
    )
    held = [("held", 15)] if on_timeout is OnTimeout.HOLD else []
    assert told(on_time(action, NOW + 25 * MINUTE)) == [*held, ("escalated", 20)]


def test_silence_that_is_noticed_when_nobody_above_is_there_any_more_asks_nobody():
    leaves = Roster(None, tuple(Absence(who, NOW + 12 * MINUTE, NOW + timedelta(days=9)) for who in ("U8", "U9")))
    action = asked(LOW, replace(TOP, roster=leaves))
    assert due_at(action) == NOW + 10 * MINUTE
    assert next_step(action, NOW + 20 * MINUTE) is None
    assert [step.action.status for step in late(action, NOW + 30 * MINUTE)] == [Status.TIMED_OUT]
