"""The one policy: who must approve what.

``policy.yml`` is read whole (:mod:`~oversight.policy.reading`) in the shape that :mod:`~oversight.policy.document`
allows, its conditions are compiled (:mod:`~oversight.policy.conditions`), and what comes out is a value
(:mod:`~oversight.policy.values`). What an action makes of it is :mod:`oversight.patterns.routing`'s.
"""

from oversight.policy.values import (
    ActionType,
    CardHints,
    Confidence,
    Defaults,
    Digest,
    LazyReview,
    Plan,
    Policy,
    PolicyRule,
    Tier,
    Validator,
)

__all__ = [
    "ActionType",
    "CardHints",
    "Confidence",
    "Defaults",
    "Digest",
    "LazyReview",
    "Plan",
    "Policy",
    "PolicyRule",
    "Tier",
    "Validator",
]
