"""Sends payloads in the way that the app has chosen, and events again when the app did not accept them."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

from sandbox import limits
from sandbox.delivery.envelope import Ack, Envelope, Kind
from sandbox.delivery.payloads import event_callback
from sandbox.delivery.reordering import Reordering
from sandbox.delivery.signed_http import SignedHttp
from sandbox.delivery.socket_mode import SocketHub
from sandbox.delivery.trouble import Trouble
from sandbox.traffic import Traffic
from sandbox.workspace import Workspace

_RETRY_REASONS: Final = {
    "operation_timeout": "http_timeout",
    "app_not_reachable": "connection_failed",
    "app_not_connected": "connection_failed",
    "connection_lost": "connection_failed",
    "too_many_redirects": "too_many_redirects",
    "ssl_error": "ssl_error",
}


class Dispatcher:
    """The way from the workspace to the app: a request URL when one is set, else Socket Mode."""

    def __init__(self, space: Workspace, traffic: Traffic, trouble: Trouble) -> None:
        self._space = space
        self._traffic = traffic
        self.trouble = trouble
        self.sockets = SocketHub(space.install.app_id, space.clock, trouble, traffic, self._tell_connections)
        self.reordering = Reordering(self._send)
        self._http = SignedHttp(space.clock, space.install.signing_secret)
        self._under_way: set[asyncio.Task[Any]] = set()

    async def deliver(self, envelope: Envelope) -> Ack:
        """The app's ack; an event that was not taken is sent again later, nothing else is."""
        if self.trouble.duplicate or self.reordering.wanted:
            self._space.stream.tell("settings.changed")
        if self.trouble.take_duplicate():
            self.in_background(self.reordering.send(envelope))
        ack = await self.reordering.send(envelope)
        if not ack.acked and ack.retry and envelope.kind is Kind.EVENT:
            self.in_background(self._retry(envelope, ack))
        return ack

    def send_soon(self, event: dict[str, Any]) -> None:
        """The event is being sent, if an app is there to receive it."""
        if self._space.install.request_url or self.sockets.connections:
            envelope = Envelope(Kind.EVENT, event_callback(self._space, event))
            self.in_background(self.deliver(envelope))

    def switch(self, *, outage: bool, half_open: bool) -> None:
        """The outage has begun or is over, and the open connections are dead or alive."""
        if outage and not self.trouble.outage:
            self.sockets.cut()
        if half_open != self.trouble.half_open:
            self.sockets.play_dead(dead=half_open)
        self.trouble.outage, self.trouble.half_open = outage, half_open

    def in_background(self, work: Coroutine[Any, Any, Any]) -> None:
        """The work goes on by itself, until it is done or the sandbox stops."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def close(self) -> None:
        """Nothing is being sent and no connection is open."""
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self.reordering.close()
        await self.sockets.close()
        await self._http.close()

    async def _send(self, envelope: Envelope) -> Ack:
        began, url = self._space.clock(), self._space.install.request_url
        if self.trouble.outage:
            ack = Ack(acked=False, ack_ms=0, error="outage")
        elif url:
            ack = await self._http.send(url, envelope)
        else:
            ack = await self.sockets.send(envelope)
        self._traffic.log(
            at=began,
            direction="to_app",
            transport="http" if url else "socket_mode",
            name=envelope.name,
            request=envelope.as_json(),
            response=ack.answer or None,
            status=ack.status,
            ms=ack.ack_ms,
            error=ack.error,
        )
        return ack

    async def _retry(self, envelope: Envelope, failed: Ack) -> None:
        for attempt, pause in enumerate(limits.EVENT_RETRY_SECONDS, start=1):
            await asyncio.sleep(pause)
            reason = _RETRY_REASONS.get(failed.error or "", "http_error")
            failed = await self._send(Envelope(envelope.kind, envelope.payload, attempt, reason))
            if failed.acked or not failed.retry:
                return

    def _tell_connections(self, count: int) -> None:
        self._space.stream.tell("sockets.changed", connections=count)
