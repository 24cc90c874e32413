"""Where queries meet an engine: plain functions over a connection, run on the right thread in the right transaction.

Every query of storage is a synchronous function that takes a SQLAlchemy connection. It does not know whether it runs on
SQLite's writer thread or inside PostgreSQL's event loop, so there is one of each and not two.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Self, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
Query = Callable[[Connection], T]


class Database(ABC):
    """One open database. Close it when done."""

    @abstractmethod
    async def read(self, query: Query[T], *, seconds: float | None = None) -> T:
        """What the query answers; it must not write.

        Raises StorageUnavailable after so many seconds, else after those that the database is given for everything.
        """

    @abstractmethod
    async def write(self, query: Query[T], *, seconds: float | None = None) -> T:
        """What the query answers, its writes durable; or its exception, and nothing written.

        Whether something was written is not known after StorageUnavailable.
        """

    @abstractmethod
    async def close(self) -> None:
        """What was begun is finished and every connection is closed."""

    async def __aenter__(self) -> Self:
        """Itself, open."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Closed."""
        await self.close()
