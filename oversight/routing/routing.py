"""The routing layer: oversight is not a gate but a choice of pattern, made by one policy, with its reasons.

Low *and* reversible runs at once and is sampled later. Medium is weighed by its signals. High, critical, irreversible,
drafted or unknown goes to people, unless the policy lets the type's own checks release it. Whatever goes wrong on the
way, an error or a missing field, raises the tier and never lowers it.
"""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.action import Agent, Proposal
from oversight.action.risk import Risk
from oversight.action.route import Reason, Route, Shadow, Verdict, tier_words
from oversight.policy import ActionType, Policy, PolicyRule
from oversight.policy.confidence import NOTHING, Signals
from oversight.routing.classification import classify
from oversight.routing.demands import NOTHING_DEMANDED, Demands, RuleAnswer, demands
from oversight.routing.facts import facts
from oversight.routing.ladder_for import NO_LADDER, Ladder, ladder_for, silence_terms
from oversight.routing.templates import by_template, may_use_template
from oversight.routing.verdict import ALONE, CHECKED, GATE, Case, CheckAnswer, known_signals, verdict_on

__all__ = ["NOTHING", "Signals", "Weighing", "choose_route", "evaluate"]


class Weighing(Struct, frozen=True):
    """The way an action takes, with everything that was asked on the way."""

    route: Route
    rules: tuple[RuleAnswer, ...]
    """Every rule that was asked, in the order of the policy, those in shadow too."""
    left_out: tuple[PolicyRule, ...]
    """The rules that are false by the action's type alone."""
    checks: tuple[CheckAnswer, ...]
    signals: Signals
    """What the action was weighed by: the agent's signals, ours, and the share of passing checks."""


def choose_route(
    proposal: Proposal, agent: Agent, policy: Policy, measured: Signals = NOTHING, *, at: datetime | None = None
) -> Route:
    """The way this action takes under this policy; always one, always with a reason."""
    return evaluate(proposal, agent, policy, measured, at=at).route


def evaluate(
    proposal: Proposal, agent: Agent, policy: Policy, measured: Signals = NOTHING, *, at: datetime | None = None
) -> Weighing:
    """The route, with the part that each rule, check and signal had in it.

    ``measured`` are signals computed from the past: they fill what the agent did not say, and where both speak the
    lower counts. ``at`` is the time for conditions.
    """
    known = policy.action_types.get(proposal.action_type)
    plan = policy.plan(proposal.action_type)
    classified = classify(proposal, known)
    seen = facts(proposal, agent, classified.risk, plan.needs, measured, at=at)
    rules = tuple([(rule, rule.condition.holds(seen)) for rule in plan.rules])
    checks = tuple([(check, check.condition.holds(seen)) for check in plan.checks])
    case = Case(proposal, policy, known, classified, checks, known_signals(proposal, measured, checks))
    route = _way(case, rules)
    if plan.templates and may_use_template(
        route, proposal, policy, classified, rules=rules, checks=checks, signals=case.signals
    ):
        route = by_template(route, plan.templates, agent, seen)
    return Weighing(route, rules, plan.left_out, checks, case.signals)


def _way(case: Case, rules: tuple[RuleAnswer, ...]) -> Route:
    """The route that the rules in force make, with what those in shadow would have made of it."""
    holding = [rule for rule in rules if rule[1] is not False]
    if not holding and case.known is not None and _is_ordinary(case, case.known):
        return case.policy.ordinary(case.known.name, lambda: _judged(case, NOTHING_DEMANDED))
    acting = [each for each in holding if not each[0].shadow]
    route = _judged(case, demands(acting, case.policy) if acting else NOTHING_DEMANDED)
    full = route if len(acting) == len(holding) else _judged(case, demands(holding, case.policy))
    if route.verdict is not Verdict.APPROVE and _may_run_in_shadow(case, route):
        route = replace(route, verdict=Verdict.APPROVE, patterns=ALONE, ladder=())
    if (route.verdict, route.ladder) == (full.verdict, full.ladder):
        return route
    in_shadow = Reason("shadow", _shadow_words(full))
    reasons = (
        (in_shadow, *full.reasons)
        if route.verdict is Verdict.APPROVE
        else (*route.reasons, in_shadow, *(reason for reason in full.reasons if reason not in route.reasons))
    )
    return replace(route, reasons=reasons, shadow=Shadow(full.verdict, full.first_tier))


def _is_ordinary(case: Case, known: ActionType) -> bool:
    """Whether an action that no rule speaks of takes the way of its type, whatever its signals.

    Most actions are such, and what is always the same need not be worked out for each of them.
    """
    proposal = case.proposal
    return (
        not known.released_by_checks
        and not known.shadow
        and not (known.risk is Risk.MEDIUM and known.reversible)
        and not case.classified.is_raised
        and proposal.draft is None
        and proposal.review_timeout is None
        and all(passes is True for _, passes in case.checks)
    )


def _may_run_in_shadow(case: Case, route: Route) -> bool:
    """Never what is critical or unfinished, nor what the agent itself calls worse than the policy does."""
    return (
        case.known is not None
        and case.known.shadow
        and route.risk is not Risk.CRITICAL
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
    stages = _stages(case, asked)
    reasons = case.classified.reasons
    if verdict is Verdict.APPROVE and (asked.tier is not None or asked.stages or failing):
        verdict, patterns = Verdict.ASK, GATE
    elif verdict is Verdict.APPROVE and stages and why.rule != CHECKED:
        verdict, patterns, reasons = Verdict.ASK, GATE, (why, *reasons)
        why = Reason("stages", f"The policy asks {' and '.join(map(tier_words, stages))} about every one of these")
    if asked.reasons or failing:
        grounds = (*asked.reasons, *[Reason(name, f"The check “{name}” does not pass") for name in failing])
        reasons = (why, *grounds, *reasons) if verdict is Verdict.REJECT else (*grounds, why, *reasons)
    else:
        reasons = (why, *reasons)
    ladder = NO_LADDER
    if verdict is Verdict.ASK:
        ladder = _ladder(case, asked, stages, is_named=asked.tier is not None or bool(failing))
        if (nobody := ladder.no_reason) is not None:
            verdict, reasons, ladder = Verdict.REJECT, (nobody, *reasons), NO_LADDER
    return Route(
        patterns=patterns,
        verdict=verdict,
        risk=risk,
        reversible=case.classified.reversible,
        reasons=reasons,
        ladder=ladder.rungs,
        review_timeout=_timeout(case.proposal, case.known, case.policy),
        known_type=case.known is not None,
        **silence_terms(case.known, case.policy),
    )


def _stages(case: Case, asked: Demands) -> tuple[str, ...]:
    """The stages that its type or a rule names, in the policy's order."""
    if not case.policy.stages:
        return ()
    named = asked.stages | set(case.known.stages if case.known else ())
    return tuple(stage.name for stage in case.policy.stages if stage.name in named)


def _ladder(case: Case, asked: Demands, stages: tuple[str, ...], *, is_named: bool) -> Ladder:
    policy, of_type = case.policy, case.known and case.known.tier
    tier = asked.tier or of_type or policy.first_tier
    if of_type:
        tier = policy.higher(tier, of_type)
    return ladder_for(policy, tier, stages, ladder_too=is_named or bool(of_type))


def _timeout(proposal: Proposal, known: ActionType | None, policy: Policy) -> timedelta:
    """The agent may ask for less time than the policy gives, never for more."""
    limit = (known and known.review_timeout) or policy.defaults.review_timeout
    return min(proposal.review_timeout, limit) if proposal.review_timeout else limit
