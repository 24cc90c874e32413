"""Who answered what, said the same everywhere; a timeout is nobody's no, a policy's yes is nobody's yes."""

import pytest

from oversight.action.decision import CLOCK, Actor, DeciderKind, Decision
from oversight.action.decision_words import decided_words
from oversight.action.status import Status
from tests.unit.oversight.builders import NOW, an_agent

LEA = Actor(DeciderKind.HUMAN, "U1", "Lea Brandt")
POLICY = Actor(DeciderKind.POLICY, "sha256:0", "policy")


@pytest.mark.parametrize(
    ("status", "by", "words"),
    [
        (Status.APPROVED, LEA, "Approved by Lea Brandt"),
        (Status.MODIFIED, LEA, "Approved with changes by Lea Brandt"),
        (Status.REJECTED, LEA, "Rejected by Lea Brandt"),
        (Status.APPROVED, POLICY, "Approved by policy, no person looked"),
        (Status.REJECTED, POLICY, "Rejected by policy, no person looked"),
        (Status.TIMED_OUT, CLOCK, "Timed out: nobody decided"),
        (Status.CANCELLED, an_agent().actor, "Withdrawn by refund-bot"),
    ],
)
def test_each_decision_in_words(status, by, words):
    assert decided_words(Decision(status, by, NOW, "quorum")) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("nobody_to_ask", "Rejected by policy, which names nobody to ask"),
        ("nobody_there", "Rejected by policy, nobody was there to ask"),
    ],
)
def test_a_no_for_want_of_people_says_so(rule, words):
    """Somebody of an earlier stage may have looked, so that it is not said that nobody did."""
    assert decided_words(Decision(Status.REJECTED, POLICY, NOW, rule)) == words


def test_where_several_had_to_agree_all_are_named():
    max_ = Actor(DeciderKind.HUMAN, "U2", "Max Fisch")
    decision = Decision(Status.APPROVED, LEA, NOW, "quorum", together_with=(max_,))
    assert decided_words(decision) == "Approved by Max Fisch and Lea Brandt"


def test_what_is_pending_has_no_words():
    with pytest.raises(ValueError, match="pending"):
        decided_words(Decision(Status.PENDING, LEA, NOW, "quorum"))
