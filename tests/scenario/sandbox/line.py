"""A Socket Mode app without a framework: what a test says it does, and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

Answer = Callable[[dict[str, Any]], dict[str, Any] | None]
PATIENCE = 5.0


class Line:
    """One connection; what arrives on it waits in `frames`, and payloads are acked with what `answer` gives."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, answer: Answer | None) -> None:
        self.socket, self._answer = socket, answer
        self.frames: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.ended = asyncio.Event()

    async def next(self) -> dict[str, Any]:
        """The next frame that is not acked yet or needs no ack."""
        async with asyncio.timeout(PATIENCE):
            return await self.frames.get()

    async def listen(self) -> None:
        async for frame in self.socket:
            said = frame.json()
            if self._answer is not None and "envelope_id" in said:
                payload = self._answer(said["payload"])
                ack = {"envelope_id": said["envelope_id"]} | ({"payload": payload} if payload else {})
                await self.socket.send_json(ack)
            self.frames.put_nowait(said)
        self.ended.set()


@asynccontextmanager
async def line(bare: Any, answer: Answer | None = lambda _payload: None) -> AsyncIterator[Line]:
    """A connection after its hello; `answer=None` never acks."""
    opened = await bare.client.apps_connections_open(app_token=bare.sandbox.app_token)
    socket = await bare.http.ws_connect(opened["url"], timeout=aiohttp.ClientWSTimeout(ws_close=0.2))
    its = Line(socket, answer)
    listening = asyncio.create_task(its.listen())
    try:
        assert (await its.next())["type"] == "hello"
        yield its
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await socket.close()
