"""Standing approvals in memory; what is known may be old until somebody looks anew, as in a replica."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.decision import Actor, DeciderKind
from oversight.action.status import OutcomeKind
from oversight.audit.standing_leaf import GRANTED, REVOKED, granted_leaf, revoked_leaf
from oversight.ports.delivery import Message
from oversight.ports.standing import used_up
from oversight.review.sampler.candidate import Candidate, Ended
from oversight.standing.standing_approval import StandingApproval, StandingUse
from tests.fakes.log import MemoryLog


class MemoryStanding:
    """A dictionary of them, and what one process believes it to be."""

    def __init__(self, log: MemoryLog) -> None:
        self.every: dict[str, StandingApproval] = {}
        self.used: list[tuple[str, int, str]] = []
        self._log = log
        self._known: dict[str, StandingApproval] | None = None

    @property
    def leaves(self) -> list[bytes]:
        return self._log.of(GRANTED, REVOKED)

    async def usable(
        self, agent_id: str, action_type: str, now: datetime, *, anew: bool = False
    ) -> Sequence[StandingApproval]:
        if self._known is None or anew:
            self._known = {approval.id: approval for approval in self.every.values() if approval.stands(now)}
        wanted = (agent_id, action_type)
        return [
            approval for approval in self._known.values() if (approval.agent_id, approval.action_type) == wanted
        ] or ()

    async def refresh(self) -> None:
        self._known = None

    async def grant(self, approval: StandingApproval, messages: Sequence[Message]) -> bool:
        now = approval.granted_at
        if any(other.from_action == approval.from_action and other.stands(now) for other in self.every.values()):
            return False
        self.every[approval.id] = approval
        self._log.write(approval.id, GRANTED, granted_leaf(approval))
        self._log.messages += messages
        await self.refresh()
        return True

    async def revoke(
        self, approval_id: str, by: Actor, at: datetime, messages: Sequence[Message]
    ) -> StandingApproval | None:
        revoked = self._revoked(approval_id, by, at)
        if revoked is not None:
            self._log.messages += messages
            await self.refresh()
        return revoked

    async def approval(self, approval_id: str) -> StandingApproval | None:
        return self.every.get(approval_id)

    async def of_action(self, action_id: str) -> Sequence[StandingApproval]:
        return [approval for approval in self.every.values() if approval.from_action == action_id]

    async def active(self, now: datetime, limit: int) -> Sequence[StandingApproval]:
        found = [approval for approval in self.every.values() if approval.stands(now)]
        return sorted(found, key=lambda approval: approval.id, reverse=True)[:limit]

    def revoked_elsewhere(self, approval_id: str, by: Actor, at: datetime) -> None:
        """Another replica revoked it, and nobody here has heard of it."""
        self._revoked(approval_id, by, at)

    def is_left(self, use: StandingUse, now: datetime) -> bool:
        approval = self.every.get(use.approval_id)
        return (
            approval is not None and approval.stands(now) and approval.uses < use.uses_at_most and now < use.expires_at
        )

    def count(self, use: StandingUse, action_id: str) -> None:
        approval = self.every[use.approval_id]
        self.every[use.approval_id] = replace(approval, uses=approval.uses + 1)
        self.used.append((use.approval_id, approval.uses + 1, action_id))
        if approval.uses + 1 >= min(approval.uses_at_most, use.uses_at_most):
            self._log.messages.append(used_up(use))

    def candidate(self, action: Action) -> Candidate:
        """The action as sampling needs to know it."""
        numbers = [number for _, number, used_by in self.used if used_by == action.id]
        in_shadow = action.route.shadow is not None
        proposal, decision, outcome = action.proposal, action.decision, action.outcome
        assert decision is not None
        by_policy = decision.decided_by.kind is DeciderKind.POLICY
        ended = (Ended.AUTO_REJECTED, Ended.RAN) if by_policy else (Ended.REJECTED, Ended.APPROVED)
        return Candidate(
            action_id=action.id,
            confidence=proposal.confidence,
            in_shadow=in_shadow,
            by_standing=bool(numbers),
            is_first_use=numbers == [1],
            ended=ended[action.status.releases],
            action_type=proposal.action_type,
            agent_id=action.agent.id,
            policy_hash=action.policy_hash,
            at=decision.at,
            payload=proposal.payload,
            description=proposal.description,
            context=dict(proposal.context),
            signals=proposal.signals,
            failed=outcome is not None and outcome.kind is OutcomeKind.FAILED,
            seconds=None if outcome is None else (outcome.at - decision.at).total_seconds(),
        )

    def _revoked(self, approval_id: str, by: Actor, at: datetime) -> StandingApproval | None:
        approval = self.every.get(approval_id)
        if approval is None or approval.revoked_at is not None:
            return None
        revoked = self.every[approval_id] = replace(approval, revoked_at=at, revoked_by=by)
        self._log.write(approval_id, REVOKED, revoked_leaf(revoked))
        return revoked
