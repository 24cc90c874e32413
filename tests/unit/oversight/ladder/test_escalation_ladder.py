"""Time is an argument: nothing happens early, nothing twice, and late is like on time."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.decision import CLOCK, Actor, DeciderKind
from oversight.action.event_details import event_details
from oversight.action.event_kind import EventKind
from oversight.action.moves import climb
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.route import answering
from oversight.action.rule import Rule
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.calendar import Absence, BusinessHours, OpeningSpan, Roster
from oversight.ladder.deadline import climb_from, due_at, expire_if_overdue, next_step
from oversight.voting.decide import cast_vote, decide
from tests.unit.oversight.builders import NOW, a_person, a_rung, an_action, approve, human

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
FIRST = a_rung(remind_after=5 * MINUTE, escalate_after=10 * MINUTE)
SECOND_RUNG = a_rung(tier="team_lead", remind_after=5 * MINUTE, escalate_after=10 * MINUTE)
LAST = a_rung(tier="executive", remind_after=5 * MINUTE, escalate_after=10 * MINUTE)

spans = st.none() | st.integers(1, 3_600).map(lambda seconds: timedelta(seconds=seconds))
WEEK = tuple((OpeningSpan(540, 720), OpeningSpan(780, 1020)) if day < 5 else () for day in range(7))
hours = st.none() | st.just(BusinessHours("Europe/Berlin", WEEK))
rosters = st.none() | st.lists(st.tuples(st.sampled_from(["U1", "U2", "U3"]), st.integers(0, 90)), max_size=4).map(
    lambda away: Roster(None, tuple(Absence(who, NOW + at * MINUTE, NOW + (at + 20) * MINUTE) for who, at in away))
)
rungs = st.builds(
    lambda remind, escalate, hours, roster, needed: a_rung(
        remind_after=remind, escalate_after=escalate, hours=hours, roster=roster, approvals_required=needed
    ),
    spans,
    spans,
    hours,
    rosters,
    st.integers(1, 3),
)
actions = st.builds(
    lambda ladder, timeout: an_action(*ladder, timeout=timedelta(seconds=timeout)),
    st.lists(rungs, min_size=1, max_size=4),
    st.integers(1, 7_200),
)


def steps_until_the_end(action: Action) -> list[Transition]:
    """What happens where time looks exactly when something is due."""
    taken = []
    while (at := due_at(action)) is not None:
        step = next_step(action, at)
        assert step is not None
        taken.append(step)
        action = step.action
        assert len(taken) < 50
    return taken


def kinds(steps: list[Transition]) -> list[EventKind]:
    return [event.kind for step in steps for event in step.events]


def test_a_whole_ladder_of_silence():
    steps = steps_until_the_end(an_action(FIRST, SECOND_RUNG, LAST))
    assert [(step.events[0].kind.value, step.events[0].at - NOW) for step in steps] == [
        ("action.reminded", 5 * MINUTE),
        ("action.escalated", 10 * MINUTE),
        ("action.reminded", 15 * MINUTE),
        ("action.escalated", 20 * MINUTE),
        ("action.reminded", 25 * MINUTE),
        ("action.decided", 30 * MINUTE),
    ]
    end = steps[-1].action
    assert end.status is Status.TIMED_OUT
    assert end.decision is not None
    assert end.decision.decided_by == CLOCK
    assert end.decision.decided_by.kind is DeciderKind.TIMEOUT
    assert "not a person" in (end.decision.reason or "")


@given(actions, st.integers(1, 10_000))
def test_nothing_happens_early(action, microseconds):
    at = due_at(action)
    assert at is not None
    assert next_step(action, at - timedelta(microseconds=microseconds)) is None
    assert next_step(action, at) is not None


@given(actions)
def test_every_wait_ends_timed_out_at_its_deadline_or_before_where_nobody_is_there(action):
    steps = steps_until_the_end(action)
    end = steps[-1].action
    assert end.decision is not None
    if end.decision.rule == "nobody_there":
        assert end.status is Status.REJECTED
        assert end.rung is not None
        assert not end.rung.are_enough(end.rung.reviewers)
    else:
        assert (end.status, end.decision.at) == (Status.TIMED_OUT, action.deadline_at)
    assert kinds(steps).count(EventKind.DECIDED) == 1
    assert kinds(steps).count(EventKind.ESCALATED) == (end.assignment.rung if end.assignment else 0)


@given(actions, st.integers(0, 100_000))
def test_whoever_looks_late_gets_one_weightiest_step_and_the_same_end(action, late):
    deadline = action.deadline_at
    assert deadline is not None
    step = next_step(action, deadline + timedelta(seconds=late))
    assert step is not None
    on_time = next_step(action, NOW)
    nobody_was_there = on_time is not None and on_time.action.status is Status.REJECTED
    assert step.action.status is (Status.REJECTED if nobody_was_there else Status.TIMED_OUT)
    assert due_at(step.action) is None
    assert next_step(step.action, deadline + timedelta(days=9)) is None


@given(actions)
def test_each_rung_reminds_at_most_once(action):
    seen: list[int] = []
    for step in steps_until_the_end(action):
        if step.events[0].kind is EventKind.REMINDED:
            assert step.action.assignment is not None
            seen.append(step.action.assignment.rung)
    assert len(seen) == len(set(seen))


@given(actions)
def test_every_step_of_time_counts_one_revision_and_leaves_one_fact(action):
    before = action
    for step in steps_until_the_end(action):
        assert step.action.revision == before.revision + 1
        assert len(step.events) == 1
        assert step.action.version == before.version
        before = step.action


def test_the_last_tier_never_climbs():
    action = an_action(a_rung(escalate_after=MINUTE))
    assert due_at(action) == action.deadline_at
    assert climb(action, NOW, human(), rule=Rule.REVIEWER, reason="up") is None
    refused = climb_from(0, action, NOW, human(), rule=Rule.REVIEWER, reason="up")
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.NO_HIGHER_TIER
    assert "Team member is the last tier" in refused.sentence


def test_climbing_asks_anew_and_keeps_the_deadline():
    action = an_action(FIRST, LAST)
    voted = cast_vote(an_action(a_rung(approvals_required=2), LAST), approve(), a_person(), NOW)
    assert isinstance(voted, Transition)
    step = climb(replace(action, votes=voted.action.votes), NOW + MINUTE, human(), rule=Rule.REVIEWER, reason="up")
    assert step is not None
    assert step.action.assignment is not None
    assert (step.action.assignment.rung, step.action.assignment.opened_at) == (1, NOW + MINUTE)
    assert step.action.deadline_at == action.deadline_at
    assert step.action.status is Status.PENDING
    (event,) = step.events
    assert event_details(event) == {"from": "team_member", "to": "executive"}
    assert event.actor == human()


@pytest.mark.parametrize("status", [status for status in Status if status.is_final])
def test_time_changes_nothing_that_is_decided(status):
    by = Actor(DeciderKind.HUMAN, "U1", "Person U1")
    final = decide(an_action(FIRST, LAST), status, by, NOW, rule="quorum").action
    assert due_at(final) is None
    assert next_step(final, NOW + timedelta(days=365)) is None


def test_time_changes_nothing_where_no_person_is_asked():
    assert due_at(an_action(assignment=None)) is None


def test_a_reminder_that_fell_due_with_the_escalation_is_swallowed_by_it():
    step = next_step(an_action(FIRST, LAST), NOW + 11 * MINUTE)
    assert step is not None
    assert [event.kind for event in step.events] == [EventKind.ESCALATED]


@pytest.mark.parametrize("rung", [0, 2, -1])
def test_handing_up_from_the_card_of_another_rung_climbs_nowhere(rung):
    step = climb(an_action(FIRST, SECOND_RUNG, LAST), NOW, human(), rule=Rule.REVIEWER, reason="up")
    assert step is not None
    refused = climb_from(rung, step.action, NOW, human(), rule=Rule.REVIEWER, reason="up")
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.STALE_CARD
    assert "team lead" in refused.sentence
    assert isinstance(climb_from(1, step.action, NOW, human(), rule=Rule.REVIEWER, reason="up"), Transition)


@given(actions, st.integers(-10_000, 10_000))
def test_a_late_click_expires_exactly_what_the_clock_would(action, seconds):
    deadline = action.deadline_at
    assert deadline is not None
    now = deadline + timedelta(seconds=seconds)
    expired = expire_if_overdue(action, now)
    assert expired == (next_step(action, now) if seconds >= 0 else None)
    assert expire_if_overdue(replace(action, assignment=None), now) is None
    if expired is not None:
        assert expire_if_overdue(expired.action, now) is None


def test_rungs_without_reviewers_are_left_out_and_the_last_stays():
    nobody = a_rung(reviewers=())
    assert answering((nobody, FIRST, nobody, LAST)) == (FIRST, LAST)
    assert answering((nobody, replace(nobody, tier="executive"))) == (replace(nobody, tier="executive"),)


def test_a_climb_does_not_claim_that_nobody_answered_where_somebody_did():
    action = an_action(replace(FIRST, approvals_required=2), LAST)
    voted = cast_vote(action, approve(), a_person(), NOW + SECOND)
    assert isinstance(voted, Transition)
    step = next_step(voted.action, NOW + 10 * MINUTE)
    assert step is not None
    assert step.events[0].reason == "No decision within 10 minutes, 1 of 2 approvals"
    silent = next_step(action, NOW + 10 * MINUTE)
    assert silent is not None
    assert silent.events[0].reason == "Nobody answered within 10 minutes"
