"""What the policy does with one action at once, and by which patterns: the table of the routing layer."""

from msgspec import Struct

from oversight.action.action import Proposal
from oversight.action.risk import Risk
from oversight.action.route import Pattern, Reason, Verdict
from oversight.policy import ActionType, Check, Policy
from oversight.policy.conditions.condition import Unevaluable
from oversight.policy.confidence import Signals, floor_reason, has_every, lower, lower_one, score_signals
from oversight.routing.classification import Classified
from oversight.routing.demands import Demands

GATE = (Pattern.APPROVAL_GATE, Pattern.ESCALATION_LADDER)
ALONE = (Pattern.LAZY_REVIEW,)
DRAFT = "A draft is finished by a person"
CHECKED = "checked"
"""The rule by which a type's own checks release an action."""

CheckAnswer = tuple[Check, bool | Unevaluable]
"""A check, and whether the action passes it or why that cannot be said."""


class Case(Struct, frozen=True):
    """What is known of one action before it is judged."""

    proposal: Proposal
    policy: Policy
    known: ActionType | None
    classified: Classified
    checks: tuple[CheckAnswer, ...]
    signals: dict[str, float]


def verdict_on(
    case: Case, risk: Risk, asked: Demands, failing: list[str]
) -> tuple[Verdict, tuple[Pattern, ...], Reason]:
    """Approved, rejected or asked, and why; before a failing check or a rule takes an approval away."""
    reversible = case.classified.reversible
    if case.proposal.draft is not None:
        is_gated = risk.rank >= Risk.HIGH.rank or not reversible or asked.tier is not None or failing
        behind = GATE if is_gated else (Pattern.ESCALATION_LADDER,)
        return Verdict.ASK, (Pattern.COLLABORATIVE_DRAFTING, *behind), Reason("draft", DRAFT)
    if risk is Risk.LOW and reversible:
        return Verdict.APPROVE, ALONE, Reason("low_risk", "Low risk and reversible")
    by_checks = not asked.reasons and not failing and _released_by_checks(case)
    is_weighed = risk.rank < Risk.HIGH.rank and reversible
    if by_checks and not (is_weighed and has_every(case.signals)):
        return _checked(case)
    if risk.rank >= Risk.HIGH.rank:
        return Verdict.ASK, GATE, Reason("risk", f"{risk.value.capitalize()} risk needs a person")
    if not reversible:
        return Verdict.ASK, GATE, Reason("irreversible", "It cannot be undone")
    verdict, why = score_signals(case.signals, case.policy.confidence.thresholds)
    match verdict:
        case Verdict.ASK:
            return verdict, (Pattern.CONFIDENCE_ROUTING, *GATE), why
        case Verdict.APPROVE:
            return verdict, (Pattern.CONFIDENCE_ROUTING, *ALONE), why
        case Verdict.REJECT:
            return verdict, (Pattern.CONFIDENCE_ROUTING,), why


def _released_by_checks(case: Case) -> bool:
    """Whether the policy lets the type's checks release it: never what is critical, or worse than the type is."""
    known = case.known
    return (
        known is not None
        and known.released_by_checks
        and bool(case.checks)
        and known.risk is not Risk.CRITICAL
        and not case.classified.is_raised
    )


def _checked(case: Case) -> tuple[Verdict, tuple[Pattern, ...], Reason]:
    """Released, unless a signal that is there lies under its floor. A missing one says nothing against it."""
    if why := floor_reason(case.signals, case.policy.confidence.thresholds):
        return Verdict.ASK, (Pattern.CONFIDENCE_ROUTING, *GATE), why
    passed = "Its one check passes" if len(case.checks) == 1 else f"All {len(case.checks)} checks pass"
    return (
        Verdict.APPROVE,
        (Pattern.CONFIDENCE_ROUTING, *ALONE),
        Reason(CHECKED, f"{passed}, and no rule asks for a person"),
    )


def known_signals(proposal: Proposal, measured: Signals, checks: tuple[CheckAnswer, ...]) -> dict[str, float]:
    """What is known of the action, ours before the agent's: it can lower what speaks for it, never raise it.

    The share of passing checks is ours alone to say. A type without checks has no such signal, so a person looks.
    """
    signals = lower(proposal.signals, measured)
    if proposal.confidence is not None:
        lower_one(signals, "llm_confidence", proposal.confidence)
    if not checks:
        signals.pop("rule_validator_score", None)
        return signals
    passing = sum([passes is True for _, passes in checks]) / len(checks)
    lower_one(signals, "rule_validator_score", passing)
    return signals
