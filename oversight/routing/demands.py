"""What the rules that hold demand together: the highest tier, the highest risk, each with its reason."""

from collections.abc import Sequence

from msgspec import Struct

from oversight.action.risk import Risk
from oversight.action.route import Reason
from oversight.policy import Policy, PolicyRule
from oversight.policy.conditions.condition import Unevaluable

RuleAnswer = tuple[PolicyRule, bool | Unevaluable]
"""A rule, and whether it holds or why that cannot be said."""


class Demands(Struct, frozen=True):
    """What rules ask for. Adding a rule, or a rule that fails, can only ask for more."""

    tier: str | None = None
    """Who must be asked at least; None where no rule asks for a person."""
    risk: Risk = Risk.LOW
    """How risky the action counts as at least."""
    reasons: tuple[Reason, ...] = ()
    stages: frozenset[str] = frozenset()
    """Which stages have to say yes."""


NOTHING_DEMANDED = Demands()


def demands(answers: Sequence[RuleAnswer], policy: Policy) -> Demands:
    """The most that any rule asks for. One that cannot be evaluated asks people, and never lowers another's tier."""
    if not answers:
        return NOTHING_DEMANDED
    tier, risk = None, Risk.LOW
    reasons: list[Reason] = []
    stages: set[str] = set()
    for rule, answer in answers:
        if answer is False:
            continue
        if answer is True:
            named, reason = rule.tier, Reason(rule.name, rule.reason)
        else:
            named = policy.higher(rule.tier, policy.safety_tier)
            reason = Reason(rule.name, f"The rule could not be evaluated ({answer}), so people look")
        reasons.append(reason)
        stages.update(rule.stages)
        tier = tier if named is None else policy.higher(tier, named)
        risk = risk if rule.risk is None else risk.raised_to(rule.risk)
    return Demands(tier, risk, tuple(reasons), frozenset(stages)) if reasons else NOTHING_DEMANDED
