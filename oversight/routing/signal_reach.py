"""Which actions need signals from the past: only those whose route may depend on them."""

from oversight.action.risk import Risk
from oversight.action.route import Pattern, Route
from oversight.policy import ActionType, Policy
from oversight.routing.templates import is_by_template


def types_asking_signals(policy: Policy) -> frozenset[str]:
    """The types whose precedents are worth remembering under this policy."""
    return frozenset(name for name in policy.action_types if _may_depend_on_signals(name, policy))


def depends_on_signals(route: Route, action_type: str, policy: Policy) -> bool:
    """Whether an action that got this route without signals from the past might get another one with them."""
    return (
        Pattern.CONFIDENCE_ROUTING in route.patterns
        or route.shadow is not None
        or is_by_template(route)
        or (action_type in policy.action_types and _asks_for_signals(action_type, policy))
    )


def _may_depend_on_signals(action_type: str, policy: Policy) -> bool:
    known = policy.action_types[action_type]
    return (
        (known.reversible and _may_be_medium(known, policy))
        or known.released_by_checks
        or known.shadow
        or bool(policy.plan(action_type).templates)
        or _asks_for_signals(action_type, policy)
    )


def _may_be_medium(known: ActionType, policy: Policy) -> bool:
    """Whether the policy calls it medium, or a rule may. Where only the agent does, a person looks anyway."""
    if known.risk is Risk.LOW:
        return any(rule.risk is Risk.MEDIUM for rule in policy.plan(known.name).rules)
    return known.risk is Risk.MEDIUM


def _asks_for_signals(action_type: str, policy: Policy) -> bool:
    """Whether a rule or check for the type looks at signals."""
    return "signals" in policy.plan(action_type).needs.keys
