"""Whose word counts for what was right."""

import pytest
from msgspec.structs import replace

from oversight.action.decision import CLOCK, Actor, DeciderKind, Decision, Outcome
from oversight.action.status import OutcomeKind, Status
from oversight.rehearsal.recorded import Truth, Witness, truth_of
from oversight.review.sample import Finding, Pick, Sample
from tests.unit.oversight.builders import NOW, an_action, human

POLICY = Actor(DeciderKind.POLICY, "sha256:0", "policy")


def after(status, by, outcome=None):
    decided = replace(an_action(), status=status, decision=Decision(status, by, NOW, "a rule"))
    return replace(decided, outcome=outcome and Outcome(outcome, NOW))


def sample(finding, probability=0.05):
    return Sample("dig_1.1", "dig_1", Pick("act_1", "base_rate", probability), 1, finding, human(), NOW)


RAN, ERROR = after(Status.APPROVED, POLICY), OutcomeKind.ERROR_FOUND


@pytest.mark.parametrize(
    ("action", "reviewed", "truth"),
    [
        (an_action(), None, None),
        (after(Status.APPROVED, human()), None, Truth(correct=True, witness=Witness.REVIEWER)),
        (after(Status.REJECTED, human()), None, Truth(correct=False, witness=Witness.REVIEWER)),
        (after(Status.MODIFIED, human()), None, Truth(correct=False, witness=Witness.REVIEWER)),
        (after(Status.REJECTED, POLICY), None, None),
        (after(Status.TIMED_OUT, CLOCK), None, None),
        (RAN, None, None),
        (after(Status.APPROVED, POLICY, OutcomeKind.EXECUTED), None, None),
        (after(Status.APPROVED, POLICY, OutcomeKind.FAILED), None, None),
        (after(Status.APPROVED, POLICY, ERROR), None, Truth(correct=False, witness=Witness.OUTCOME)),
        (after(Status.APPROVED, human(), ERROR), None, Truth(correct=False, witness=Witness.OUTCOME)),
        (RAN, sample(Finding.RIGHT), Truth(correct=True, witness=Witness.LAZY_REVIEW, probability=0.05)),
        (RAN, sample(Finding.WRONG), Truth(correct=False, witness=Witness.LAZY_REVIEW, probability=0.05)),
        (RAN, sample(Finding.UNSURE), None),
        (after(Status.APPROVED, POLICY, ERROR), sample(Finding.RIGHT), Truth(correct=False, witness=Witness.OUTCOME)),
    ],
)
def test_who_is_believed(action, reviewed, truth):
    """A person's word and a found error count; that it ran, a timeout and a policy's word say nothing."""
    assert truth_of(action, reviewed) == truth


def test_a_finding_speaks_for_all_that_were_not_drawn():
    assert Truth(correct=True, witness=Witness.LAZY_REVIEW, probability=0.05).weight == 20
