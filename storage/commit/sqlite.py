"""Bulk writing on SQLite: many rows a statement, on the one connection that writes.

Statements go straight to the driver: through SQLAlchemy each of them would cost several times the write itself. And
they carry many rows, because the driver lets go of the interpreter at every step and then waits in line with the busy
event loop to get it back: row by row, that wait would cost more than the writing.

The writer is alone, so what a statement says of a row is what the transaction will commit.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table

from storage.commit.entry import Entry
from storage.documents.rows import FIXED, MOVING, Values
from storage.tables.actions import action_versions, actions

LARGEST_CHUNK = 64
"""Rows in a statement at most. There is one statement for each number up to this; the driver keeps them prepared."""


class SqliteBulk:
    """Chunk by chunk."""

    def insert_new(self, connection: Connection, entries: Sequence[Entry]) -> set[str]:
        """New actions, except where the key is taken or the halts have changed; the ids of those written."""
        cursor = _cursor(connection)
        written: set[str] = set()
        (number,) = cursor.execute(HALTS).fetchone()
        for chunk in _chunks([entry for entry in entries if entry.halts is None or entry.halts == number]):
            values = tuple(chain.from_iterable(entry.fixed + entry.moving for entry in chunk))
            ids = [entry.action_id for entry in chunk]
            cursor.execute(_insert(actions, NEW_ACTION, len(chunk), KEY_TAKEN), values)
            written.update(ids if cursor.rowcount == len(chunk) else _known(cursor, ids))
        return written

    def move(self, connection: Connection, entries: Sequence[Entry]) -> set[str]:
        """Compare-and-set of existing actions; the ids of those that still were where the change began."""
        cursor = _cursor(connection)
        return {entry.action_id for entry in entries if cursor.execute(*_compare_and_set(entry)).rowcount == 1}

    def insert(self, connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """All the rows, in their order."""
        cursor = _cursor(connection)
        for chunk in _chunks(rows):
            statement = _insert(table, tuple(columns), len(chunk), _twice(table))
            cursor.execute(statement, tuple(chain.from_iterable(chunk)))

    def announce(self, connection: Connection, action_ids: Sequence[str]) -> None:
        """Nobody else serves this file."""


NEW_ACTION = FIXED + MOVING
HALTS = "SELECT coalesce(max(number), 0) FROM halts"
"""Asked once a transaction: another process may have halted, and the writer is alone until it commits."""
KEY_TAKEN = " ON CONFLICT (agent_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING"


def _chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), LARGEST_CHUNK):
        yield rows[start : start + LARGEST_CHUNK]


def _known(cursor: Any, ids: Sequence[str]) -> list[str]:
    marks = ", ".join("?" * len(ids))
    found = cursor.execute(f"SELECT id FROM actions WHERE id IN ({marks})", ids)  # noqa: S608 - marks only
    return [row[0] for row in found]


def _compare_and_set(entry: Entry) -> tuple[str, Values]:
    return (
        _update(len(entry.from_status)),
        (*entry.moving, entry.action_id, entry.revision - 1, *entry.from_status),
    )


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


@cache
def _insert(table: Table, columns: tuple[str, ...], rows: int, otherwise: str) -> str:
    marks = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES {', '.join([marks] * rows)}{otherwise}"  # noqa: S608 - names of our own tables


@cache
def _update(statuses: int) -> str:
    columns = ", ".join(f"{name} = ?" for name in MOVING)
    marks = ", ".join("?" * statuses)
    return (
        f"UPDATE actions SET {columns}, leased_until = NULL "  # noqa: S608 - names of our own columns
        f"WHERE id = ? AND revision = ? AND status IN ({marks})"
    )


def _twice(table: Table) -> str:
    # Every change writes the version it is based on; only the edit that made it is the first to.
    return " ON CONFLICT DO NOTHING" if table is action_versions else ""
