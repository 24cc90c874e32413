"""An explanation as people read it."""

from collections.abc import Iterator
from itertools import groupby

from oversight.action.route import OnTimeout, Route, Rung, Verdict, tier_words
from oversight.calendar.duration import duration_words
from oversight.policy.confidence import SIGNALS, Thresholds
from oversight.routing.explanation import CheckValue, Explanation, RuleValue, StandingValue, TemplateValue


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
            limit = duration_words(route.review_timeout)
            end = f"After {limit} without a decision {_END[route.on_timeout]}."
            return f"It would wait for the {_asked_words(route)}. {end}"


_END = {
    OnTimeout.REJECT: "it times out",
    OnTimeout.HOLD: "it is held until somebody answers",
    OnTimeout.ESCALATE: "the next tier is asked, with as much time again, and at the top it times out",
}


def _asked_words(route: Route) -> str:
    """Whom it would wait for: each stage with those behind it, one after the other."""
    stages = (tuple(rungs) for _, rungs in groupby(route.ladder, key=lambda rung: rung.stage))
    return ", and after their yes for the ".join(map(_stage_words, stages))


def _stage_words(rungs: tuple[Rung, ...]) -> str:
    first, *others = map(_rung_words, rungs)
    return f"{first}, and where they stay silent the {', then the '.join(others)}" if others else first


def explanation_words(told: Explanation, thresholds: Thresholds) -> Iterator[str]:
    """The whole explanation, line by line."""
    undone = "can be undone" if told.route.reversible else "cannot be undone"
    yield outcome_words(told.route)
    yield f"It counts as {told.route.risk.value} risk and {undone}. Why:"
    yield from (f"  {reason.rule}: {reason.text}" for reason in told.route.reasons)
    yield from _section("Rules", map(rule_words, told.rules))
    yield from _section(f"Checks of {told.action_type}", map(check_words, told.checks))
    yield from _section("Templates", map(template_words, told.templates))
    yield from _section("Standing approvals", map(standing_words, told.standing))
    yield from _section("Signals", _signals(told, thresholds))


def rule_words(rule: RuleValue) -> str:
    """“holds: high_value asks for the domain expert, when payload.amount > 1000”."""
    asks = [f"asks for the {tier_words(stage)}" for stage in (rule.tier, *rule.stages) if stage]
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


def template_words(template: TemplateValue) -> str:
    """“releases it: small_refunds, when payload.amount <= 20”."""
    verb = "releases it" if template.releases else "does not release it"
    return f"{verb}: {template.name}, when {_one_line(template.condition)}"


def standing_words(standing: StandingValue) -> str:
    """“does not release it (it no longer stands): sta_…, by Dana Lee”."""
    verb = "releases it" if standing.releases else f"does not release it ({standing.why})"
    return f"{verb}: {standing.id}, by {standing.granted_by}"


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
