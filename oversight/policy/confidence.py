"""What several signals say together: floors first, then a weighed sum; see ``patterns/confidence_routing.py``."""

import math
from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from oversight.action.route import Reason, Verdict

SIGNALS = (
    "llm_confidence",
    "semantic_similarity",
    "rule_validator_score",
    "historical_accuracy",
    "input_familiarity",
)
"""Each in [0, 1]; 1 speaks for letting the action run. ``input_familiarity``: 1 = like inputs that went well."""


Signals = Mapping[str, float]
NOTHING: Signals = MappingProxyType({})


class Thresholds(Struct, frozen=True):
    """When the weighed signals suffice. Weights sum to 1."""

    auto_approve: float
    auto_reject: float
    weights: Mapping[str, float]
    floors: Mapping[str, float]


def has_every(signals: Signals) -> bool:
    """Whether all of the five are there."""
    return all(name in signals for name in SIGNALS)


def floor_reason(signals: Signals, thresholds: Thresholds) -> Reason | None:
    """Why a person looks whatever the others say: a signal that is there is absurd, or lies under its floor."""
    absurd = [name for name in SIGNALS if name in signals and not 0 <= signals[name] <= 1]
    if absurd:
        return Reason("signals_absurd", f"Not between 0 and 1: {', '.join(absurd)}")
    for name, floor in thresholds.floors.items():
        if name in signals and signals[name] < floor:
            return Reason(f"floor_{name}", f"{name} is {signals[name]:.2f}, under its floor {floor:.2f}")
    return None


def score_signals(signals: Signals, thresholds: Thresholds) -> tuple[Verdict, Reason]:
    """What the signals say, with the reason. A missing signal or one under its floor calls a person."""
    if not has_every(signals):
        missing = ", ".join(name for name in SIGNALS if name not in signals)
        return Verdict.ASK, Reason("signals_missing", f"No signal for {missing}")
    if low := floor_reason(signals, thresholds):
        return Verdict.ASK, low
    score = weighted_sum(signals, thresholds)
    if score >= thresholds.auto_approve:
        return Verdict.APPROVE, Reason(
            "confidence", f"Signals weigh {score:.2f}, at least {thresholds.auto_approve:.2f}"
        )
    if score <= thresholds.auto_reject:
        return Verdict.REJECT, Reason("confidence", f"Signals weigh {score:.2f}, at most {thresholds.auto_reject:.2f}")
    return Verdict.ASK, Reason("confidence", f"Signals weigh {score:.2f}, between yes and no")


def weighted_sum(signals: Signals, thresholds: Thresholds) -> float:
    """All five, each by its weight; KeyError where one is missing."""
    return math.fsum(thresholds.weights[name] * signals[name] for name in SIGNALS)


def lower(said: Signals, measured: Signals) -> dict[str, float]:
    """The signals of both; where both speak, the lower one counts. NaN counts as lowest."""
    signals = dict(said)
    for name, value in measured.items():
        lower_one(signals, name, value)
    return signals


def lower_one(signals: dict[str, float], name: str, value: float) -> None:
    """The signal has this value, unless it had a lower one. NaN counts as lowest."""
    known = signals.get(name)
    if known is None or value < known or math.isnan(value):
        signals[name] = value
