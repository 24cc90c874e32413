"""Reports of what came of an action, in any order, by anybody: what stands is never contradicted."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.decision import Actor, DeciderKind, Outcome
from oversight.action.event import OutcomeReported
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.status import OUTCOMES, OutcomeKind, Severity, Status
from oversight.action.transition import Transition
from oversight.review.outcome_report import CLOCK_SKEW, may_report_problem, refuse_problem, report
from tests.unit.oversight.builders import NOW, an_action, an_agent

LEA, SAM = (Actor(DeciderKind.HUMAN, name, name.capitalize()) for name in ("lea", "sam"))
AGENT = an_agent().actor
RELEASED = replace(an_action(), status=Status.APPROVED)
spans = st.integers(-900, 900).map(lambda seconds: timedelta(seconds=seconds))
times = st.none() | spans.map(lambda span: NOW + span)


@st.composite
def reports(draw):
    kind = draw(st.sampled_from(OutcomeKind))
    if kind is not OutcomeKind.ERROR_FOUND:
        return Outcome(kind, NOW), AGENT
    severity = draw(st.none() | st.sampled_from(Severity))
    return Outcome(kind, NOW, None, draw(times), severity, draw(times)), draw(st.sampled_from([AGENT, LEA, SAM]))


@given(st.lists(reports(), max_size=6))
def test_in_any_order_an_error_is_found_once_and_nothing_that_was_said_is_taken_back(said):
    action, told = RELEASED, []
    for outcome, by in said:
        before = action
        step = report(action, outcome, by)
        if isinstance(step, Refusal):
            assert step.code in (RefusalCode.OUTCOME_CONFLICT, RefusalCode.INVALID_OUTCOME)
            continue
        action = step.action
        assert action.revision == before.revision + len(step.events)
        told += [event.outcome for event in step.events if isinstance(event, OutcomeReported)]
        again = report(action, outcome, by)
        assert isinstance(again, Transition)
        assert (again.action, again.events) == (action, ())
    assert len(told) == len(set(told))
    assert not {OutcomeKind.EXECUTED, OutcomeKind.FAILED} <= set(told)
    stands = action.outcome
    assert (stands is None) == (told == [])
    if stands is not None and OutcomeKind.ERROR_FOUND in told:
        assert stands.kind is OutcomeKind.ERROR_FOUND
        assert [kind for kind in told if kind is not OutcomeKind.ERROR_FOUND] == [
            kind for kind in (stands.before,) if kind is not None
        ]


@given(reports())
def test_no_error_is_noticed_before_it_happened_or_lies_ahead(said):
    outcome, by = said
    step = report(RELEASED, outcome, by)
    given_times = [at for at in (outcome.happened_at, outcome.detected_at) if at is not None]
    ordered = len(given_times) < 2 or given_times[0] <= given_times[1]
    possible = ordered and all(at <= NOW + CLOCK_SKEW for at in given_times)
    assert isinstance(step, Transition) == possible
    if isinstance(step, Transition) and outcome.kind is OutcomeKind.ERROR_FOUND:
        stands = step.action.outcome
        assert stands is not None
        assert stands.detected_at is not None
        assert stands.happened_at is None or stands.happened_at <= stands.detected_at


@pytest.mark.parametrize("status", [status for status in Status if not status.releases])
@pytest.mark.parametrize("by", [AGENT, LEA])
def test_what_was_not_released_has_no_outcome(status, by):
    action = replace(RELEASED, status=status)
    assert not may_report_problem(action)
    refused = report(action, Outcome(OutcomeKind.ERROR_FOUND, NOW), by)
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.NOT_RELEASED
    assert refuse_problem(action) == refused


def test_who_comes_second_reads_whose_report_stands():
    found = Outcome(OutcomeKind.ERROR_FOUND, NOW, severity=Severity.HIGH)
    first = report(RELEASED, found, LEA)
    assert isinstance(first, Transition)
    assert first.action.outcome is not None
    assert first.action.outcome.by == LEA
    second = report(first.action, found, SAM)
    assert isinstance(second, Refusal)
    assert "error found (high), by Lea" in second.sentence
    same = report(first.action, found, AGENT)
    assert isinstance(same, Transition)
    assert same.events == ()


def test_every_first_report_is_taken():
    assert OUTCOMES[None] == frozenset(OutcomeKind)
