"""What is known of one action before the policy's verdict is looked up."""

from msgspec import Struct

from oversight.action.action import Proposal
from oversight.policy import ActionType, Check, Policy
from oversight.policy.conditions.condition import Unevaluable
from oversight.policy.confidence import Signals, lower, lower_one
from oversight.routing.classification import Classified

CheckAnswer = tuple[Check, bool | Unevaluable]
"""A check, and whether the action passes it or why that cannot be said."""


class Case(Struct, frozen=True):
    """One action with its policy, its type, and what classification, checks and signals say of it."""

    proposal: Proposal
    policy: Policy
    known: ActionType | None
    """What the policy knows of its type; None where it does not know the type."""
    classified: Classified
    checks: tuple[CheckAnswer, ...]
    signals: dict[str, float]

    @property
    def passes_every_check(self) -> bool:
        """Whether no check stands against it; a check that cannot be evaluated does."""
        return all(passes is True for _, passes in self.checks)


def known_signals(proposal: Proposal, measured: Signals, checks: tuple[CheckAnswer, ...]) -> dict[str, float]:
    """The agent's signals and ours. Where both speak the lower one counts, so the agent never raises what we measured.

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
