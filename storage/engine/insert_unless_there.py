"""A statement that both engines know, each from a dialect of its own; PostgreSQL's is loaded only where it is used."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite


def insert_unless_there(
    connection: Connection, table: Table, values: Mapping[str, Any], same: Sequence[str] | None = None
) -> bool:
    """Whether the row was written; False where one with the same values in these columns, or any key, was there."""
    if connection.dialect.name == "sqlite":
        made = sqlite.insert(table).values(values).on_conflict_do_nothing(index_elements=same)
        return connection.execute(made).rowcount == 1
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - takes long to load

    insert = postgresql.insert(table).values(values).on_conflict_do_nothing(index_elements=same)
    return connection.execute(insert).rowcount == 1
