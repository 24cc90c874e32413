"""Which of PostgreSQL's failures are outages: nothing is wrong with what was asked, and later it may be done."""

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from storage.engine.errors import StorageUnavailable

KINDS = frozenset(
    {
        "08",  # the connection
        "25",  # the transaction's state: a server that only reads, such as a standby
        "28",  # it does not let us in
        "3D",  # the database is gone, or not restored yet
        "40",  # rolled back for the sake of another transaction
        "53",  # out of disk, memory or connections
        "55",  # somebody holds what is needed
        "57",  # starting, stopping, in recovery, or an operator ended the statement
        "58",  # the system beneath: input and output
        "F0",  # its configuration
        "XX",  # its own fault: corrupted data, internal errors
    }
)
"""Classes of SQLSTATE. The others are about the statement or its values, and those are ours."""
NO_RIGHTS = "42501"
POOLED = frozenset({"26000", "42P05"})
"""A prepared statement is missing, or there already: another client's connection answered."""
POOLER = (
    "A connection pooler in transaction mode, such as PgBouncer, stands between Sayso and PostgreSQL, and "
    "Sayso needs connections of its own: let SAYSO_DATABASE_URL name the server itself, or a pool with "
    "pool_mode = session."
)
SPOKEN = frozenset({"08", "25", "28", "3D", "53", "57"})
"""Classes of SQLSTATE whose words are about the server and who may enter it, and never about a row."""
CLIENT_SIDE = (asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What the driver says by itself: the connection is closed, or was lost in the middle of an exchange."""


def is_outage(error: BaseException) -> bool:
    """Whether the database is away, full, broken or not ours at the moment."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or (error.orig is not None and is_outage(error.orig))
    if isinstance(error, asyncpg.DataError):
        return False  # on either side of the line
    state = sql_state(error)
    if state is not None:
        return state[:2] in KINDS or state == NO_RIGHTS or state in POOLED
    return isinstance(error, (OSError, StorageUnavailable, PoolExhausted, *CLIENT_SIDE))


def outage(error: BaseException) -> StorageUnavailable:
    """The outage in words that tell the operator where to look; never with parameters."""
    if isinstance(error, StorageUnavailable):
        return error
    cause = getattr(error, "orig", None) or error
    if sql_state(cause) in POOLED:
        return StorageUnavailable(POOLER)
    if isinstance(cause, PoolExhausted):
        return StorageUnavailable("PostgreSQL: all connections are in use")
    if isinstance(cause, TimeoutError) and not str(cause):
        return StorageUnavailable("PostgreSQL: no answer in time")
    return StorageUnavailable(f"PostgreSQL: {_words(cause)}")


def _words(cause: BaseException) -> str:
    """What the operator needs of it: an error's own words only where they cannot quote a row or a statement."""
    state, kind = sql_state(cause), type(cause).__name__
    if state is not None:
        first_line = str(cause).partition("\n")[0]
        return f"{first_line} ({state})" if state[:2] in SPOKEN else f"{kind} ({state})"
    return f"the connection was lost ({kind})" if isinstance(cause, CLIENT_SIDE) else str(cause)


def sql_state(error: BaseException) -> str | None:
    """The server's code of five characters; None where the server did not say anything."""
    state = getattr(error, "sqlstate", None)
    return state if isinstance(state, str) else None
