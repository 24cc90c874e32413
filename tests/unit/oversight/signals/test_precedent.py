"""Only what people said, and what went wrong, teaches anything."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.decision import CLOCK, Actor, DeciderKind, Decision, Outcome
from oversight.action.status import OutcomeKind, Status
from oversight.review.sample import Finding, Pick, Sample
from oversight.signals.precedent import Lesson, precedents_of
from tests.unit.oversight.builders import NOW, an_action, human

LATER = NOW + timedelta(hours=1)
POLICY = Actor(DeciderKind.POLICY, "sha256:0", "policy")


def decided(status=Status.APPROVED, by=None, outcome=None, **fields):
    decision = Decision(status, by or human(), NOW, "quorum", **fields)
    told = outcome and Outcome(outcome, LATER)
    return an_action(payload={"amount": 100}, status=status, decision=decision, outcome=told)


def found(finding, at=LATER):
    return Sample("dig_1.1", "dig_1", Pick("act_1", "base_rate", 0.05), 1, finding, human(), at)


def lessons(action, *samples):
    return [(sample.lesson, sample.at) for sample in precedents_of(action, samples)]


@pytest.mark.parametrize(
    ("action", "samples", "lesson"),
    [
        (decided(), (), (Lesson.GOOD, NOW)),
        (decided(Status.REJECTED), (), (Lesson.WRONG, NOW)),
        (decided(outcome=OutcomeKind.EXECUTED), (), (Lesson.GOOD, NOW)),
        (decided(outcome=OutcomeKind.FAILED), (), (Lesson.WRONG, LATER)),
        (decided(outcome=OutcomeKind.ERROR_FOUND), (), (Lesson.WRONG, LATER)),
        (decided(by=POLICY), (found(Finding.RIGHT),), (Lesson.GOOD, LATER)),
        (decided(by=POLICY), (found(Finding.WRONG),), (Lesson.WRONG, LATER)),
        (decided(by=POLICY, outcome=OutcomeKind.FAILED), (found(Finding.RIGHT),), (Lesson.WRONG, LATER)),
        (decided(by=POLICY, outcome=OutcomeKind.ERROR_FOUND), (), (Lesson.WRONG, LATER)),
        (decided(), (found(Finding.WRONG),), (Lesson.WRONG, LATER)),
    ],
)
def test_what_people_said_and_what_went_wrong_teaches(action, samples, lesson):
    assert lessons(action, *samples) == [lesson]


@pytest.mark.parametrize(
    ("action", "samples"),
    [
        (an_action(), ()),
        (decided(by=POLICY), ()),
        (decided(Status.REJECTED, POLICY), ()),
        (decided(by=POLICY, outcome=OutcomeKind.EXECUTED), ()),
        (decided(by=POLICY), (found(Finding.UNSURE),)),
        (decided(by=POLICY), (found(None, None),)),
        (decided(Status.TIMED_OUT, CLOCK), ()),
        (decided(Status.CANCELLED, an_action().agent.actor), ()),
    ],
)
def test_the_policys_yes_silence_and_withdrawal_teach_nothing(action, samples):
    """Nor does the agent's own word that it carried something out."""
    assert precedents_of(action, samples) == ()


def test_an_edit_says_that_the_proposal_was_wrong_and_what_would_have_been_right():
    action = decided(Status.MODIFIED, modified_payload={"amount": 50})
    action = replace(action, version=replace(action.version, number=2, payload={"amount": 50}))
    proposed, edited = precedents_of(action)
    assert (proposed.lesson, proposed.payload, proposed.agent_id) == (Lesson.WRONG, {"amount": 100}, "agt_1")
    assert (edited.lesson, edited.payload, edited.agent_id) == (Lesson.GOOD, {"amount": 50}, None)
    assert proposed.key != edited.key


def test_an_edit_that_went_wrong_was_wrong_too():
    action = decided(Status.MODIFIED, modified_payload={"amount": 50}, outcome=OutcomeKind.ERROR_FOUND)
    assert [lesson for lesson, _ in lessons(action)] == [Lesson.WRONG, Lesson.WRONG]
