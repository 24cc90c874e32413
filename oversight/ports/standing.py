"""What is remembered of standing approvals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from oversight.action.decision import Actor
from oversight.ports.delivery import Message, MessageKind
from oversight.standing.standing_approval import StandingApproval, StandingUse

LAST_USE_URGENCY = 3
"""News of the last use of a standing approval goes out after everything that somebody waits for."""


class StandingBook(Protocol):
    """Every standing approval that there was. Writes are all-or-nothing and durable when they return.

    Uses are counted by the book of actions, in the transaction that writes the action: only there is it decided
    whether one is left. The one who takes the last leaves a message there, so that the reply about the approval is
    brought up to date.
    """

    async def usable(
        self, agent_id: str, action_type: str, now: datetime, *, anew: bool = False
    ) -> Sequence[StandingApproval]:
        """Those for this agent and type that may be in force, as far as this process knows; with ``anew``, as of now.

        What is known may be seconds old, in both directions. That releases nothing: see above.
        """

    async def refresh(self) -> None:
        """What this process knows is up to date with all others; nothing is read before anybody asked."""

    async def grant(self, approval: StandingApproval, messages: Sequence[Message]) -> bool:
        """Whether it is in force, durable with its leaf and messages; False where its action has one already."""

    async def revoke(
        self, approval_id: str, by: Actor, at: datetime, messages: Sequence[Message]
    ) -> StandingApproval | None:
        """The revoked approval, durable with its leaf and messages; None (and nothing) where it was revoked before."""

    async def approval(self, approval_id: str) -> StandingApproval | None:
        """One as it is now."""

    async def of_action(self, action_id: str) -> Sequence[StandingApproval]:
        """Those that came from this action, the oldest first."""

    async def active(self, now: datetime, limit: int) -> Sequence[StandingApproval]:
        """Those that can still release actions, the newest first."""


def used_up(use: StandingUse) -> Message:
    """The message that brings the reply up to date once the last use was taken."""
    return Message(MessageKind.STANDING, use.approval_id, use.channel, LAST_USE_URGENCY)
