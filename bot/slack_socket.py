"""Slack over a WebSocket that we open, watched: the SDK reconnects by itself, except where it does not.

After a refused upgrade its `connect()` tries for ever with the same ticket, which Slack takes only once. So while
there is no connection, a ticket that has been tried is taken away, and the SDK asks for another. Should even that not
help for a minute, the whole client is replaced.
"""

import asyncio
import logging
import time
from collections.abc import Callable

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

log = structlog.get_logger(__name__)

PING_SECONDS = 4.0
"""A half-open connection is noticed after one and a half of these and replaced within another."""
LOOKS_A_PING = 4
"""The SDK tries a ticket again after one ping's time; it must be gone by then."""
REPLACE_AFTER_SECONDS = 60.0
FAREWELL_SECONDS = 3.0


class SlackSocket:
    """One connection to Slack, kept up from :meth:`open` to :meth:`close`."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        *,
        ping_seconds: float = PING_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is opened yet."""
        self._ping_seconds = ping_seconds
        self._app = app
        self._app_token = app_token
        self._monotonic = monotonic
        self._handler: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._watching: asyncio.Task[None] | None = None
        self._in_hand: set[asyncio.Task[object]] = set()
        self._heard_at: float | None = None
        self._last_pong: float | None = None
        self._lost_at: float | None = None
        self._tried_ticket: str | None = None

    @property
    def silence(self) -> float | None:
        """Seconds since Slack last sent an envelope or answered a ping; None where it never did."""
        return None if self._heard_at is None else self._monotonic() - self._heard_at

    async def is_connected(self) -> bool:
        """Whether clicks reach us now."""
        return self._handler is not None and await self._handler.client.is_connected()

    async def open(self) -> None:
        """The connection is being made, and made again whenever it breaks."""
        self._connect()
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """No connection and no task is left; clicks in hand have been answered, if a few seconds were enough."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=FAREWELL_SECONDS)
        await self._disconnect()

    async def look(self) -> None:
        """What the SDK left undone about a lost connection is done."""
        assert self._handler is not None
        client, now = self._handler.client, self._monotonic()
        if client.last_ping_pong_time != self._last_pong:
            self._last_pong, self._heard_at = client.last_ping_pong_time, now
        if await client.is_connected():
            self._lost_at = self._tried_ticket = None
            return
        if self._lost_at is None:
            self._lost_at = now
            log.warning("no connection to Slack")
        if now - self._lost_at >= REPLACE_AFTER_SECONDS:
            log.warning("the connection does not come back; starting over")
            await self._disconnect()
            self._connect()
            self._lost_at = now
        elif client.wss_uri is not None and client.wss_uri == self._tried_ticket:
            client.wss_uri = None
        else:
            self._tried_ticket = client.wss_uri

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._ping_seconds / LOOKS_A_PING)
            try:
                await self.look()
            except Exception:
                log.exception("the connection to Slack could not be looked at")

    def _connect(self) -> None:
        # Its own logger: the SDK tells each failed attempt with a traceback; we say once that there is no connection.
        quiet = logging.getLogger("slack_sdk.socket_mode")
        handler = AsyncSocketModeHandler(self._app, self._app_token, quiet, ping_interval=self._ping_seconds)
        # Ours goes around the handler's own, to know what is in hand when we close.
        handler.client.socket_mode_request_listeners[:] = [self._take]
        self._handler = handler
        self._tried_ticket = None
        self._connecting = asyncio.create_task(handler.client.connect())  # type: ignore[no-untyped-call]  # the SDK's

    async def _disconnect(self) -> None:
        if self._handler is None or self._connecting is None:
            return
        client = self._handler.client
        client.closed = True  # before anything is awaited, or `connect()` would begin another round
        self._connecting.cancel()
        await asyncio.gather(self._connecting, return_exceptions=True)
        await client.close()  # type: ignore[no-untyped-call]  # the SDK's
        # The SDK cancels its tasks without waiting for their end.
        tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
        await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)
        self._handler = None

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        assert self._handler is not None
        assert isinstance(client, SocketModeClient)
        self._heard_at = self._monotonic()
        task = asyncio.current_task()
        assert task is not None
        self._in_hand.add(task)
        try:
            await self._handler.handle(client, request)
        finally:
            self._in_hand.discard(task)
