"""What conditions may look at, of one action."""

from datetime import datetime

from oversight.action.action import Agent, Proposal
from oversight.action.risk import Risk
from oversight.exact_json.canonical import Json
from oversight.policy.conditions.condition import Facts
from oversight.policy.conditions.needs import Needs
from oversight.policy.confidence import NOTHING, Signals, lower


def facts(
    proposal: Proposal,
    agent: Agent,
    risk: Risk,
    needs: Needs,
    measured: Signals = NOTHING,
    *,
    at: datetime | None = None,
) -> Facts:
    """``action``, ``payload``, ``context``, ``agent`` and ``signals``, as far as a condition looks at them."""
    values: dict[str, Json] = {"payload": proposal.payload}
    if "action" in needs.keys:
        values["action"] = _action(proposal, risk, at)
    if "context" in needs.keys:
        values["context"] = dict(proposal.context)
    if "signals" in needs.keys:
        values["signals"] = lower(proposal.signals, measured)
    if "agent" in needs.keys:
        values["agent"] = {"id": agent.id, "name": agent.name, "owner": agent.owner}
    return Facts(values, needs)


def _action(proposal: Proposal, risk: Risk, at: datetime | None) -> dict[str, Json]:
    action: dict[str, Json] = {
        "type": proposal.action_type,
        "description": proposal.description,
        "risk": str(risk),
        "on_behalf_of": proposal.on_behalf_of,
        "labels": dict(proposal.labels),
    }
    if proposal.confidence is not None:
        action["confidence"] = proposal.confidence
    if proposal.reasoning is not None:
        action["reasoning"] = proposal.reasoning
    if at is not None:
        action["at"] = at
    return action
