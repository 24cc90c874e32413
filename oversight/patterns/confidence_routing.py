"""Pattern 3, confidence routing: several independent signals, never the model's own confidence alone.

In the article's data 42 % of all errors came with a confidence above 0.90, and dangerous tasks have clean inputs. So
the model's word weighs 0.15, the deterministic validators 0.30, and two hard floors come before any sum.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from oversight.route import Reason, Verdict

SIGNALS = (
    "llm_confidence",
    "semantic_similarity",
    "rule_validator_score",
    "historical_accuracy",
    "input_familiarity",
)
"""Each in [0, 1]; 1 speaks for letting the action run. ``input_familiarity``: 1 = like inputs that went well."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When the weighed signals suffice. Weights sum to 1."""

    auto_approve: float
    auto_reject: float
    weights: Mapping[str, float]
    floors: Mapping[str, float]


def weigh_signals(signals: Mapping[str, float], thresholds: Thresholds) -> tuple[Verdict, Reason]:
    """What the signals say, with the reason. A missing signal or one under its floor calls a person."""
    missing = [name for name in SIGNALS if name not in signals]
    if missing:
        return Verdict.ASK, Reason("signals_missing", f"No signal for {', '.join(missing)}")
    absurd = [name for name in SIGNALS if not 0 <= signals[name] <= 1]
    if absurd:
        return Verdict.ASK, Reason("signals_absurd", f"Not between 0 and 1: {', '.join(absurd)}")
    for name, floor in thresholds.floors.items():
        if signals[name] < floor:
            return Verdict.ASK, Reason(f"floor_{name}", f"{name} is {signals[name]:.2f}, under its floor {floor:.2f}")
    score = math.fsum(thresholds.weights[name] * signals[name] for name in SIGNALS)
    if score >= thresholds.auto_approve:
        return Verdict.APPROVE, Reason(
            "confidence", f"Signals weigh {score:.2f}, at least {thresholds.auto_approve:.2f}"
        )
    if score <= thresholds.auto_reject:
        return Verdict.REJECT, Reason("confidence", f"Signals weigh {score:.2f}, at most {thresholds.auto_reject:.2f}")
    return Verdict.ASK, Reason("confidence", f"Signals weigh {score:.2f}, between yes and no")
