"""Whatever the ladder: every date is met once, late is like on time, and silence releases nothing."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from oversight.action.decision import DeciderKind
from oversight.action.route import OnTimeout
from oversight.action.status import Status
from oversight.calendar import Absence, Roster
from oversight.ladder.deadline import due_at, next_step
from tests.unit.oversight.builders import NOW, a_rung
from tests.unit.oversight.silence import MINUTE, OFFICE, asked, late, on_time

spans = st.none() | st.integers(1, 40).map(lambda minutes: minutes * MINUTE)
people = st.lists(st.sampled_from(["U1", "U2", "U3", "U4"]), max_size=3, unique=True).map(tuple)
rosters = st.none() | st.lists(
    st.tuples(st.sampled_from(["U1", "U2", "U3", "U4"]), st.integers(-5, 60), st.integers(1, 60)), max_size=4
).map(lambda away: Roster(None, tuple(Absence(who, NOW + a * MINUTE, NOW + (a + b) * MINUTE) for who, a, b in away)))
rungs = st.builds(
    lambda stage, reviewers, fallback, roster, **options: a_rung(
        stage=stage, reviewers=reviewers or ("U1",), fallback=fallback, roster=roster, **options
    ),
    st.sampled_from(["a", "b", None]),
    people,
    people,
    rosters,
    remind_after=spans,
    remind_every=spans,
    remind_at_most=st.integers(1, 3),
    escalate_after=spans,
    fallback_after=spans,
    approvals_required=st.integers(1, 2),
    hours=st.sampled_from([None, OFFICE]),
)
ladders = st.lists(rungs, min_size=1, max_size=5).map(lambda all_: sorted(all_, key=lambda rung: rung.stage or "z"))
actions = st.builds(
    lambda ladder, timeout, on_timeout, repeats: asked(
        *ladder, timeout=timeout, on_timeout=on_timeout, repeat_ladder=repeats
    ),
    ladders,
    st.integers(1, 90),
    st.sampled_from(OnTimeout),
    st.integers(0, 2),
)


@given(actions)
def test_every_date_is_met_once_and_nothing_before_it(action):
    before = action
    for step in on_time(action):
        at = due_at(before)
        assert at is not None
        assert next_step(before, at - timedelta(microseconds=1)) is None
        assert step.action.revision == before.revision + 1
        assert len(step.events) == 1
        before = step.action
    if before.status is Status.PENDING:
        assert before.is_held, "silence ends everything that is not held"
    else:
        assert before.status in (Status.TIMED_OUT, Status.REJECTED)
        assert before.decision is not None
        assert before.decision.decided_by.kind is not DeciderKind.HUMAN


@given(actions, st.integers(0, 200), st.integers(0, 200))
def test_whoever_looks_again_at_the_same_moment_finds_nothing_to_do(action, first, more):
    """Outages delay, and double nothing."""
    for at in (NOW + first * MINUTE, NOW + (first + more) * MINUTE):
        steps = late(action, at)
        reminders = [step for step in steps if step.events[0].rule == "remind_after"]
        rungs_ = [
            (step.action.assignment.rung, step.action.assignment.round) for step in reminders if step.action.assignment
        ]
        assert len(rungs_) == len(set(rungs_)), "one look sends one reminder a rung"
        action = steps[-1].action if steps else action
        assert next_step(action, at) is None


@given(actions)
def test_looking_late_ends_it_no_later_and_releases_it_never(action):
    last = on_time(action)
    end = late(action, NOW + timedelta(days=30))
    for steps in (last, end):
        assert all(not step.action.status.releases for step in steps)
    if action.route.on_timeout is OnTimeout.REJECT:
        assert last[-1].action.status.is_final
        assert end[-1].action.status.is_final
