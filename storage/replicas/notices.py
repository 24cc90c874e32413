"""Hearing from other replicas: one PostgreSQL connection that listens, for as long as the process lives."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import asyncpg

from storage.engine.errors import StorageError
from storage.engine.patience import SERVING, Patience
from storage.engine.postgresql.database import PostgresDatabase

CHANNEL = "sayso_actions"
"""Where replicas tell each other which actions changed."""
IDS_IN_A_NOTICE = 200
"""A notice may have 8,000 bytes; an id has 30."""
RECONNECT_SECONDS = 1.0
OUTAGES = (StorageError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


class Notices:
    """The listening connection, made anew whenever it is lost."""

    def __init__(
        self, database: PostgresDatabase, moved: Callable[[Sequence[str]], None], missed: Callable[[], None]
    ) -> None:
        """Listening soon; ``missed`` is called each time that notices may have been lost."""
        self._database = database
        self._moved = moved
        self._missed = missed
        self._patience = Patience("PostgreSQL", SERVING)
        self._task = asyncio.create_task(self._listen(), name="notices")

    async def close(self) -> None:
        """No longer listening."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _listen(self) -> None:
        while True:
            with suppress(*OUTAGES):  # the poll of `Changes` carries the news until it is back
                await self._listen_until_lost()
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen_until_lost(self) -> None:
        lost = asyncio.Event()
        connection = await self._database.connect()
        try:
            connection.add_termination_listener(lambda _: lost.set())
            async with self._patience.waiting():
                await connection.add_listener(CHANNEL, self._heard)
            self._missed()
            await lost.wait()
        finally:
            connection.terminate()

    def _heard(self, _connection: Any, _process: int, _channel: str, notice: Any) -> None:
        self._moved(str(notice).split(" "))
