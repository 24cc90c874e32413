"""The leaf of a standing approval: who allowed what in advance, and who ended it.

Format 3, beside formats 1 (:mod:`oversight.audit.leaf`) and 2 (:mod:`oversight.audit.halt_leaf`). Fields are only ever
added, optional. The condition repeats values of the payload, which the log must not hold, so it is here by its digest.
A use has no leaf of its own: that of the action which it released names the approval.
"""

from datetime import datetime

from oversight.action.decision import Actor
from oversight.audit.leaf import timestamp
from oversight.exact_json.canonical import canonical, sha256
from oversight.standing.standing_approval import StandingApproval

FORMAT = 3
GRANTED, REVOKED = "standing.granted", "standing.revoked"
"""The kinds, as they are stored. Append-only."""


def granted_leaf(approval: StandingApproval) -> bytes:
    """The bytes of the leaf that says that it was granted."""
    return _leaf(GRANTED, approval, approval.granted_by, approval.granted_at)


def revoked_leaf(approval: StandingApproval) -> bytes:
    """The bytes of the leaf that says that it was revoked."""
    assert approval.revoked_by is not None, "only what was revoked has such a leaf"
    assert approval.revoked_at is not None, "what was revoked says when"
    return _leaf(REVOKED, approval, approval.revoked_by, approval.revoked_at)


def _leaf(kind: str, approval: StandingApproval, by: Actor, at: datetime) -> bytes:
    return canonical(
        {
            "format": FORMAT,
            "kind": kind,
            "standing_id": approval.id,
            "at": timestamp(at),
            "actor": {"kind": str(by.kind), "id": by.id, "name": by.name},
            "agent_id": approval.agent_id,
            "action_type": approval.action_type,
            "from_action": approval.from_action,
            "condition_digest": sha256(approval.condition),
            "tier": approval.tier,
            "risk": str(approval.risk),
            "grounds": list(approval.grounds),
            "expires_at": timestamp(approval.expires_at),
            "uses_at_most": approval.uses_at_most,
            "uses": approval.uses,
        }
    )
