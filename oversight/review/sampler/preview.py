"""What would be drawn: how many, by which reason, how many minutes. A value; nothing is drawn."""

from msgspec import Struct

from oversight.review.sampler.assessment import Assessment
from oversight.review.sampler.reason import Why


class Expected(Struct, frozen=True):
    """How many are expected to be drawn for one reason, which is the weightiest of each, and what that takes."""

    why: Why
    actions: float
    minutes: float


class Preview(Struct, frozen=True):
    """The sample that is to be expected."""

    candidates: int
    certain: int
    """Of these so many are drawn whatever happens."""
    actions: float
    minutes: float
    missing_minutes: float
    """By how much the base rate and what is certain alone exceed the budget; 0 without one."""
    by_reason: tuple[Expected, ...]
    """The reason that most are drawn for comes first."""


def preview(assessment: Assessment) -> Preview:
    """What is to be expected of this assessment."""
    fitted = assessment.fitted
    expected = [Expected(why, *counted) for why, counted in assessment.expected().items()]
    return Preview(
        candidates=len(assessment.action_ids),
        certain=int((fitted.probabilities == 1).sum()),
        actions=float(fitted.probabilities.sum()),
        minutes=fitted.minutes,
        missing_minutes=fitted.missing_minutes,
        by_reason=tuple(sorted(expected, key=lambda one: -one.actions)),
    )
