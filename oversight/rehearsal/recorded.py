"""What is needed of a past action to send it through a policy again."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from oversight.action.action import Action, Agent, Proposal
from oversight.action.decision import DeciderKind
from oversight.action.status import OutcomeKind, Status
from oversight.review.sample import Finding, Sample


class Witness(StrEnum):
    """Who says whether an action was right."""

    RECORDED = "recorded"
    """The person who wrote the recording."""
    OUTCOME = "outcome"
    """The agent found an error afterwards."""
    LAZY_REVIEW = "lazy_review"
    """A person looked at a sample of what had run."""
    REVIEWER = "reviewer"
    """A person decided before it ran."""


class Truth(Struct, frozen=True):
    """Whether it was right to run the action as proposed. It is counted, and routing never sees it."""

    correct: bool
    witness: Witness = Witness.RECORDED
    probability: float = 1.0
    """How likely it was that the truth of such an action became known; a sample of 1 in 20 speaks for 20."""

    @property
    def weight(self) -> float:
        """How many actions it stands for."""
        return 1 / self.probability


class Recorded(Struct, frozen=True):
    """One action of the past."""

    id: str
    proposal: Proposal
    agent: Agent
    at: datetime | None = None
    """When it was proposed; without it, conditions about the time have no answer."""
    truth: Truth | None = None


def truth_of(action: Action, sample: Sample | None) -> Truth | None:
    """What is known about an action afterwards; None where nobody has said anything.

    That it ran says nothing, and neither does a timeout. An error that was found counts more than an approval. It
    stands for one action only, because every reported error is known; a sample stands for the actions without a report.
    """
    if action.outcome is not None and action.outcome.kind is OutcomeKind.ERROR_FOUND:
        return Truth(correct=False, witness=Witness.OUTCOME)
    if sample is not None and sample.finding in (Finding.RIGHT, Finding.WRONG):
        return Truth(sample.finding is Finding.RIGHT, Witness.LAZY_REVIEW, sample.pick.probability)
    decision = action.decision
    if decision is not None and decision.decided_by.kind is DeciderKind.HUMAN:
        # An edited payload means that the proposed one was wrong.
        return Truth(decision.status is Status.APPROVED, Witness.REVIEWER)
    return None
