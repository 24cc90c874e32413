"""Bulk writing on SQLite: prepared statements in a row, on the one connection that writes.

Statements go straight to the driver: through SQLAlchemy each of them would cost several times the write itself. The
writer is alone, so what a statement says of a row is what the transaction will commit.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table

from storage import tables
from storage.action_rows import FIXED, MOVING, Values
from storage.entry import Entry


class SqliteBulk:
    """Row by row."""

    def insert_new(self, connection: Connection, entries: Sequence[Entry]) -> set[str]:
        """New actions, except those whose idempotency key is taken; the ids of those written."""
        statement = (
            _insert(tables.actions, FIXED + MOVING)
            + " ON CONFLICT (agent_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING"
        )
        cursor = _cursor(connection)
        return {
            entry.action_id for entry in entries if cursor.execute(statement, entry.fixed + entry.moving).rowcount == 1
        }

    def move(self, connection: Connection, entries: Sequence[Entry]) -> set[str]:
        """Compare-and-set of existing actions; the ids of those that still were where the change began."""
        cursor = _cursor(connection)
        return {entry.action_id for entry in entries if cursor.execute(*_compare_and_set(entry)).rowcount == 1}

    def insert(self, connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """All the rows, in their order."""
        _cursor(connection).executemany(_insert(table, tuple(columns)) + _twice(table), rows)

    def announce(self, connection: Connection, action_ids: Sequence[str]) -> None:
        """Nobody else serves this file."""


def _compare_and_set(entry: Entry) -> tuple[str, Values]:
    return (
        _update(len(entry.from_status)),
        (*entry.moving, entry.action_id, entry.revision - 1, *entry.from_status),
    )


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


@cache
def _insert(table: Table, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of our own tables


@cache
def _update(statuses: int) -> str:
    columns = ", ".join(f"{name} = ?" for name in MOVING)
    marks = ", ".join("?" * statuses)
    return (
        f"UPDATE actions SET {columns}, leased_until = NULL "  # noqa: S608 - names of our own columns
        f"WHERE id = ? AND revision = ? AND status IN ({marks})"
    )


def _twice(table: Table) -> str:
    # Every change writes the version it stands on; only the edit that made it is the first to.
    return " ON CONFLICT DO NOTHING" if table is tables.action_versions else ""
