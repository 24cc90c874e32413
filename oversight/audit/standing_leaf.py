"""What a reviewer allowed in advance, and who ended it: format 3. Fields are only ever added, optional.

The condition repeats values of the payload, which the log must not hold, so it is here by its digest. A use has no leaf
of its own: that of the action which it released names the approval.
"""

from datetime import datetime

from oversight.action.decision import Actor
from oversight.action.personal import salted
from oversight.audit.record import Record, actor_record, timestamp
from oversight.exact_json.canonical import sha256
from oversight.standing.standing_approval import StandingApproval

GRANTED, REVOKED = "standing.granted", "standing.revoked"
"""The kinds, as they are stored. Append-only."""


class StandingLeaf(Record, frozen=True, kw_only=True):
    """One standing approval, when it was granted or revoked."""

    format = 3
    standing_id: str
    agent_id: str
    action_type: str
    from_action: str
    condition_digest: str
    tier: str
    risk: str
    grounds: list[str]
    expires_at: str
    uses_at_most: int
    uses: int


def granted_leaf(approval: StandingApproval) -> bytes:
    """The bytes of the leaf that says that it was granted."""
    return _leaf(GRANTED, approval, approval.granted_by, approval.granted_at)


def revoked_leaf(approval: StandingApproval) -> bytes:
    """The bytes of the leaf that says that it was revoked."""
    assert approval.revoked_by is not None, "only what was revoked has such a leaf"
    assert approval.revoked_at is not None, "what was revoked says when"
    return _leaf(REVOKED, approval, approval.revoked_by, approval.revoked_at)


def _leaf(kind: str, approval: StandingApproval, by: Actor, at: datetime) -> bytes:
    return StandingLeaf(
        kind=kind,
        at=timestamp(at),
        actor=actor_record(by),
        standing_id=approval.id,
        agent_id=approval.agent_id,
        action_type=approval.action_type,
        from_action=approval.from_action,
        condition_digest=salted(sha256(approval.condition), approval.salt),
        tier=approval.tier,
        risk=str(approval.risk),
        grounds=list(approval.grounds),
        expires_at=timestamp(approval.expires_at),
        uses_at_most=approval.uses_at_most,
        uses=approval.uses,
    ).written()
