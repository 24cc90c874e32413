"""What every rule and check of the policy said of an action, by name: for the audit log."""

from oversight.policy.conditions.condition import Unevaluable
from oversight.routing.routing import Evaluation

Answers = dict[str, bool | None]
"""None where a condition could not be evaluated."""


def rule_answers(evaluation: Evaluation) -> Answers:
    """What each rule that was asked said; those that never hold for the type are left out."""
    return {rule.name: _answer(holds) for rule, holds in evaluation.rules}


def check_answers(evaluation: Evaluation) -> Answers:
    """What each check of the action's type said."""
    return {check.name: _answer(passes) for check, passes in evaluation.checks}


def signals_used(evaluation: Evaluation) -> dict[str, float]:
    """The signals as the route used them; 1.0 is 1, as RFC 8785 writes it, so that nobody has to look for it there."""
    return {name: int(signal) if float(signal).is_integer() else signal for name, signal in evaluation.signals.items()}


def _answer(said: bool | Unevaluable) -> bool | None:
    return None if isinstance(said, Unevaluable) else said
