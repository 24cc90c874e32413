"""Reading actions, and leasing those that time must change."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    update,
)

from oversight.action.action import Action
from oversight.action.decision import Vote
from oversight.action.status import Status
from oversight.ports import ActionFilter, ActionList, RecordedEvent, TierBacklog
from oversight.ports.ledger import SET_ASIDE
from storage.action_rows import FIXED, MOVING, action_of
from storage.documents.action import NOT_AS_WRITTEN, read, vote_of
from storage.engine.errors import Damaged
from storage.tables.tables import action_versions, actions, audit_leaves, votes

LEASE = timedelta(seconds=2)
"""How long a replica keeps due actions to itself, and how late they are at most after it died or lost its database.
Losing a lease does no harm: the commit is a compare-and-set."""

SOME = 500
"""Ids in one IN list: SQLite of old allows 999 parameters."""

_COLUMNS = [actions.c[name] for name in FIXED + MOVING]

# Built once: these are read for every decision, and building statements would cost more than running them.
THESE: BindParameter[str] = bindparam("ids", expanding=True)
ONE = select(*_COLUMNS).where(actions.c.id == bindparam("id"))
REVISIONS = select(actions.c.id, actions.c.revision).where(actions.c.id.in_(THESE))
_V = action_versions.c
VERSIONS = select(_V.action_id, _V.number, _V.document).where(_V.action_id.in_(THESE))
VOTES = (
    select(votes.c.action_id, votes.c.revision, votes.c.document)
    .where(votes.c.action_id.in_(THESE))
    .order_by(votes.c.action_id, votes.c.revision, votes.c.place)
)


def load_action(connection: Connection, action_id: str) -> Action | None:
    """The action as it is now."""
    found = _load(connection, ONE, {"id": action_id})
    return found[0] if found else None


def load_actions(connection: Connection, action_ids: Sequence[str]) -> list[Action]:
    """These actions as they are now, in the order of their ids."""
    return [
        action
        for some in _in_portions(sorted(action_ids))
        for action in _load(connection, select(*_COLUMNS).where(actions.c.id.in_(some)).order_by(actions.c.id))
    ]


def load_readable(connection: Connection, action_ids: Sequence[str]) -> tuple[list[Action], list[str]]:
    """These actions as they are now, in the order of their ids, and the ids of those that cannot be read."""
    try:
        return load_actions(connection, action_ids), []
    except Damaged:
        pass
    readable: list[Action] = []
    damaged = []
    for action_id in sorted(action_ids):
        try:
            readable += load_actions(connection, [action_id])
        except Damaged:
            damaged.append(action_id)
    return readable, damaged


def lock_actions(connection: Connection, action_ids: Sequence[str]) -> list[Action]:
    """These actions as they are until the transaction ends, in the order of their ids."""
    ids = sorted(action_ids)
    for some in _in_portions(ids):
        connection.execute(select(actions.c.id).where(actions.c.id.in_(some)).order_by(actions.c.id).with_for_update())
    return load_actions(connection, ids)


def list_actions(connection: Connection, wanted: ActionFilter) -> ActionList:
    """Some of an agent's actions, newest first.

    How large each is, is asked before any is read: in memory an action takes many times the bytes of its texts.
    """
    a = actions.c
    conditions: list[ColumnElement[bool]] = [a.agent_id == wanted.agent_id]
    if wanted.status is not None:
        conditions.append(a.status == wanted.status.value)
    if wanted.action_type is not None:
        conditions.append(a.action_type == wanted.action_type)
    if wanted.before is not None:
        conditions.append(a.id < wanted.before)
    # What was modified stands twice in the decision's document, and once more among the versions.
    octets = func.octet_length if connection.dialect.name == "postgresql" else func.length
    size = octets(a.document) + 2 * func.coalesce(octets(a.decision), 0)
    newest = select(a.id, size).where(*conditions).order_by(a.id.desc()).limit(wanted.limit + 1)
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
    listed = [each for each in load_actions(connection, ids) if wanted.status in (None, each.status)]
    return ActionList(tuple(reversed(listed)), ids[-1] if more else None)


def list_pending(connection: Connection, limit: int) -> list[Action]:
    """Actions that wait for a person, the next deadline first. Damaged ones are left out: nobody can decide them."""
    next_first = (actions.c.deadline_at.nulls_last(), actions.c.id)
    ids = connection.execute(select(actions.c.id).where(_is_pending()).order_by(*next_first).limit(limit)).scalars()
    place = {each: number for number, each in enumerate(ids)}
    return sorted(load_readable(connection, list(place))[0], key=lambda action: place[action.id])


def list_unsettled(connection: Connection, wanted: ColumnElement[bool], limit: int) -> list[Action]:
    """Actions that wait for a person and of which this holds. Damaged ones are left out: time cannot move them."""
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

    Those are set aside: the others' deadlines do not wait until somebody has repaired them.
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
    """Time does not look at these actions before then."""
    if action_ids:
        connection.execute(update(actions).where(actions.c.id.in_(sorted(action_ids))).values(leased_until=until))


def end_leases(connection: Connection) -> None:
    """Nobody holds a pending action."""
    a = actions.c
    held = (_is_pending(), a.due_at.is_not(None), a.leased_until.is_not(None))
    connection.execute(update(actions).where(*held).values(leased_until=None))


def revisions(connection: Connection, action_ids: Sequence[str]) -> dict[str, int]:
    """How far each of these actions has come."""
    return {
        row.id: row.revision
        for some in _in_portions(action_ids)
        for row in connection.execute(REVISIONS, {"ids": some})
    }


def list_events(connection: Connection, action_id: str, after: int) -> list[RecordedEvent]:
    """The action's leaves after a position, oldest first."""
    c = audit_leaves.c
    wanted = select(c.id, c.kind, c.leaf).where(c.action_id == action_id, c.id > after).order_by(c.id)
    return [RecordedEvent(row.id, row.kind, row.leaf) for row in connection.execute(wanted)]


