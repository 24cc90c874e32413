"""Bulk writing on PostgreSQL: one statement for any number of rows, one array for each column.

A batch costs as many round trips as tables it touches, whatever its size, and each statement is prepared once.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table

from storage.commit.entry import Entry
from storage.documents.rows import FIXED, MOVING, Values
from storage.replicas.notices import CHANNEL, IDS_IN_A_NOTICE
from storage.tables.actions import action_versions, actions

UNDER_NEWEST_HALTS = "under IS NULL OR under = (SELECT coalesce(max(number), 0) FROM halts)"
"""Whether a new row was routed under the active halts."""


class PostgresBulk:
    """Array by array."""

    def insert_new(self, connection: Connection, entries: Sequence[Entry]) -> set[str]:
        """New actions, except where the key is taken or the halts have changed; the ids of those written.

        What was already being written when a halt committed elsewhere counts as released before it.
        """
        rows = [(*entry.fixed, *entry.moving, entry.halts) for entry in entries]
        result = connection.exec_driver_sql(_INSERT_NEW, _columns(rows))
        return set(result.scalars())

    def move(self, connection: Connection, entries: Sequence[Entry]) -> set[str]:
        """Compare-and-set of existing actions; the ids of those that still were where the change began.

        The rows are locked first, in the order of their ids, because an UPDATE locks in any order it likes. Whoever
        held one of them has committed by then, and the UPDATE compares with what that left.
        """
        connection.exec_driver_sql(_LOCK, ([entry.action_id for entry in entries],))
        return set(connection.exec_driver_sql(_MOVE, _columns(moves(entries))).scalars())

    def insert(self, connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """All the rows, in their order."""
        connection.exec_driver_sql(_insert(table, tuple(columns)), _columns(rows))

    def announce(self, connection: Connection, action_ids: Sequence[str]) -> None:
        """Other replicas hear of these actions when the transaction commits."""
        notices = [
            " ".join(action_ids[start : start + IDS_IN_A_NOTICE])
            for start in range(0, len(action_ids), IDS_IN_A_NOTICE)
        ]
        connection.exec_driver_sql("SELECT pg_notify($1, notice) FROM unnest($2::text[]) AS notice", (CHANNEL, notices))


def _columns(rows: Sequence[Values]) -> tuple[Any, ...]:
    return tuple(map(list, zip(*rows, strict=True)))


def _array(table: Table, column: str, position: int) -> str:
    return f"${position}::{type_of(table, column)}[]"


def type_of(table: Table, column: str) -> str:
    """PostgreSQL's name of the column's type."""
    return _TYPES[type(table.c[column].type).__name__]


_TYPES = {
    "Text": "text",
    "Integer": "integer",
    "BigInteger": "bigint",
    "Double": "double precision",
    "Boolean": "boolean",
    "LargeBinary": "bytea",
    "UtcDateTime": "timestamptz",
}


@cache
def _insert(table: Table, columns: tuple[str, ...]) -> str:
    arrays = ", ".join(_array(table, column, position) for position, column in enumerate(columns, 1))
    # Every change writes the version it is based on; only the edit that made it is the first to.
    twice = " ON CONFLICT DO NOTHING" if table is action_versions else ""
    return f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT * FROM unnest({arrays}){twice}"  # noqa: S608 - names of our own tables


MOVED = ("id", "expected", "from_status", *MOVING)
"""What an existing action is compared with, and what is set."""


def moves(entries: Sequence[Entry]) -> list[Values]:
    """The rows of these columns."""
    return [(entry.action_id, entry.revision - 1, " ".join(entry.from_status), *entry.moving) for entry in entries]


def compare_and_set(wanted: str) -> str:
    """The statement that moves actions by the rows called ``wanted``, and answers the ids of those it moved."""
    settings = ", ".join(f"{column} = wanted.{column}" for column in MOVING)
    return (
        f"UPDATE actions SET {settings}, leased_until = NULL FROM {wanted} "  # noqa: S608 - names of our own columns
        "WHERE actions.id = wanted.id AND actions.revision = wanted.expected "
        "AND actions.status = ANY (string_to_array(wanted.from_status, ' ')) RETURNING actions.id"
    )


def _move() -> str:
    arrays = [_array(actions, column, position) for position, column in enumerate(MOVING, 4)]
    wanted = ", ".join(["$1::text[]", "$2::integer[]", "$3::text[]", *arrays])
    return compare_and_set(f"unnest({wanted}) AS wanted ({', '.join(MOVED)})")


def _insert_new() -> str:
    names = ", ".join(FIXED + MOVING)
    arrays = [_array(actions, column, position) for position, column in enumerate(FIXED + MOVING, 1)]
    wanted = ", ".join([*arrays, f"${len(arrays) + 1}::bigint[]"])
    return (
        f"INSERT INTO actions ({names}) SELECT {names} FROM unnest({wanted}) AS wanted ({names}, under) "  # noqa: S608 - names of our own columns
        f"WHERE {UNDER_NEWEST_HALTS} ON CONFLICT DO NOTHING RETURNING id"
    )


_LOCK = "SELECT id FROM actions WHERE id = ANY ($1::text[]) ORDER BY id FOR UPDATE"
_MOVE = _move()
_INSERT_NEW = _insert_new()
