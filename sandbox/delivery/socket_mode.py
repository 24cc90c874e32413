"""Socket Mode: up to ten connections, each payload to one of them, answered by envelope id."""

import asyncio
import itertools
import json
import uuid
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from sandbox import limits
from sandbox.delivery.envelope import Ack, Envelope
from sandbox.delivery.tickets import Tickets

CONNECTION_SECONDS = 18_060


class SocketHub:
    """The app's open connections, and the acks that the workspace waits for."""

    def __init__(self, app_id: str, on_change: Callable[[int], None]) -> None:
        self.tickets = Tickets()
        self._app_id = app_id
        self._on_change = on_change
        self._connections: list[web.WebSocketResponse] = []
        self._turn = itertools.count()
        self._awaited: dict[str, tuple[web.WebSocketResponse, asyncio.Future[dict[str, Any]]]] = {}

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from its ticket to its end."""
        if not self.tickets.use(request.query.get("ticket", "")):
            raise web.HTTPForbidden(text="This ticket was used already; ask apps.connections.open for another.")
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        if self.connections >= limits.SOCKET_CONNECTIONS:
            await socket.send_json(self._disconnect("too_many_websockets"))
            await socket.close()
            return socket
        self._connections.append(socket)
        self._on_change(self.connections)
        try:
            await socket.send_json(self._hello())
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._take_ack(frame.data)
        finally:
            self._forget(socket)
        return socket

    async def send(self, envelope: Envelope) -> Ack:
        """The app's ack of this payload, or what kept it from coming within three seconds."""
        if not self._connections:
            return Ack(acked=False, ack_ms=0, error="app_not_connected")
        socket = self._connections[next(self._turn) % len(self._connections)]
        envelope_id = str(uuid.uuid4())
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[dict[str, Any]] = loop.create_future()
        self._awaited[envelope_id] = (socket, answered)
        began = loop.time()
        try:
            async with asyncio.timeout(limits.ACK_SECONDS):
                await socket.send_json(_framed(envelope, envelope_id))
                answer = await answered
        except TimeoutError:
            return Ack(acked=False, ack_ms=(loop.time() - began) * 1000, error="operation_timeout")
        except ConnectionError:
            return Ack(acked=False, ack_ms=(loop.time() - began) * 1000, error="connection_lost")
        finally:
            self._awaited.pop(envelope_id, None)
        return Ack(acked=True, ack_ms=(loop.time() - began) * 1000, answer=answer)

    async def warn(self, reason: str) -> None:
        """Every connection is told that it will be closed, and why."""
        for socket in list(self._connections):
            await socket.send_json(self._disconnect(reason))

    async def close(self) -> None:
        """No connection is open."""
        for socket in list(self._connections):
            await socket.close()

    def cut(self) -> None:
        """Every connection breaks off without a closing handshake."""
        for socket in list(self._connections):
            transport = socket._req.transport if socket._req else None  # noqa: SLF001  aiohttp offers no abort
            if transport is not None:
                transport.abort()

    def _take_ack(self, text: str) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            return
        awaited = self._awaited.get(said.get("envelope_id", ""))
        if awaited and not awaited[1].done():
            awaited[1].set_result(said.get("payload") or {})

    def _forget(self, socket: web.WebSocketResponse) -> None:
        self._connections.remove(socket)
        for through, answered in self._awaited.values():
            if through is socket and not answered.done():
                answered.set_exception(ConnectionError("The connection closed before the ack."))
        self._on_change(self.connections)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": self.connections,
            "debug_info": {
                "host": "sandbox",
                "build_number": 1,
                "approximate_connection_time": CONNECTION_SECONDS,
            },
            "connection_info": {"app_id": self._app_id},
        }

    @staticmethod
    def _disconnect(reason: str) -> dict[str, Any]:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}


def _framed(envelope: Envelope, envelope_id: str) -> dict[str, Any]:
    frame: dict[str, Any] = {
        "envelope_id": envelope_id,
        "type": envelope.kind,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.accepts_response,
    }
    if envelope.kind == "events_api":
        frame |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.retry_reason or ""}
    return frame
