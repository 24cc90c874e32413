"""What is remembered of standing approvals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from oversight.action.decision import Actor
from oversight.ports.records import Message
from oversight.standing.standing_approval import StandingApproval


class StandingBook(Protocol):
    """Every standing approval that there was. Writes are all-or-nothing and durable when they return.

    Uses are counted by the ledger, in the transaction that writes the action: there alone it is decided whether one is
    left. The one who takes the last leaves a message there, so that what was said of the approval says so.
    """

    async def usable(
        self, agent_id: str, action_type: str, now: datetime, *, anew: bool = False
    ) -> Sequence[StandingApproval]:
        """Those for this agent and type that may stand, as far as this process knows; with ``anew``, as they are now.

        What is known may be seconds old, in both directions. That releases nothing: see the ledger.
        """

    async def refresh(self) -> None:
        """What this process knows is up to date with all others."""

    async def grant(self, approval: StandingApproval, messages: Sequence[Message]) -> bool:
        """Whether it stands now, durable with its leaf and messages; False where its action has one that stands."""

    async def revoke(
        self, approval_id: str, by: Actor, at: datetime, messages: Sequence[Message]
    ) -> StandingApproval | None:
        """It, revoked, with its leaf and messages, durable; None (and nothing) where it was revoked before."""

    async def approval(self, approval_id: str) -> StandingApproval | None:
        """One as it is now."""

    async def of_action(self, action_id: str) -> Sequence[StandingApproval]:
        """Those that came from this action, the oldest first."""

    async def standing(self, now: datetime, limit: int) -> Sequence[StandingApproval]:
        """Those that stand, the newest first."""
