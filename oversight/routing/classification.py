"""How much can go wrong with an action: the policy's word is the floor, the agent's claim can only raise it."""

from msgspec import Struct

from oversight.action.action import Proposal
from oversight.action.risk import Risk
from oversight.action.route import Reason
from oversight.policy import ActionType


class Classified(Struct, frozen=True):
    """The risk of an action before any rule raised it, with the reasons for what differs from the policy's word."""

    risk: Risk
    reversible: bool
    reasons: tuple[Reason, ...] = ()

    @property
    def is_raised(self) -> bool:
        """Whether it is worse than the policy says of its type: by the agent's claim, or because there is no type."""
        return bool(self.reasons)


def classify(proposal: Proposal, known: ActionType | None) -> Classified:
    """What the type's floor and the agent's claim come to. What the policy does not know is high and irreversible."""
    if known is None:
        reason = Reason("unknown_type", f"The policy does not know “{proposal.action_type}”")
        return Classified(Risk.HIGH.raised_to(proposal.risk_level or Risk.HIGH), reversible=False, reasons=(reason,))
    risk = known.risk.raised_to(proposal.risk_level or known.risk)
    reversible = known.reversible and proposal.reversible is not False
    reasons: tuple[Reason, ...] = ()
    if risk is not known.risk:
        reasons = (Reason("agent_claim", f"The agent calls it {risk.value}, the policy {known.risk.value}"),)
    if known.reversible and not reversible:
        reasons = (*reasons, Reason("agent_claim", "The agent says that it cannot be undone"))
    return Classified(risk, reversible, reasons)