def _is_pending() -> ColumnElement[bool]:
    # A literal, not a parameter: only so can a planner see that the index over pending rows answers the question.
    return actions.c.status == literal_column(f"'{Status.PENDING.value}'")


def _load(
    connection: Connection, wanted: Select[*tuple[Any, ...]], values: Mapping[str, object] | None = None
) -> list[Action]:
    """Raises Damaged where a row is not as it was written."""
    try:
        rows = connection.execute(wanted, values).all()
        moved = [row for row in rows if row.revision > 1]
        edited = _edited_versions(connection, [row for row in moved if row.version > 1])
        cast = _votes(connection, [row for row in moved if row.rung is not None])
        return [action_of(row, edited.get(row.id), cast.get(row.id, ())) for row in rows]
    except NOT_AS_WRITTEN as error:
        raise Damaged(Damaged.__doc__) from error


def _edited_versions(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> dict[str, str]:
    current = {row.id: row.version for row in rows}
    return {
        row.action_id: row.document
        for some in _in_portions(list(current))
        for row in connection.execute(VERSIONS, {"ids": some})
        if row.number == current[row.action_id]
    }


def _votes(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> dict[str, tuple[Vote, ...]]:
    """The votes of these rows. Newer ones than the row itself, cast between two queries, are left for the next look."""
    seen = {row.id: row.revision for row in rows}
    found: dict[str, tuple[Vote, ...]] = {}
    for some in _in_portions(list(seen)):
        for row in connection.execute(VOTES, {"ids": some}):
            if row.revision <= seen[row.action_id]:
                found[row.action_id] = (*found.get(row.action_id, ()), vote_of(read(row.document)))
    return found


def _in_portions(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + SOME] for start in range(0, len(ids), SOME))
