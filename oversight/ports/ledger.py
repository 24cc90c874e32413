"""What is remembered of actions, and how it is changed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from oversight.action.action import Action
from oversight.action.event import Event
from oversight.ports.halts import HaltBook
from oversight.ports.records import (
    ActionFilter,
    ActionList,
    Change,
    CommitResult,
    DigestNumbers,
    DigestRecord,
    Duplicate,
    Message,
    RecordedEvent,
    TierBacklog,
)
from oversight.ports.standing import StandingBook
from oversight.review.sampling import Candidate, Sample

SET_ASIDE = timedelta(minutes=10)
"""How long an action that could not be moved is left alone: trying more often fixes nothing and fills the log."""


class Ledger(Protocol):
    """What is remembered. Writes are all-or-nothing and durable when they return."""

    @property
    def halts(self) -> HaltBook:
        """What is remembered of halts."""

    @property
    def standing(self) -> StandingBook:
        """What is remembered of standing approvals."""

    async def commit(self, change: Change) -> CommitResult:
        """The change with its leaves and messages, written in one transaction, or the reason why not.

        A caller that stops waiting does not stop it: what was handed over is written whole.
        """

    async def earlier(self, agent_id: str, idempotency_key: str) -> Duplicate | None:
        """What the agent's earlier use of this key made, if there was one."""

    async def commit_all(self, changes: Sequence[Change]) -> Sequence[CommitResult]:
        """Each change as by :meth:`commit`, together where that is faster, each with its own fate."""

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

    async def events(self, action_id: str, after: int = 0) -> Sequence[RecordedEvent]:
        """The action's leaves after a position, oldest first."""

    async def last_digest_until(self) -> datetime | None:
        """Where the newest digest's period ended, or when the first start recorded the beginning; None before that."""

    async def begin_digests(self, now: datetime) -> None:
        """The moment from which the first digest counts, recorded once; later calls change nothing."""

    async def candidates(self, since: datetime, until: datetime) -> Sequence[Candidate]:
        """The actions that the policy released by itself in the period."""

    async def digest_numbers(self, since: datetime, until: datetime) -> DigestNumbers:
        """The period in numbers."""

    async def commit_digest(self, digest: DigestRecord, messages: Sequence[Message], events: Sequence[Event]) -> bool:
        """The digest, its samples, messages and leaves, or False (and nothing) where its period is already told."""

    async def digest(self, digest_id: str) -> DigestRecord | None:
        """A digest with its samples as they are now."""

    async def sample(self, sample_id: str) -> Sample | None:
        """A sample as it is now."""

    async def commit_finding(self, reviewed: Sample, messages: Sequence[Message], event: Event) -> bool:
        """The finding that the sample carries, or False (and nothing) where somebody gave one before."""


class ActionChanges(Protocol):
    """Pushes news of changes to whoever waits, within the process and between replicas."""

    async def wait(self, action_id: str, revision: int, seconds: float) -> None:
        """Returns once the action may have a revision above this one, or after so many seconds: then look."""
