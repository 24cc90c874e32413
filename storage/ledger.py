"""The ledger: writes by group commit, reads by plain queries."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import Connection

from oversight.action.action import Action
from oversight.action.event import Event
from oversight.audit.leaf import leaf
from oversight.ports import (
    ActionFilter,
    ActionList,
    Change,
    CommitResult,
    DigestNumbers,
    DigestRecord,
    Duplicate,
    HaltBook,
    Lane,
    Message,
    RecordedEvent,
    StandingBook,
    TierBacklog,
    used_up,
)
from oversight.review.sampling import Candidate, Sample
from storage import actions
from storage import review as digests
from storage.action_rows import Moment
from storage.commit.commit_all import BulkWriter, earlier_uses
from storage.commit.entry import entry_of
from storage.commit.group_commit import GroupCommit
from storage.commit.side_writes import Telling
from storage.engine.database import Database
from storage.engine.patience import LONG
from storage.halts import SqlHalts
from storage.replicas.wakeup import Bell
from storage.standing.approvals import SqlStanding

log = structlog.get_logger(__name__)


class SqlLedger:
    """The ledger in the database."""

    def __init__(self, database: Database, bulk: BulkWriter, moment: Moment, group: GroupCommit, bell: Bell) -> None:
        """Over this database; the group commit writes changes, the bell is told of messages."""
        self._bell = bell
        self._database = database
        self._moment = moment
        self._group = group
        self._telling = Telling(bulk, moment)
        self._halts = SqlHalts(database, self._telling, self._ring_for)
        self._standing = SqlStanding(database, self._telling, self._ring_for)

    @property
    def halts(self) -> HaltBook:
        """What is remembered of halts."""
        return self._halts

    @property
    def standing(self) -> StandingBook:
        """What is remembered of standing approvals."""
        return self._standing

    async def close(self) -> None:
        """Every change that was submitted has its fate."""
        await self._group.close()

    async def commit(self, change: Change) -> CommitResult:
        """The change with its leaves and messages, written in one transaction, or the reason why not."""
        fate = await self._group.submit(entry_of(change, self._moment))
        if change.standing is not None:
            self._ring_for([used_up(change.standing)])
        self._ring_for(change.messages, is_new=change.is_new)
        return fate

    async def commit_all(self, changes: Sequence[Change]) -> Sequence[CommitResult]:
        """Each change as by :meth:`commit`, together where that is faster, each with its own fate."""
        entries = [entry_of(change, self._moment) for change in changes]
        fates = await asyncio.gather(*map(self._group.submit, entries))
        for change in changes:
            self._ring_for(change.messages, is_new=change.is_new)
        return fates

    async def earlier(self, agent_id: str, idempotency_key: str) -> Duplicate | None:
        """What the agent's earlier use of this key made, if there was one."""
        owner = (agent_id, idempotency_key)
        return (await self._database.read(lambda connection: earlier_uses(connection, [owner]))).get(owner)

    async def action(self, action_id: str) -> Action | None:
        """The action as it is now."""
        return await self._database.read(lambda connection: actions.load_action(connection, action_id))

    async def actions(self, wanted: ActionFilter) -> ActionList:
        """Some of an agent's actions, newest first."""
        return await self._database.read(lambda connection: actions.list_actions(connection, wanted))

    async def backlog(self) -> Sequence[TierBacklog]:
        """How many actions wait at each tier, and for how long yet."""
        return await self._database.read(actions.count_pending, seconds=LONG)

    async def pending(self, limit: int) -> Sequence[Action]:
        """Actions that wait for a person, the next deadline first."""
        return await self._database.read(lambda connection: actions.list_pending(connection, limit))

    async def claim_due(self, now: datetime, limit: int) -> Sequence[Action]:
        """Pending actions that time must change now, leased to the caller so that replicas share the work."""
        due, damaged = await self._database.write(lambda connection: actions.lease_due(connection, now, limit))
        for each in damaged:
            log.error("an action that is due is damaged in the database: it cannot time out", action=each)
        return due

    async def set_aside(self, action_ids: Sequence[str], until: datetime) -> None:
        """They are not due before then."""
        await self._database.write(lambda connection: actions.set_aside(connection, action_ids, until))

    async def events(self, action_id: str, after: int = 0) -> Sequence[RecordedEvent]:
        """The action's leaves after a position, oldest first."""
        return await self._database.read(lambda connection: actions.list_events(connection, action_id, after))

    async def last_digest_until(self) -> datetime | None:
        """Where the newest digest's period ended, or when the first start recorded the beginning; None before that."""
        return await self._database.read(digests.load_last_until)

    async def begin_digests(self, now: datetime) -> None:
        """The moment from which the first digest counts, recorded once; later calls change nothing."""
        await self._database.write(lambda connection: digests.begin(connection, now))

    async def candidates(self, since: datetime, until: datetime) -> Sequence[Candidate]:
        """The actions that the policy released by itself in the period."""
        return await self._database.read(
            lambda connection: digests.list_candidates(connection, since, until), seconds=LONG
        )

    async def digest_numbers(self, since: datetime, until: datetime) -> DigestNumbers:
        """The period in numbers."""
        return await self._database.read(lambda connection: digests.count(connection, since, until), seconds=LONG)

    async def commit_digest(self, digest: DigestRecord, messages: Sequence[Message], events: Sequence[Event]) -> bool:
        """The digest, its samples, messages and leaves, or False (and nothing) where its period is already told."""

        def query(connection: Connection) -> bool:
            if not digests.take_period(connection, digest.since, digest.until):
                return False
            digests.insert_digest(connection, digest)
            self._tell(connection, messages, events, digest.until)
            return True

        committed = await self._database.write(query)
        self._ring_for(messages)
        return committed

    async def digest(self, digest_id: str) -> DigestRecord | None:
        """A digest with its samples as they are now."""
        return await self._database.read(lambda connection: digests.load_digest(connection, digest_id))

    async def sample(self, sample_id: str) -> Sample | None:
        """A sample as it is now."""
        return await self._database.read(lambda connection: digests.load_sample(connection, sample_id))

    async def commit_finding(self, reviewed: Sample, messages: Sequence[Message], event: Event) -> bool:
        """The finding that the sample carries, or False (and nothing) where somebody gave one before."""

        def query(connection: Connection) -> bool:
            if not digests.set_finding(connection, reviewed):
                return False
            self._tell(connection, messages, [event], event.at)
            return True

        committed = await self._database.write(query)
        self._ring_for(messages)
        return committed

    def _ring_for(self, messages: Sequence[Message], *, is_new: bool = False) -> None:
        """Whoever delivers looks at once; one look too many does no harm. What is new stands nowhere yet."""
        if messages:
            kinds = (False,) if is_new else (False, True)
            self._bell.ring({Lane(message.channel, stands) for message in messages for stands in kinds})

    def _tell(self, connection: Connection, messages: Sequence[Message], events: Sequence[Event], at: datetime) -> None:
        """The leaves and messages of what happened beside an action's own way; the action stands still meanwhile."""
        ids = sorted({event.action_id for event in events})
        after = {action.id: action for action in actions.lock_actions(connection, ids)}
        leaves = [(event.action_id, event.kind.value, leaf(event, after[event.action_id])) for event in events]
        self._telling.write(connection, leaves, messages, at)
