"""Recorded actions and a policy to rehearse on."""

from msgspec.structs import replace

from oversight.policy import Policy
from oversight.rehearsal.recorded import Recorded, Truth
from oversight.rehearsal.replay import Replayed, replay
from tests.unit.oversight.builders import ALL_GOOD, a_policy, a_proposal, an_agent

RULES = """
rules:
  - {name: large, when: "action.type == 'refund.issue' && payload.amount > 1000", tier: domain_expert, reason: Large}
  - {name: vip, when: "context.vip", tier: team_lead, reason: A customer who matters}
"""
POLICY = a_policy(RULES)
NOBODY_SPECIAL = {"vip": False}


def recorded(action_type="refund.issue", payload=None, *, correct=None, number=1, **claims):
    """An action of which it is known, or not, whether it was right."""
    proposal = a_proposal(action_type, payload or {"amount": 100}, **{"context": NOBODY_SPECIAL, **claims})
    return Recorded(f"a{number}", proposal, an_agent(), truth=None if correct is None else Truth(correct))


def a_tag(*, correct=None, **claims):
    """It runs at once."""
    return recorded("tag.add", {"tag": "x"}, correct=correct, **claims)


def an_update(score=1.0, *, correct=None, **claims):
    """Weighed by its signals to this score, with no signal under its floor."""
    floored = max(score, 0.5)
    rest = (score - 0.4 * floored) / 0.6
    signals = dict.fromkeys(ALL_GOOD, rest) | {"rule_validator_score": floored, "input_familiarity": floored}
    return recorded("ticket.update", {"text": "x"}, correct=correct, signals=signals, **claims)


def replayed(*actions, policy: Policy = POLICY) -> list[Replayed]:
    """What becomes of them, numbered in their order."""
    return [replay(replace(action, id=f"a{number}"), policy) for number, action in enumerate(actions, 1)]
