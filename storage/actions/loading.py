"""Reading actions back, in portions where there are many; other books read them by these functions, too."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Select, bindparam, func, select

from oversight.action.action import Action
from oversight.action.decision import Vote
from storage.documents.document import NOT_AS_WRITTEN, read
from storage.documents.rows import FIXED, MOVING, action_of
from storage.engine.errors import Damaged
from storage.engine.portions import in_portions
from storage.tables.actions import action_versions, actions, votes

_COLUMNS = [actions.c[name] for name in FIXED + MOVING]

# Built once: these are read for every decision, and building statements would cost more than running them.
THESE: BindParameter[str] = bindparam("ids", expanding=True)
ONE = select(*_COLUMNS).where(actions.c.id == bindparam("id"))
_V = action_versions.c
VERSIONS = select(_V.action_id, _V.number, _V.document).where(_V.action_id.in_(THESE))
VOTES = (
    select(votes.c.action_id, votes.c.revision, votes.c.document)
    .where(votes.c.action_id.in_(THESE))
    .order_by(votes.c.action_id, votes.c.revision, votes.c.place)
)


def stored_size(connection: Connection) -> ColumnElement[int]:
    """The bytes that an action takes in the database; in memory it takes many times as many."""
    octets = func.octet_length if connection.dialect.name == "postgresql" else func.length
    # A modified payload is twice in the decision's document, and once more among the versions.
    size: ColumnElement[int] = octets(actions.c.document) + 2 * func.coalesce(octets(actions.c.decision), 0)
    return size


def load_action(connection: Connection, action_id: str) -> Action | None:
    """The action as it is now."""
    found = _load(connection, ONE, {"id": action_id})
    return found[0] if found else None


def load_actions(connection: Connection, action_ids: Sequence[str]) -> list[Action]:
    """These actions as they are now, in the order of their ids."""
    return [
        action
        for some in in_portions(sorted(action_ids))
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
    for some in in_portions(ids):
        connection.execute(select(actions.c.id).where(actions.c.id.in_(some)).order_by(actions.c.id).with_for_update())
    return load_actions(connection, ids)


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
        for some in in_portions(list(current))
        for row in connection.execute(VERSIONS, {"ids": some})
        if row.number == current[row.action_id]
    }


def _votes(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> dict[str, tuple[Vote, ...]]:
    """The votes of these rows. Newer ones than the row itself, cast between two queries, are left for the next look."""
    seen = {row.id: row.revision for row in rows}
    found: dict[str, tuple[Vote, ...]] = {}
    for some in in_portions(list(seen)):
        for row in connection.execute(VOTES, {"ids": some}):
            if row.revision <= seen[row.action_id]:
                found[row.action_id] = (*found.get(row.action_id, ()), read(row.document, Vote))
    return found
