"""The book of actions: writes by group commit, reads by plain queries, leases of those that time must change."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, Connection, func, literal_column, or_, select, update

from oversight.action.action import Action
from oversight.action.event import Event
from oversight.action.status import Status
from oversight.audit.leaf import leaf
from oversight.ports.actions import (
    SET_ASIDE,
    ActionFilter,
    ActionList,
    Change,
    CommitResult,
    Duplicate,
    RecordedEvent,
    TierBacklog,
)
from oversight.ports.standing import used_up
from storage.actions.loading import load_action, load_actions, load_readable, lock_actions, stored_size
from storage.commit.commit_all import earlier_uses
from storage.commit.entry import entry_of
from storage.commit.group_commit import GroupCommit
from storage.commit.side_writes import SideWrites
from storage.engine.database import Database
from storage.engine.patience import LONG
from storage.tables.actions import actions
from storage.tables.audit import audit_leaves

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=2)
"""How long a replica keeps due actions to itself, and how late they are at most after it died or lost its database.
Losing a lease does no harm: the commit is a compare-and-set."""


class SqlActions:
    """The actions in the database."""

    def __init__(self, database: Database, group: GroupCommit, side_writes: SideWrites) -> None:
        """Over this database; the group commit writes changes."""
        self._database = database
        self._group = group
        self._side_writes = side_writes

    async def close(self) -> None:
        """Every change that was submitted is committed or refused."""
        await self._group.close()

    async def commit(self, change: Change) -> CommitResult:
        result = await self._group.submit(entry_of(change, self._side_writes.moment))
        if change.standing is not None:
            self._side_writes.wake([used_up(change.standing)])
        self._side_writes.wake(change.messages, is_new=change.is_new)
        return result

    async def commit_all(self, changes: Sequence[Change]) -> Sequence[CommitResult]:
        entries = [entry_of(change, self._side_writes.moment) for change in changes]
        results = await asyncio.gather(*map(self._group.submit, entries))
        for change in changes:
            self._side_writes.wake(change.messages, is_new=change.is_new)
        return results

    async def earlier(self, agent_id: str, idempotency_key: str) -> Duplicate | None:
        owner = (agent_id, idempotency_key)
        return (await self._database.read(lambda connection: earlier_uses(connection, [owner]))).get(owner)

    async def action(self, action_id: str) -> Action | None:
        return await self._database.read(lambda connection: load_action(connection, action_id))

    async def actions(self, wanted: ActionFilter) -> ActionList:
        return await self._database.read(lambda connection: list_actions(connection, wanted))

    async def backlog(self) -> Sequence[TierBacklog]:
        return await self._database.read(count_pending, seconds=LONG)

    async def pending(self, limit: int) -> Sequence[Action]:
        return await self._database.read(lambda connection: list_pending(connection, limit))

    async def claim_due(self, now: datetime, limit: int) -> Sequence[Action]:
        due, damaged = await self._database.write(lambda connection: lease_due(connection, now, limit))
        for action_id in damaged:
            log.error("an action that is due is damaged in the database: it cannot time out", action=action_id)
        return due

    async def set_aside(self, action_ids: Sequence[str], until: datetime) -> None:
        await self._database.write(lambda connection: set_aside(connection, action_ids, until))

    async def keep_leaf(self, event: Event) -> None:
        await self._database.write(lambda connection: self._record(connection, event))

    def _record(self, connection: Connection, event: Event) -> None:
        (now,) = lock_actions(connection, [event.action_id])
        self._side_writes.write(connection, [(event.action_id, str(event.kind), leaf(event, now))], (), event.at)

    async def events(self, action_id: str, after: int = 0) -> Sequence[RecordedEvent]:
        return await self._database.read(lambda connection: list_events(connection, action_id, after))


def list_actions(connection: Connection, wanted: ActionFilter) -> ActionList:
    """Some of an agent's actions, newest first.

    Their sizes are asked for before any is read: in memory an action takes many times the bytes of its texts.
    """
    a = actions.c
    conditions: list[ColumnElement[bool]] = [a.agent_id == wanted.agent_id]
    if wanted.status is not None:
        conditions.append(a.status == wanted.status.value)
    if wanted.action_type is not None:
        conditions.append(a.action_type == wanted.action_type)
    if wanted.before is not None:
        conditions.append(a.id < wanted.before)
    newest = select(a.id, stored_size(connection)).where(*conditions).order_by(a.id.desc()).limit(wanted.limit + 1)
    ids: list[str] = []
    left, more = wanted.most_bytes, False
    with connection.execute(newest) as sized:
        # Row by row: SQLite has to read a text to measure it, so those beyond the page's end are never touched.
        for action_id, length in sized:
            left -= length
            if more := len(ids) == wanted.limit or (bool(ids) and left < 0):
                break
            ids.append(action_id)
    # One that has moved on between the two looks is no longer what was asked for.
    listed = [action for action in load_actions(connection, ids) if wanted.status in (None, action.status)]
    return ActionList(tuple(reversed(listed)), ids[-1] if more else None)


def list_pending(connection: Connection, limit: int) -> list[Action]:
    """Actions that wait for a person, the next deadline first. Damaged ones are left out: nobody can decide them."""
    next_first = (actions.c.deadline_at.nulls_last(), actions.c.id)
    ids = connection.execute(select(actions.c.id).where(_is_pending()).order_by(*next_first).limit(limit)).scalars()
    position = {action_id: index for index, action_id in enumerate(ids)}
    return sorted(load_readable(connection, list(position))[0], key=lambda action: position[action.id])


def list_unsettled(connection: Connection, wanted: ColumnElement[bool], limit: int) -> list[Action]:
    """Actions that wait for a person and meet this condition. Damaged ones are left out: time cannot move them."""
    ids = connection.execute(select(actions.c.id).where(_is_pending(), wanted).limit(limit)).scalars().all()
    return load_readable(connection, ids)[0]


def count_pending(connection: Connection) -> list[TierBacklog]:
    """How many actions wait at each tier, and the next deadline among those whose time runs."""
    a = actions.c
    running = func.min(a.deadline_at).filter(a.frozen_at.is_(None))
    counted = select(a.tier, func.count(), running).where(_is_pending()).group_by(a.tier)
    return [TierBacklog(tier, waiting, deadline) for tier, waiting, deadline in connection.execute(counted)]


def lease_due(connection: Connection, now: datetime, limit: int) -> tuple[list[Action], list[str]]:
    """Pending actions whose time has come and that nobody else holds, the longest due first; and damaged ones' ids.

    Damaged ones are set aside: the others' deadlines do not wait until somebody has repaired them.
    """
    a = actions.c
    due = (
        select(a.id)
        .where(_is_pending(), a.due_at <= now, or_(a.leased_until.is_(None), a.leased_until <= now))
        .order_by(a.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    lease = update(actions).where(a.id.in_(due)).values(leased_until=now + LEASE).returning(a.id, a.due_at)
    leased = {row.id: row.due_at for row in connection.execute(lease)}
    readable, damaged = load_readable(connection, list(leased))
    set_aside(connection, damaged, now + SET_ASIDE)
    return sorted(readable, key=lambda action: leased[action.id]), damaged


def set_aside(connection: Connection, action_ids: Sequence[str], until: datetime) -> None:
    """These actions are not due before then."""
    if action_ids:
        connection.execute(update(actions).where(actions.c.id.in_(sorted(action_ids))).values(leased_until=until))


def end_leases(connection: Connection) -> None:
    """Nobody holds a pending action."""
    a = actions.c
    held = (_is_pending(), a.due_at.is_not(None), a.leased_until.is_not(None))
    connection.execute(update(actions).where(*held).values(leased_until=None))


def list_events(connection: Connection, action_id: str, after: int) -> list[RecordedEvent]:
    """The action's leaves after a position, oldest first."""
    c = audit_leaves.c
    wanted = select(c.id, c.kind, c.leaf).where(c.action_id == action_id, c.id > after).order_by(c.id)
    return [RecordedEvent(row.id, row.kind, row.leaf) for row in connection.execute(wanted)]


def _is_pending() -> ColumnElement[bool]:
    # A literal, not a parameter: only so can a planner see that the index over pending rows answers the question.
    return actions.c.status == literal_column(f"'{Status.PENDING.value}'")
