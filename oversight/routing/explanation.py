"""What would happen to one action, and each rule's, check's and signal's part in it."""

from collections.abc import Mapping

from msgspec import Struct

from oversight.action.risk import Risk
from oversight.action.route import Route
from oversight.policy import Policy
from oversight.policy.conditions.condition import Unevaluable
from oversight.routing.routing import Evaluation
from oversight.routing.templates import PREFIX


class RuleValue(Struct, frozen=True):
    """One rule of the policy and what it says of the action."""

    name: str
    condition: str
    """As it is written in the policy."""
    holds: bool | None
    """None where it could not be evaluated: it then counts as holding, and asks people."""
    why: str | None
    """Why it could not be evaluated, or why it was not asked."""
    tier: str | None
    """Who it asks for; None where it only raises the risk."""
    risk: Risk | None
    reason: str
    shadow: bool
    """It asks nobody: what it would have asked is recorded."""
    stages: tuple[str, ...] = ()
    """The stages that it asks for."""


class CheckValue(Struct, frozen=True):
    """One check of the action's type."""

    name: str
    condition: str
    passes: bool | None
    """None where it could not be evaluated: it then counts as not passed."""
    why: str | None


class TemplateValue(Struct, frozen=True):
    """One template for the action's type."""

    name: str
    condition: str
    releases: bool
    """Whether it lets the action run: its condition is true, and nothing speaks against the action."""


class StandingValue(Struct, frozen=True):
    """One standing approval for this agent and type."""

    id: str
    granted_by: str
    releases: bool
    why: str | None
    """Why it does not release the action."""


class Explanation(Struct, frozen=True):
    """What would happen to one action now, and why."""

    action_type: str
    policy_hash: str
    route: Route
    rules: tuple[RuleValue, ...]
    """Every rule of the policy, in its order."""
    checks: tuple[CheckValue, ...]
    signals: Mapping[str, float]
    """What the action was weighed by."""
    templates: tuple[TemplateValue, ...] = ()
    standing: tuple[StandingValue, ...] = ()


def explanation(action_type: str, evaluation: Evaluation, policy: Policy, route: Route) -> Explanation:
    """The explanation of an evaluation; ``route`` is where the action goes in the end, halts included."""
    answers = {rule.name: holds for rule, holds in evaluation.rules}
    rules = []
    for rule in policy.rules:
        holds = answers.get(rule.name, False)
        rules.append(
            RuleValue(
                name=rule.name,
                condition=rule.condition.source,
                holds=_answer(holds),
                why=_why(holds) if rule.name in answers else f"It never holds for {action_type}",
                tier=rule.tier,
                risk=rule.risk,
                reason=rule.reason,
                shadow=rule.shadow,
                stages=rule.stages,
            )
        )
    checks = [
        CheckValue(check.name, check.condition.source, _answer(passes), _why(passes))
        for check, passes in evaluation.checks
    ]
    templates = [
        TemplateValue(template.name, template.condition.source, route.reasons[0].rule == f"{PREFIX}{template.name}")
        for template in policy.plan(action_type).templates
    ]
    return Explanation(
        action_type, policy.hash, route, tuple(rules), tuple(checks), dict(evaluation.signals), tuple(templates)
    )


def _answer(holds: bool | Unevaluable) -> bool | None:
    return None if isinstance(holds, Unevaluable) else holds


def _why(holds: bool | Unevaluable) -> str | None:
    return holds.why if isinstance(holds, Unevaluable) else None
