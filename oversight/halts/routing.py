"""What halts make of a route: whatever the policy would have released by itself goes to people, or is rejected.

A halt adds oversight and never takes any away. A route that asks people or rejects stays as it is, to the letter.
"""

from collections.abc import Sequence
from dataclasses import replace

from oversight.halts.halt import Auto, Halt
from oversight.halts.words import reason_words
from oversight.policy import Policy
from oversight.route import Pattern, Reason, Route, Verdict, answering

RULE = "halt"
"""The rule's name in reasons, decisions and leaves."""


def under_halts(way: Route, over: Sequence[Halt], action_type: str, policy: Policy) -> Route:
    """The route of an action that these halts cover."""
    if not over or way.verdict is not Verdict.APPROVE:
        return way
    reasons = (*(Reason(RULE, reason_words(halt)) for halt in over), *way.reasons)
    if policy.halt.auto is Auto.REJECT:
        patterns = (Pattern.APPROVAL_GATE,)
        return replace(way, verdict=Verdict.REJECT, patterns=patterns, reasons=reasons, ladder=(), shadow=None)
    return replace(
        way,
        verdict=Verdict.ASK,
        patterns=(Pattern.APPROVAL_GATE, Pattern.ESCALATION_LADDER),
        reasons=reasons,
        ladder=answering(policy.rungs_from(_first_tier(way, action_type, policy))),
        shadow=None,
    )


def _first_tier(way: Route, action_type: str, policy: Policy) -> str:
    """Where the type's ladder starts; what ran in shadow is asked of those who would have been asked, at least."""
    known = policy.action_types.get(action_type)
    first = (known and known.tier) or policy.first_tier
    in_shadow = way.shadow.tier if way.shadow and way.shadow.verdict is Verdict.ASK else first
    return policy.higher(first, in_shadow)
