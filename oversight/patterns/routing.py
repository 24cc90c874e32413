"""The routing layer: oversight is not a gate but a choice of pattern, made by one policy, with its reasons.

Low *and* reversible runs at once and is sampled later. Medium is weighed by its signals. High, critical, irreversible,
drafted or unknown goes to people, unless the policy lets the type's own checks release it. Whatever goes wrong on the
way, an error or a missing field, raises the tier and never lowers it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from oversight.action import Agent, Proposal
from oversight.patterns.classification import classify
from oversight.patterns.confidence_routing import NOTHING, Signals
from oversight.patterns.demands import NOTHING_DEMANDED, Demands, RuleAnswer, demands
from oversight.patterns.facts import facts
from oversight.patterns.verdict import ALONE, GATE, Case, CheckAnswer, known_signals, verdict_on
from oversight.policy import ActionType, Policy, PolicyRule
from oversight.risk import Risk
from oversight.route import Reason, Route, Rung, Shadow, Verdict, answering, tier_words

__all__ = ["NOTHING", "Signals", "Weighing", "route", "weigh"]


@dataclass(frozen=True, slots=True)
class Weighing:
    """The way an action takes, with everything that was asked on the way."""

    route: Route
    rules: tuple[RuleAnswer, ...]
    """Every rule that was asked, in the order of the policy, those in shadow too."""
    left_out: tuple[PolicyRule, ...]
    """The rules that are false by the action's type alone."""
    checks: tuple[CheckAnswer, ...]
    signals: Signals
    """What the action was weighed by: the agent's signals, ours, and the share of passing checks."""


def route(
    proposal: Proposal, agent: Agent, policy: Policy, measured: Signals = NOTHING, *, at: datetime | None = None
) -> Route:
    """The way this action takes under this policy; always one, always with a reason."""
    return weigh(proposal, agent, policy, measured, at=at).route


def weigh(
    proposal: Proposal, agent: Agent, policy: Policy, measured: Signals = NOTHING, *, at: datetime | None = None
) -> Weighing:
    """The same with every rule's, check's and signal's part in it.

    ``measured`` are signals computed from the past: they fill what the agent did not say, and where both speak the
    lower counts. ``at`` is the time for conditions.
    """
    known = policy.action_types.get(proposal.action_type)
    plan = policy.plan(proposal.action_type)
    classified = classify(proposal, known)
    seen = facts(proposal, agent, classified.risk, policy, measured, at=at)
    rules = tuple([(rule, rule.condition.holds(seen)) for rule in plan.rules])
    checks = tuple([(check, check.condition.holds(seen)) for check in plan.checks])
    case = Case(proposal, policy, known, classified, checks, known_signals(proposal, measured, checks))
    return Weighing(_way(case, rules), rules, plan.left_out, checks, case.signals)


def _way(case: Case, rules: tuple[RuleAnswer, ...]) -> Route:
    """The route that the rules in force make, with what those in shadow would have made of it."""
    holding = [each for each in rules if each[1] is not False]
    acting = [each for each in holding if not each[0].shadow]
    way = _judged(case, demands(acting, case.policy) if acting else NOTHING_DEMANDED)
    full = way if len(acting) == len(holding) else _judged(case, demands(holding, case.policy))
    if way.verdict is not Verdict.APPROVE and _may_run_in_shadow(case, way):
        way = replace(way, verdict=Verdict.APPROVE, patterns=ALONE, ladder=())
    if (way.verdict, way.first_tier) == (full.verdict, full.first_tier):
        return way
    in_shadow = Reason("shadow", _shadow_words(full))
    reasons = (
        (in_shadow, *full.reasons)
        if way.verdict is Verdict.APPROVE
        else (*way.reasons, in_shadow, *(reason for reason in full.reasons if reason not in way.reasons))
    )
    return replace(way, reasons=reasons, shadow=Shadow(full.verdict, full.first_tier))


def _may_run_in_shadow(case: Case, way: Route) -> bool:
    """Never what is critical or unfinished, nor what the agent itself calls worse than the policy does."""
    return (
        case.known is not None
        and case.known.shadow
        and way.risk is not Risk.CRITICAL
        and case.proposal.draft is None
        and not case.classified.is_raised
    )


def _shadow_words(full: Route) -> str:
    match full.verdict:
        case Verdict.ASK:
            return f"In shadow: the {tier_words(full.first_tier)} would have been asked"
        case Verdict.REJECT:
            return "In shadow: the policy would have rejected it"
        case Verdict.APPROVE:
            return "In shadow: it would have run by itself"


def _judged(case: Case, asked: Demands) -> Route:
    """The route under these demands."""
    risk = case.classified.risk.raised_to(asked.risk)
    failing = [check.name for check, passes in case.checks if passes is not True] if case.checks else []
    verdict, patterns, why = verdict_on(case, risk, asked, failing)
    if (asked.tier is not None or failing) and verdict is Verdict.APPROVE:
        verdict, patterns = Verdict.ASK, GATE
    reasons = case.classified.reasons
    if asked.reasons or failing:
        grounds = (*asked.reasons, *[Reason(name, f"The check “{name}” does not pass") for name in failing])
        reasons = (why, *grounds, *reasons) if verdict is Verdict.REJECT else (*grounds, why, *reasons)
    else:
        reasons = (why, *reasons)
    return Route(
        patterns=patterns,
        verdict=verdict,
        risk=risk,
        reversible=case.classified.reversible,
        reasons=reasons,
        ladder=_ladder(case.policy, asked.tier, case.known) if verdict is Verdict.ASK else (),
        review_timeout=_timeout(case.proposal, case.known, case.policy),
        known_type=case.known is not None,
    )


def _ladder(policy: Policy, rule_tier: str | None, known: ActionType | None) -> tuple[Rung, ...]:
    tier = rule_tier or (known.tier if known and known.tier else policy.first_tier)
    if known and known.tier:
        tier = policy.higher(tier, known.tier)
    return answering(policy.rungs_from(tier))


def _timeout(proposal: Proposal, known: ActionType | None, policy: Policy) -> timedelta:
    """The agent may ask for less time than the policy gives, never for more."""
    limit = (known and known.review_timeout) or policy.defaults.review_timeout
    return min(proposal.review_timeout, limit) if proposal.review_timeout else limit
