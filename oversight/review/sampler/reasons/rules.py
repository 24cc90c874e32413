"""What one action says by itself, without any other: the rules of the article, in order."""

import math
from collections.abc import Iterator

from oversight.exact_json.canonical import Json
from oversight.review.sampler.candidate import Candidate
from oversight.review.sampler.facets import MOST_VALUES
from oversight.review.sampler.reason import WEIGHTS, Why
from oversight.review.sampler.settings import SamplerSettings

LOW_CONFIDENCE = 0.5
"""Every action with a confidence below this is looked at (the article's figure)."""
UNCANNY_VALLEY = (0.6, 0.75)
"""Neither sure nor unsure (the article's figures)."""
LONGEST = 5_000
"""Characters of text in one payload (the article's figure)."""
CHECKS_FLOOR, CHECKS_CLEAR = 0.5, 0.7
"""Under the first a person was asked; from the second on the checks passed clearly."""
SCORE_MARGIN = 0.05
"""So little above what the signals have to reach is a low score."""

Reasons = Iterator[tuple[Why, float]]


def rules_of(candidate: Candidate, settings: SamplerSettings) -> Reasons:
    """The reasons that hold, each with its weight; infinite where it makes the look certain."""
    if candidate.in_shadow:
        yield Why.SHADOW, math.inf
    confidence = candidate.confidence
    if confidence is not None and not confidence >= LOW_CONFIDENCE:
        yield Why.LOW_CONFIDENCE, math.inf
    if candidate.is_first_use:
        yield Why.FIRST_USE, math.inf
    if candidate.action_type and is_degenerate(candidate.payload):
        yield Why.DEGENERATE, math.inf
    checks = candidate.signals.get("rule_validator_score")
    if candidate.unclear_checks or (checks is not None and not checks >= CHECKS_CLEAR):
        yield Why.NEARLY_FAILED, WEIGHTS[Why.NEARLY_FAILED]
    if _has_low_score(candidate, settings):
        yield Why.LOW_SCORE, WEIGHTS[Why.LOW_SCORE]
    if confidence is not None and UNCANNY_VALLEY[0] <= confidence <= UNCANNY_VALLEY[1]:
        yield Why.UNCANNY_VALLEY, WEIGHTS[Why.UNCANNY_VALLEY]


def _has_low_score(candidate: Candidate, settings: SamplerSettings) -> bool:
    """Whether all signals are there and together only just suffice."""
    weights, signals = settings.signal_weights, candidate.signals
    if settings.auto_approve is None or not weights or not weights.keys() <= signals.keys():
        return False
    score = math.fsum(weight * signals[name] for name, weight in weights.items())
    return not score >= settings.auto_approve + SCORE_MARGIN


def is_degenerate(payload: Json) -> bool:
    """Whether the payload says nothing, says more than anybody writes, or has a number that is none."""
    text = values = 0
    says = False
    stack = [payload]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list | tuple):
            stack += value
        else:
            values += 1
            if isinstance(value, str):
                text += len(value)
                says = says or bool(value.strip())
            elif value is not None:
                says = True
                if isinstance(value, float) and not math.isfinite(value):
                    return True
        if text > LONGEST or values > MOST_VALUES * 8:
            return True
    return not says
