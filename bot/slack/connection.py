"""The SDK's Socket Mode client, without its own ideas about when to connect again.

The SDK tries for ever with one ticket, which Slack takes only once, and waits a ping's time between tries; it believes
the wall clock about how long Slack was silent. Here one attempt is one attempt, and whoever wants another asks for it.
"""

import asyncio
import logging
import time
from collections.abc import Callable

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest


class SlackConnection(SocketModeClient):
    """At most one WebSocket at a time."""

    def __init__(self, app: AsyncApp, app_token: str, *, ping_seconds: float, refresh: Callable[[], None]) -> None:
        """Not connected; ``refresh`` is called when Slack wishes for another connection."""
        super().__init__(
            app_token=app_token,
            # Its own logger: the SDK tells each step with a traceback; we say once that there is no connection.
            logger=logging.getLogger("slack_sdk.socket_mode"),
            web_client=app.client,
            auto_reconnect_enabled=False,
            ping_interval=ping_seconds,
        )
        self._app = app
        self._refresh = refresh

    async def connect_with(self, ticket: str) -> None:
        """A new WebSocket stands in the old one's place; raises what aiohttp raises where the ticket does not work."""
        old, monitor, receiver = self.current_session, self.current_session_monitor, self.message_receiver
        # The old one first: Slack may have asked for it because there are too many.
        for task in (monitor, receiver):
            if task is not None:
                task.cancel()
        if old is not None:
            await _close(old)
        self.current_session = await self.aiohttp_client_session.ws_connect(
            ticket,
            autoping=False,
            heartbeat=self.ping_interval,
            proxy=self.proxy,
            ssl=self.web_client.ssl if self.web_client.ssl is not None else True,
        )
        self.stale = False
        self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())
        self.message_receiver = asyncio.ensure_future(self.receive_messages())

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: ARG002 - the SDK's own
        """Slack, or the SDK, wants another connection; whoever keeps the connections is told."""
        self._refresh()

    async def is_ping_pong_failing(self) -> bool:
        """Never: aiohttp closes what does not answer its pings, by the monotonic clock."""
        return False

    async def handle(self, request: SocketModeRequest) -> None:
        """The app has answered the payload."""
        began = time.monotonic()
        response = await run_async_bolt_app(self._app, request)
        await send_async_response(self, request, response, began)

    async def end(self) -> None:
        """No WebSocket and no task is left."""
        self.closed = True
        tasks = [self.message_processor, self.current_session_monitor, self.message_receiver]
        if self.current_session is not None:
            await _close(self.current_session)
        for task in tasks:
            if task is not None:
                task.cancel()
        await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)
        await self.aiohttp_client_session.close()


async def _close(session: aiohttp.ClientWebSocketResponse) -> None:
    try:
        async with asyncio.timeout(1):
            await session.close()
    except (OSError, aiohttp.ClientError, RuntimeError):
        return  # it is broken, and nobody is left to be told
