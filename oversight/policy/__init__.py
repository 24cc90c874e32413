"""The one policy: who must approve what.

``policy.yml`` is read whole (:mod:`~oversight.policy.file.reading`) in the shape that
:mod:`~oversight.policy.file.document` allows, its conditions are compiled
(:mod:`~oversight.policy.conditions.condition`), and what comes out is a value (:mod:`~oversight.policy.policy`). What
an action makes of it is :mod:`oversight.routing.routing`'s.
"""

from oversight.policy.policy import (
    ActionType,
    CardHints,
    Check,
    Confidence,
    Defaults,
    DigestSchedule,
    LazyReview,
    Plan,
    Policy,
    PolicyRule,
    Tier,
)

__all__ = [
    "ActionType",
    "CardHints",
    "Check",
    "Confidence",
    "Defaults",
    "DigestSchedule",
    "LazyReview",
    "Plan",
    "Policy",
    "PolicyRule",
    "Tier",
]
