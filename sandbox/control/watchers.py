"""`/sandbox/ws`: every change of the workspace, to every page that watches."""

import asyncio
from contextlib import suppress

from aiohttp import web

from sandbox.stream import Watcher
from sandbox.workspace import Workspace


class Watchers:
    """The pages that watch."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._sockets: set[web.WebSocketResponse] = set()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One page's connection, from `hello` to its end."""
        socket = web.WebSocketResponse(heartbeat=30, compress=False)
        await socket.prepare(request)
        watcher = self._space.stream.watch()
        self._sockets.add(socket)
        sender = asyncio.create_task(self._send_changes(socket, watcher))
        try:
            async for _ in socket:
                pass
        finally:
            self._space.stream.unwatch(watcher)
            self._sockets.discard(socket)
            sender.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await sender
        return socket

    async def close(self) -> None:
        """Every page that watched is disconnected."""
        for socket in list(self._sockets):
            await socket.close()

    async def _send_changes(self, socket: web.WebSocketResponse, watcher: Watcher) -> None:
        await socket.send_json({"type": "hello", "seq": self._space.stream.seq})
        while True:
            await socket.send_json(await watcher.next())
