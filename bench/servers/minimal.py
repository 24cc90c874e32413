"""Baseline (b): the least durable server of the same parts, aiohttp + pydantic + one group-committed insert.

It checks nothing, routes nothing, knows no agents and writes one row where Sayso writes an action, a leaf, a
message and a version. What stands between the two is what oversight costs.
"""

import asyncio
import sys
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import uvloop
from aiohttp import web
from pydantic import BaseModel
from sqlalchemy import Column, MetaData, Table, Text, create_engine, event, insert
from sqlalchemy.ext.asyncio import create_async_engine

metadata = MetaData()
actions = Table("bench_actions", metadata, Column("id", Text, primary_key=True), Column("body", Text, nullable=False))

Rows = list[dict[str, str]]


class Proposal(BaseModel):
    """The part of an action that a server has to read."""

    action_type: str
    description: str
    payload: dict[str, Any]
    confidence: float
    reasoning: str
    context: dict[str, Any]


class Committer:
    """Writes everything that waits in one transaction; callers return after it."""

    def __init__(self, write: Callable[[Rows], Any]) -> None:
        self._write = write
        self._waiting: list[tuple[dict[str, str], asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def commit(self, row: dict[str, str]) -> None:
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((row, done))
        if self._task is None:
            self._task = asyncio.create_task(self._drain())
        await done

    async def _drain(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            await self._write([row for row, _ in batch])
            for _, done in batch:
                done.set_result(None)
        self._task = None


def sqlite_writer(url: str) -> Callable[[Rows], Any]:
    """Writes on one thread, fully durable."""
    engine = create_engine(url, isolation_level=None)

    @event.listens_for(engine, "connect")
    def _durable(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    metadata.create_all(engine)
    thread = ThreadPoolExecutor(1)
    connection = thread.submit(engine.connect).result()

    def write(rows: Rows) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.execute(insert(actions), rows)
        connection.exec_driver_sql("COMMIT")

    def on_thread(rows: Rows) -> Any:
        return asyncio.get_running_loop().run_in_executor(thread, write, rows)

    return on_thread


async def postgres_writer(url: str) -> Callable[[Rows], Any]:
    """Writes on one asyncpg connection."""
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"))
    async with engine.begin() as setup:
        await setup.run_sync(metadata.create_all)
    connection = await engine.connect()

    async def write(rows: Rows) -> None:
        await connection.execute(insert(actions), rows)
        await connection.commit()

    return write


async def serve(port: int, url: str) -> None:
    """Answers until it is stopped."""
    committer = Committer(sqlite_writer(url) if url.startswith("sqlite") else await postgres_writer(url))

    async def propose(request: web.Request) -> web.Response:
        proposal = Proposal.model_validate_json(await request.read())
        action_id = uuid.uuid4().hex
        await committer.commit({"id": action_id, "body": proposal.model_dump_json()})
        return web.json_response({"id": action_id, "status": "pending"}, status=201)

    app = web.Application()
    app.router.add_post("/v1/actions", propose)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    sys.setswitchinterval(0.0005)
    uvloop.run(serve(int(sys.argv[1]), sys.argv[2]))
