"""One Socket Mode connection of the app, which can be told to stop answering."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, Final

from aiohttp import WSMsgType, web

from sandbox.strict_json import read_json

_CLOSE_SECONDS: Final = 1.0
_LOOK_AGAIN_SECONDS: Final = 0.05


class Connection:
    """Frames to and from one client; while `dead` nothing goes either way, and the line stays up."""

    def __init__(self, request: web.Request) -> None:
        self.dead = False
        self.heard_at = 0.0
        self._request = request
        # Pings and closings are answered here and not by aiohttp, because a dead connection answers neither.
        self._socket = web.WebSocketResponse(timeout=_CLOSE_SECONDS, autoping=False, autoclose=False, compress=False)

    async def open(self) -> web.WebSocketResponse:
        """The client's upgrade request was answered."""
        await self._socket.prepare(self._request)
        self.heard_at = asyncio.get_running_loop().time()
        return self._socket

    async def said(self) -> AsyncIterator[dict[str, Any]]:
        """Every JSON object that the client sends, until it disconnects."""
        while (frame := await self._socket.receive()).type not in {WSMsgType.CLOSING, WSMsgType.CLOSED}:
            self.heard_at = asyncio.get_running_loop().time()
            if frame.type is WSMsgType.ERROR:
                return
            if frame.type is WSMsgType.CLOSE:
                await self._until_alive_or_gone()
                await self.close()
                return
            if self.dead:
                continue
            if frame.type is WSMsgType.PING:
                await self._socket.pong(frame.data)
            elif frame.type is WSMsgType.TEXT and (spoken := _object(frame.data)) is not None:
                yield spoken

    async def tell(self, frame: dict[str, Any]) -> None:
        """The frame is sent, or lost if the connection is dead; a broken line raises `ConnectionError`."""
        if not self.dead:
            await self._socket.send_json(frame)

    async def ping(self) -> None:
        """The client was asked whether it is still there."""
        if not self.dead:
            await self._socket.ping(b"Ping from sandbox")

    async def close(self) -> None:
        """The connection is closed as WebSockets are."""
        with suppress(ConnectionError):
            await self._socket.close()

    def cut(self) -> None:
        """The connection has broken off without a closing handshake."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def _until_alive_or_gone(self) -> None:
        # After a closing frame aiohttp reads no more, and it hands out nothing to await for the end of the line.
        while self.dead and not self._is_gone():  # noqa: ASYNC110 - see above
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)

    def _is_gone(self) -> bool:
        return self._request.transport is None or self._request.transport.is_closing()


def _object(text: str) -> dict[str, Any] | None:
    try:
        said = read_json(text)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
