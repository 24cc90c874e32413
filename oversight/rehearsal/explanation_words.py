"""An explanation as people read it."""

from collections.abc import Iterator

from oversight.duration import duration_words
from oversight.patterns.confidence_routing import SIGNALS, Thresholds
from oversight.rehearsal.explanation import CheckValue, Explanation, RuleValue
from oversight.route import Route, Rung, Verdict, tier_words


def outcome_words(route: Route) -> str:
    """What would happen, in one sentence."""
    match route.verdict:
        case Verdict.APPROVE if route.shadow is not None:
            return "It would run at once, in shadow; what would have been asked is recorded and reviewed afterwards."
        case Verdict.APPROVE:
            return "It would run at once; people look at a sample afterwards."
        case Verdict.REJECT:
            return "The policy would reject it; no person looks."
        case Verdict.ASK:
            first, *others = map(_rung_words, route.ladder)
            climbs = f", and where they stay silent the {', then the '.join(others)}" if others else ""
            limit = duration_words(route.review_timeout)
            return f"It would wait for the {first}{climbs}. After {limit} without a decision it times out."


def explanation_words(told: Explanation, thresholds: Thresholds) -> Iterator[str]:
    """The whole explanation, line by line."""
    undone = "can be undone" if told.route.reversible else "cannot be undone"
    yield outcome_words(told.route)
    yield f"It counts as {told.route.risk.value} risk and {undone}. Why:"
    yield from (f"  {reason.rule}: {reason.text}" for reason in told.route.reasons)
    yield from _section("Rules", map(rule_words, told.rules))
    yield from _section(f"Checks of {told.action_type}", map(check_words, told.checks))
    yield from _section("Signals", _signals(told, thresholds))


def rule_words(rule: RuleValue) -> str:
    """“holds: high_value asks for the domain expert, when payload.amount > 1000”."""
    asks = [f"asks for the {tier_words(rule.tier)}"] if rule.tier else []
    asks += [f"raises the risk to {rule.risk.value}"] if rule.risk else []
    shadow = ", in shadow" if rule.shadow else ""
    said = f"{rule.name} {' and '.join(asks)}{shadow}, when {_one_line(rule.condition)}"
    match rule.holds:
        case True:
            return f"holds: {said}"
        case False:
            return f"does not hold: {said}"
        case None:
            return f"cannot be said, so it counts as holding ({rule.why}): {said}"


def check_words(check: CheckValue) -> str:
    """“passes: within_policy, payload.amount <= 500”."""
    said = f"{check.name}, {_one_line(check.condition)}"
    match check.passes:
        case True:
            return f"passes: {said}"
        case False:
            return f"does not pass: {said}"
        case None:
            return f"cannot be said, so it does not pass ({check.why}): {said}"


def _rung_words(rung: Rung) -> str:
    people = f" ({rung.approvals_required} people)" if rung.approvals_required > 1 else ""
    return f"{tier_words(rung.tier)}{people}"


def _signals(told: Explanation, thresholds: Thresholds) -> Iterator[str]:
    for name in SIGNALS:
        weight = f"weighs {thresholds.weights[name]:g}"
        value = told.signals.get(name)
        yield f"{name}: {'missing' if value is None else f'{value:.2f}'}, {weight}"
    yield from (f"{name}: {value:.2f}" for name, value in told.signals.items() if name not in SIGNALS)


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    listed = [f"  {line}" for line in lines]
    if listed:
        yield f"{title}:"
        yield from listed


def _one_line(condition: str) -> str:
    return " ".join(condition.split())
