"""The routing layer: oversight is not a gate but a choice of pattern, made by one policy, with its reasons.

Low *and* reversible runs at once and is sampled later. Medium is weighed by its signals. High, critical, irreversible,
drafted or unknown goes to people. Whatever goes wrong on the way, an error or a missing field, raises the tier and
never lowers it.
"""

from datetime import timedelta

from oversight.action import Agent, Proposal
from oversight.canonical import Json
from oversight.patterns.confidence_routing import weigh_signals
from oversight.policy import ActionType, Policy
from oversight.policy.conditions import Facts
from oversight.risk import Risk
from oversight.route import Pattern, Reason, Route, Rung, Verdict, answering

GATE = (Pattern.APPROVAL_GATE, Pattern.ESCALATION_LADDER)


def route(proposal: Proposal, agent: Agent, policy: Policy) -> Route:
    """The way this action takes under this policy; always one, always with a reason."""
    known = policy.action_types.get(proposal.action_type)
    risk, reversible, reasons = _classify(proposal, known)
    seen = facts(proposal, agent, risk, policy)
    rule_tier, rule_reasons = _ladder_rules(seen, policy)
    failing = known.failing_validators(seen) if known else ()
    signals = _signals(proposal, known, failing)
    verdict, patterns, why = _verdict(proposal, risk, signals, reversible=reversible, policy=policy)
    if (rule_tier is not None or failing) and verdict is Verdict.APPROVE:
        verdict, patterns = Verdict.ASK, GATE
    grounds = (*rule_reasons, *(Reason(name, f"The check “{name}” does not pass") for name in failing))
    ladder = _ladder(policy, rule_tier, known) if verdict is Verdict.ASK else ()
    return Route(
        patterns=patterns,
        verdict=verdict,
        risk=risk,
        reversible=reversible,
        reasons=(why, *grounds, *reasons) if verdict is Verdict.REJECT else (*grounds, why, *reasons),
        ladder=ladder,
        review_timeout=_timeout(proposal, known, policy),
        known_type=known is not None,
    )


def facts(proposal: Proposal, agent: Agent, risk: Risk, policy: Policy) -> Facts:
    """What conditions may look at: ``action``, ``payload``, ``context``, ``agent``, ``signals``."""
    action: dict[str, Json] = {
        "type": proposal.action_type,
        "description": proposal.description,
        "risk": risk.value,
        "on_behalf_of": proposal.on_behalf_of,
        "labels": dict(proposal.labels),
    }
    if proposal.confidence is not None:
        action["confidence"] = proposal.confidence
    return Facts(
        {
            "action": action,
            "agent": {"id": agent.id, "name": agent.name, "owner": agent.owner},
            "payload": proposal.payload,
            "context": dict(proposal.context),
            "signals": dict(proposal.signals),
        },
        policy.needs(proposal.action_type),
    )


def _classify(proposal: Proposal, known: ActionType | None) -> tuple[Risk, bool, tuple[Reason, ...]]:
    """The policy's risk is the floor, the agent's claim can only raise it."""
    if known is None:
        reason = Reason("unknown_type", f"The policy does not know “{proposal.action_type}”")
        claimed = proposal.risk_level or Risk.HIGH
        return Risk.HIGH.raised_to(claimed), False, (reason,)
    risk = known.risk.raised_to(proposal.risk_level or known.risk)
    reversible = known.reversible and proposal.reversible is not False
    raised: tuple[Reason, ...] = ()
    if risk is not known.risk:
        raised = (Reason("agent_claim", f"The agent calls it {risk.value}, the policy {known.risk.value}"),)
    if known.reversible and not reversible:
        raised = (*raised, Reason("agent_claim", "The agent says that it cannot be undone"))
    return risk, reversible, raised


def _verdict(
    proposal: Proposal, risk: Risk, signals: dict[str, float], *, reversible: bool, policy: Policy
) -> tuple[Verdict, tuple[Pattern, ...], Reason]:
    if proposal.draft is not None:
        return (
            Verdict.ASK,
            (Pattern.COLLABORATIVE_DRAFTING, *GATE),
            Reason("draft", "A draft is finished by a person"),
        )
    if risk.rank >= Risk.HIGH.rank:
        return Verdict.ASK, GATE, Reason("risk", f"{risk.value.capitalize()} risk needs a person")
    if not reversible:
        return Verdict.ASK, GATE, Reason("irreversible", "It cannot be undone")
    if risk is Risk.LOW:
        return Verdict.APPROVE, (Pattern.LAZY_REVIEW,), Reason("low_risk", "Low risk and reversible")
    verdict, why = weigh_signals(signals, policy.confidence.thresholds)
    match verdict:
        case Verdict.ASK:
            return verdict, (Pattern.CONFIDENCE_ROUTING, *GATE), why
        case Verdict.APPROVE:
            return verdict, (Pattern.CONFIDENCE_ROUTING, Pattern.LAZY_REVIEW), why
        case Verdict.REJECT:
            return verdict, (Pattern.CONFIDENCE_ROUTING,), why


def _signals(proposal: Proposal, known: ActionType | None, failing: tuple[str, ...]) -> dict[str, float]:
    """What is known of the action, ours before the agent's: it can lower what speaks for it, never raise it.

    The share of passing checks is ours alone to say. A type without checks has no such signal, so a person looks.
    """
    signals = dict(proposal.signals)
    claimed = [each for each in (proposal.confidence, signals.get("llm_confidence")) if each is not None]
    if claimed:
        signals["llm_confidence"] = min(claimed)
    checks = len(known.validators) if known else 0
    if checks:
        passing = 1 - len(failing) / checks
        signals["rule_validator_score"] = min(passing, signals.get("rule_validator_score", 1.0))
    else:
        signals.pop("rule_validator_score", None)
    return signals


def _ladder_rules(seen: Facts, policy: Policy) -> tuple[str | None, tuple[Reason, ...]]:
    """The highest tier that any rule names. A rule that fails asks people, and never lowers another's tier."""
    tier: str | None = None
    reasons: list[Reason] = []
    for rule in policy.rules:
        outcome = rule.condition.holds(seen)
        if outcome is False:
            continue
        if outcome is True:
            named, reason = rule.tier, Reason(rule.name, rule.reason)
        else:
            named = policy.higher(rule.tier, policy.safety_tier)
            reason = Reason(rule.name, f"The rule could not be evaluated ({outcome}), so people look")
        reasons.append(reason)
        tier = named if tier is None else policy.higher(tier, named)
    return tier, tuple(reasons)


def _ladder(policy: Policy, rule_tier: str | None, known: ActionType | None) -> tuple[Rung, ...]:
    tier = rule_tier or (known.tier if known and known.tier else policy.first_tier)
    if known and known.tier:
        tier = policy.higher(tier, known.tier)
    return answering(policy.rungs_from(tier))


def _timeout(proposal: Proposal, known: ActionType | None, policy: Policy) -> timedelta:
    """The agent may ask for less time than the policy gives, never for more."""
    limit = (known and known.review_timeout) or policy.defaults.review_timeout
    return min(proposal.review_timeout, limit) if proposal.review_timeout else limit
