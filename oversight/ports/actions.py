"""What is remembered of actions, and how it is changed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec import Struct

from oversight.action.action import Action
from oversight.action.decision import Vote
from oversight.action.event import Event
from oversight.action.status import Status
from oversight.audit.leaf import leaf
from oversight.ladder.deadline import due_at
from oversight.ports.delivery import Message
from oversight.standing.standing_approval import StandingUse

SET_ASIDE = timedelta(minutes=10)
"""How long an action that could not be moved is left alone: trying more often fixes nothing and fills the log."""


class Change(Struct, frozen=True):
    """What one use case wants written: state, votes, leaves and messages, all of it or none."""

    action: Action
    """The state after the change; its revision is the expected one plus 1."""
    events: tuple[Event, ...]
    messages: tuple[Message, ...]
    cast: tuple[Vote, ...] = ()
    """The votes that this change adds."""
    is_new: bool = False
    halts: int | None = None
    """Only of a new action: the number of the halts that it was routed under. A Conflict where others are active."""
    standing: StandingUse | None = None
    """Only of a new action that a standing approval released: the use that counts. A Conflict where none is left."""

    @property
    def leaves(self) -> tuple[bytes, ...]:
        """The entry of the audit log for each event, in their order, with the state that all of them left behind."""
        return tuple([leaf(event, self.action) for event in self.events])

    @property
    def due_at(self) -> datetime | None:
        """When time changes the action next; None where it never does."""
        return due_at(self.action)


class Committed(Struct, frozen=True):
    """It is durable."""


class Conflict(Struct, frozen=True):
    """Somebody changed the action first; nothing was written. Look again and decide anew."""


class Duplicate(Struct, frozen=True):
    """The agent has used this idempotency key before; nothing was written."""

    action_id: str
    request_digest: str | None


CommitResult = Committed | Conflict | Duplicate


class ActionFilter(Struct, frozen=True):
    """Which of an agent's actions to list; newest first."""

    agent_id: str
    status: Status | None = None
    action_type: str | None = None
    before: str | None = None
    """Only actions older than this id (ids sort by time)."""
    limit: int = 50
    most_bytes: int = 1024 * 1024
    """The list ends before its actions are larger than this together; the first is always in it."""


class ActionList(Struct, frozen=True):
    """Some of an agent's actions, newest first."""

    actions: tuple[Action, ...]
    older_than: str | None
    """The id before which the list goes on; None where nothing was left out for its number or its size."""


class TierBacklog(Struct, frozen=True):
    """What waits at one tier."""

    tier: str
    waiting: int
    next_deadline_at: datetime | None
    """None where a halt stopped the time of all of them."""


class RecordedEvent(Struct, frozen=True):
    """One leaf as it is read back: its position in the log, its kind and its bytes."""

    position: int
    kind: str
    leaf: bytes


class ActionBook(Protocol):
    """Every action that there was. Writes are all-or-nothing and durable when they return."""

    async def commit(self, change: Change) -> CommitResult:
        """The change with its leaves and messages, written in one transaction, or the reason why not.

        A caller that stops waiting does not stop it: what was handed over is written whole.
        """

    async def earlier(self, agent_id: str, idempotency_key: str) -> Duplicate | None:
        """What the agent's earlier use of this key made, if there was one."""

    async def commit_all(self, changes: Sequence[Change]) -> Sequence[CommitResult]:
        """Each change as by :meth:`commit`, together where that is faster, each with its own result."""

    async def action(self, action_id: str) -> Action | None:
        """The action as it is now."""

    async def actions(self, wanted: ActionFilter) -> ActionList:
        """Some of an agent's actions, newest first."""

    async def backlog(self) -> Sequence[TierBacklog]:
        """How many actions wait at each tier: ladders jam at the top."""

    async def pending(self, limit: int) -> Sequence[Action]:
        """Actions that wait for a person, the next deadline first."""

    async def claim_due(self, now: datetime, limit: int) -> Sequence[Action]:
        """Pending actions that time must change now, leased to the caller so that replicas share the work.

        One that cannot be read is no reason to keep the others waiting: it is logged, and set aside.
        """

    async def set_aside(self, action_ids: Sequence[str], until: datetime) -> None:
        """They are not due before then, unless somebody changes them."""

    async def keep_leaf(self, event: Event) -> None:
        """The leaf of a fact that changes nothing of its action, durable, with the state as it is by then."""

    async def events(self, action_id: str, after: int = 0) -> Sequence[RecordedEvent]:
        """The action's leaves after a position, oldest first."""


class ActionChanges(Protocol):
    """Pushes news of changes to whoever waits, within the process and between replicas."""

    async def wait(self, action_id: str, revision: int, seconds: float) -> None:
        """Returns once the action may have a revision above this one, or after so many seconds: then look."""
