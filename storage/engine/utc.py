"""Moments in the database: aware UTC in, aware UTC out, exact to the microsecond on both engines."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import TIMESTAMP, BigInteger, Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class UtcDateTime(TypeDecorator[datetime]):
    """``timestamptz`` on PostgreSQL; microseconds since 1970 on SQLite, which has no type for time."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's type on this engine."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """The moment as the engine takes it."""
        return to_microseconds(value) if dialect.name == "sqlite" else to_aware(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the values tell
        """The moment as the rules know it."""
        if value is None:
            return None
        return EPOCH + timedelta(microseconds=value) if isinstance(value, int) else value.astimezone(UTC)


def to_microseconds(at: datetime | None) -> int | None:
    """A moment as SQLite keeps it."""
    return None if at is None else (at - EPOCH) // MICROSECOND


def to_aware(at: datetime | None) -> datetime | None:
    """How PostgreSQL keeps a moment; a naive one would be read in the server's zone, so it is refused."""
    if at is not None and at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at
