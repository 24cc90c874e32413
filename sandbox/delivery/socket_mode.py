"""Socket Mode: up to ten connections, each payload to one of them, answered by envelope id."""

import asyncio
import itertools
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from aiohttp import web

from sandbox import limits
from sandbox.clock import Clock
from sandbox.delivery.connection import Connection
from sandbox.delivery.envelope import Ack, Envelope, Kind
from sandbox.delivery.tickets import Tickets
from sandbox.delivery.trouble import Trouble
from sandbox.traffic import Traffic

CONNECTION_SECONDS: Final = 18_060.0
WARNING_SECONDS: Final = 10.0
PING_SECONDS: Final = 10.0  # the JavaScript client gives a connection up that sends it none for 30 s
SILENT_SECONDS: Final = 60.0


class SocketHub:
    """The app's open connections, and the acks that the workspace waits for."""

    def __init__(
        self, app_id: str, clock: Clock, trouble: Trouble, traffic: Traffic, on_change: Callable[[int], None]
    ) -> None:
        self.tickets = Tickets(clock)
        self._app_id = app_id
        self._clock = clock
        self._trouble = trouble
        self._traffic = traffic
        self._on_change = on_change
        self._connections: list[Connection] = []
        self._turn = itertools.count()
        self._awaited: dict[str, tuple[Connection, asyncio.Future[dict[str, Any]]]] = {}

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from its ticket to its end."""
        if self._trouble.outage:
            raise web.HTTPServiceUnavailable(text="The workspace has an outage.")
        if not self.tickets.use(request.query.get("ticket", "")):
            raise web.HTTPForbidden(text="This ticket was used or is too old; ask apps.connections.open for another.")
        connection = Connection(request)
        socket = await connection.open()
        if self.connections >= limits.SOCKET_CONNECTIONS:
            await self._say(connection, _disconnect("too_many_websockets"))
            await connection.close()
            return socket
        self._connections.append(connection)
        self._on_change(self.connections)
        life = asyncio.create_task(self._live(connection))
        try:
            await self._say(connection, self._hello())
            async for said in connection.said():
                self._take_ack(said)
        finally:
            life.cancel()
            self._forget(connection)
        return socket

    async def send(self, envelope: Envelope) -> Ack:
        """The app's ack of this payload, or what kept it from coming within three seconds."""
        if not self._connections:
            return Ack(acked=False, ack_ms=0, error="app_not_connected")
        connection = self._connections[next(self._turn) % len(self._connections)]
        envelope_id = str(uuid.uuid4())
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[dict[str, Any]] = loop.create_future()
        self._awaited[envelope_id] = (connection, answered)
        began = loop.time()
        try:
            async with asyncio.timeout(limits.ACK_SECONDS):
                await connection.tell(_framed(envelope, envelope_id))
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
        await self._warn(list(self._connections), reason)

    async def refresh(self, seconds: float = WARNING_SECONDS) -> None:
        """The open connections were warned, asked to refresh so many seconds later, and closed."""
        await self._retire(list(self._connections), seconds)

    async def close(self) -> None:
        """No connection is open."""
        await asyncio.gather(*(connection.close() for connection in list(self._connections)))

    def cut(self) -> None:
        """Every connection breaks off without a closing handshake."""
        for connection in list(self._connections):
            connection.cut()

    def play_dead(self, *, dead: bool) -> None:
        """The open connections no longer deliver or answer, or do so again; later ones work."""
        for connection in self._connections:
            connection.dead = dead

    async def _live(self, connection: Connection) -> None:
        """The connection was pinged until its time was over, then closed; a silent client was cut off."""
        loop = asyncio.get_running_loop()
        until = loop.time() + CONNECTION_SECONDS - WARNING_SECONDS
        with suppress(ConnectionError):
            while (left := until - loop.time()) > 0:
                await asyncio.sleep(min(PING_SECONDS, left))
                if loop.time() - connection.heard_at > SILENT_SECONDS:
                    connection.cut()
                    return
                await connection.ping()
            await self._retire([connection], WARNING_SECONDS)

    async def _retire(self, connections: Sequence[Connection], seconds: float) -> None:
        await self._warn(connections, "warning")
        await asyncio.sleep(seconds)
        left = [connection for connection in connections if connection in self._connections]
        await self._warn(left, "refresh_requested")
        await asyncio.gather(*(connection.close() for connection in left))

    async def _warn(self, connections: Sequence[Connection], reason: str) -> None:
        for connection in connections:
            with suppress(ConnectionError):  # it went while another was told
                await self._say(connection, _disconnect(reason))

    async def _say(self, connection: Connection, frame: dict[str, Any]) -> None:
        await connection.tell(frame)
        self._traffic.log(
            at=self._clock(), direction="to_app", transport="socket_mode", name=frame["type"], request=frame
        )

    def _take_ack(self, said: dict[str, Any]) -> None:
        awaited = self._awaited.get(str(said.get("envelope_id")))
        if awaited and not awaited[1].done():
            answer = said.get("payload")
            awaited[1].set_result(answer if isinstance(answer, dict) else {})

    def _forget(self, connection: Connection) -> None:
        self._connections.remove(connection)
        for through, answered in self._awaited.values():
            if through is connection and not answered.done():
                answered.set_exception(ConnectionError("The connection closed before the ack."))
        self._on_change(self.connections)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": self.connections,
            "debug_info": {
                "host": "sandbox",
                "build_number": 1,
                "approximate_connection_time": int(CONNECTION_SECONDS),
            },
            "connection_info": {"app_id": self._app_id},
        }


def _disconnect(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}


def _framed(envelope: Envelope, envelope_id: str) -> dict[str, Any]:
    frame: dict[str, Any] = {
        "envelope_id": envelope_id,
        "type": envelope.kind,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.accepts_response,
    }
    if envelope.kind is Kind.EVENT:
        frame |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.retry_reason or ""}
    return frame
