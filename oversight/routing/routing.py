"""The routing layer: oversight is not a gate but a choice of pattern, made by one policy, with its reasons.

Low *and* reversible runs at once and is sampled later. Medium is weighed by its signals. High, critical, irreversible,
drafted or unknown goes to people, unless the policy lets the type's own checks release it. Whatever goes wrong on the
way, an error or a missing field, raises the tier and never lowers it.
"""

from datetime import datetime, timedelta

from msgspec import Struct

from oversight.action.action import Agent, Proposal
from oversight.action.route import Reason, Route, Verdict
from oversight.policy import Policy, PolicyRule
from oversight.policy.confidence import NOTHING, Signals
from oversight.routing.case import Case, CheckAnswer, known_signals
from oversight.routing.classification import classify
from oversight.routing.demands import Demands, RuleAnswer, demands
from oversight.routing.facts import facts
from oversight.routing.in_shadow import in_shadow
from oversight.routing.ladder_for import NO_LADDER, Ladder, silence_terms
from oversight.routing.route_cache import RouteCache, is_ordinary
from oversight.routing.situation import Situation, situation
from oversight.routing.templates import by_template, may_use_template
from oversight.routing.verdict import Line, line_for, reasons_of


class Evaluation(Struct, frozen=True):
    """The route of an action, with everything that was asked on the way."""

    route: Route
    rules: tuple[RuleAnswer, ...]
    """Every rule that was asked, in the order of the policy, those in shadow too."""
    left_out: tuple[PolicyRule, ...]
    """The rules that are false by the action's type alone."""
    checks: tuple[CheckAnswer, ...]
    signals: Signals
    """What the action was weighed by: the agent's signals, ours, and the share of passing checks."""

    @property
    def callers(self) -> tuple[RuleAnswer | CheckAnswer, ...]:
        """Every rule and check that asks for a person, with its answer; those in shadow never do."""
        rules = [answer for answer in self.rules if answer[1] is not False and not answer[0].shadow]
        return (*rules, *[answer for answer in self.checks if answer[1] is not True])


def choose_route(
    proposal: Proposal, agent: Agent, policy: Policy, measured: Signals = NOTHING, *, at: datetime | None = None
) -> Route:
    """The route of this action under this policy; always one, always with a reason."""
    return evaluate(proposal, agent, policy, measured, at=at).route


def evaluate(
    proposal: Proposal, agent: Agent, policy: Policy, measured: Signals = NOTHING, *, at: datetime | None = None
) -> Evaluation:
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
    route = _by_rules(case, rules)
    if plan.templates and may_use_template(case, rules, route):
        route = by_template(route, plan.templates, agent, seen)
    return Evaluation(route, rules, plan.left_out, checks, case.signals)


def _by_rules(case: Case, rules: tuple[RuleAnswer, ...]) -> Route:
    """The route that the rules in force make; with what those in shadow would have made of it."""
    holding = [answer for answer in rules if answer[1] is not False]
    if not holding and is_ordinary(case):
        cache = case.policy.kept(RouteCache)
        return cache.ordinary_route(case.proposal.action_type, lambda: _under(case, demands(holding, case.policy)))
    acting = [answer for answer in holding if not answer[0].shadow]
    route = _under(case, demands(acting, case.policy))
    full = route if len(acting) == len(holding) else _under(case, demands(holding, case.policy))
    return in_shadow(case, route, full)


def _under(case: Case, demanded: Demands) -> Route:
    """The route under what the rules demand: the verdict from the table, and where people are asked, the ladder."""
    it = situation(case, demanded)
    line = line_for(it)
    verdict, reasons, ladder = line.verdict, _reasons(case, demanded, it, line), NO_LADDER
    if verdict is Verdict.ASK:
        ladder = _ladder(case, demanded, it)
        if (nobody := ladder.no_reason) is not None:
            verdict, reasons, ladder = Verdict.REJECT, (nobody, *reasons), NO_LADDER
    return Route(
        patterns=line.patterns,
        verdict=verdict,
        risk=it.risk,
        reversible=it.reversible,
        reasons=reasons,
        ladder=ladder.rungs,
        review_timeout=_timeout(case),
        known_type=case.known is not None,
        **silence_terms(case.known, case.policy),
    )


def _reasons(case: Case, demanded: Demands, it: Situation, line: Line) -> tuple[Reason, ...]:
    """What rules and failing checks say, then the table (before them where it rejects), then the agent's claims."""
    of_the_table, claims = reasons_of(line, it), case.classified.reasons
    if not (demanded.reasons or it.failing):
        return (*of_the_table, *claims)
    calls = (*demanded.reasons, *[Reason(name, f"The check “{name}” does not pass") for name in it.failing])
    if line.verdict is Verdict.REJECT:
        return (*of_the_table, *calls, *claims)
    return (*calls, *of_the_table, *claims)


def _ladder(case: Case, demanded: Demands, it: Situation) -> Ladder:
    policy, of_type = case.policy, case.known and case.known.tier
    tier = demanded.tier or of_type or policy.first_tier
    if of_type:
        tier = policy.higher(tier, of_type)
    ladder_too = it.names_a_tier or bool(of_type)
    return policy.kept(RouteCache).ladder_for(policy, tier, it.stages, ladder_too=ladder_too)


def _timeout(case: Case) -> timedelta:
    """The agent may ask for less time than the policy gives, never for more."""
    asked, limit = case.proposal.review_timeout, case.policy.defaults.review_timeout
    limit = (case.known and case.known.review_timeout) or limit
    return min(asked, limit) if asked else limit
