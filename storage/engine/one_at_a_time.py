"""Transactions of one kind go one after the other, whichever process they are in; on SQLite every write does."""

from sqlalchemy import Connection, text

_WAIT = text("SELECT pg_advisory_xact_lock(hashtext(CAST(:name AS text)))")


def one_at_a_time(connection: Connection, name: str) -> None:
    """From here to its end, this transaction is the only one of this name."""
    if connection.dialect.name == "postgresql":
        connection.execute(_WAIT, {"name": name})
