"""Sends payloads by whichever way the app has chosen, and events again when they were not taken."""

import asyncio

from sandbox import limits
from sandbox.delivery.envelope import Ack, Envelope, Kind
from sandbox.delivery.signed_http import SignedHttp
from sandbox.delivery.socket_mode import SocketHub
from sandbox.workspace import Workspace


class Dispatcher:
    """The way from the workspace to the app: a request URL when one is set, else Socket Mode."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self.sockets = SocketHub(space.install.app_id, self._tell_connections)
        self._http = SignedHttp(space.clock, space.install.signing_secret)
        self._again: set[asyncio.Task[None]] = set()

    async def deliver(self, envelope: Envelope) -> Ack:
        """The app's ack; an event that was not taken is sent again later, nothing else is."""
        ack = await self._send(envelope)
        if not ack.acked and envelope.kind is Kind.EVENT:
            task = asyncio.create_task(self._retry(envelope, ack))
            self._again.add(task)
            task.add_done_callback(self._again.discard)
        return ack

    async def close(self) -> None:
        """Nothing is under way and no connection is open."""
        for task in list(self._again):
            task.cancel()
        await asyncio.gather(*self._again, return_exceptions=True)
        await self.sockets.close()
        await self._http.close()

    async def _send(self, envelope: Envelope) -> Ack:
        if self._space.install.request_url:
            return await self._http.send(self._space.install.request_url, envelope)
        return await self.sockets.send(envelope)

    async def _retry(self, envelope: Envelope, failed: Ack) -> None:
        for attempt, pause in enumerate(limits.EVENT_RETRY_SECONDS, start=1):
            await asyncio.sleep(pause)
            reason = "http_timeout" if failed.error == "operation_timeout" else "http_error"
            failed = await self._send(Envelope(envelope.kind, envelope.payload, attempt, reason))
            if failed.acked:
                return

    def _tell_connections(self, count: int) -> None:
        self._space.stream.tell("sockets.changed", connections=count)
