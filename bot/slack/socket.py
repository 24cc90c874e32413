"""Slack over a WebSocket that we open, and keep open."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.connection import SlackConnection
from bot.slack.fault import SlackFault
from bot.slack.tickets import BROKEN, Pauses, new_ticket

log = structlog.get_logger(__name__)

PING_SECONDS = 4.0
"""A half-open connection is noticed after one and a half of these."""
LOOKS_A_PING = 8
"""A connection that broke is noticed within a part of a ping's time."""
UPGRADE_SECONDS = 5.0
"""A WebSocket that does not open so soon is not waited for: its ticket is used up."""
LASTING_SECONDS = 5.0
"""A connection that ends sooner counts as one that failed."""
FAREWELL_SECONDS = 2.0


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
        self._connection: SlackConnection | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._in_hand: set[asyncio.Task[object]] = set()
        self._heard_at: float | None = None
        self._last_pong: float | None = None
        self._is_lost = False
        self._told = ""
        self._refresh = asyncio.Event()

    @property
    def silence(self) -> float | None:
        """Seconds since Slack last sent an envelope or answered a ping; None where it never did."""
        return None if self._heard_at is None else self._monotonic() - self._heard_at

    async def is_connected(self) -> bool:
        """Whether clicks reach us now."""
        return self._connection is not None and await self._connection.is_connected()

    async def open(self) -> None:
        """The connection is being made, and made again whenever it breaks."""
        self._connection = SlackConnection(
            self._app, self._app_token, ping_seconds=self._ping_seconds, refresh=self._refresh.set
        )
        self._connection.socket_mode_request_listeners[:] = [self._take]
        self._keeping = asyncio.create_task(self._keep(self._connection), name="slack-socket")

    async def close(self) -> None:
        """No connection and no task is left; clicks in hand have been answered, if a few seconds were enough."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=FAREWELL_SECONDS)
        if self._connection is not None:
            await self._connection.end()
            self._connection = None

    async def _keep(self, connection: SlackConnection) -> None:
        refused, broken = Pauses(), Pauses(pauses=BROKEN)
        began: float | None = None
        while True:
            try:
                if not self._refresh.is_set() and await self._is_well(connection):
                    if began is not None and self._monotonic() - began > LASTING_SECONDS:
                        broken.over()
                    await self._a_moment(self._ping_seconds / LOOKS_A_PING)
                    continue
                if began is not None and self._monotonic() - began <= LASTING_SECONDS:
                    await asyncio.sleep(broken.next())  # what Slack takes and ends at once must not go round and round
                began = None
                await self._connect(connection)
                began = self._monotonic()
                refused.over()
                self._is_lost, self._told = False, ""
            except Exception as error:  # noqa: BLE001 - whatever it is, the next attempt may work
                if not await connection.is_connected():  # the one before may stand until there is another
                    self._say_lost()
                self._tell(error)
                await asyncio.sleep(refused.next(getattr(error, "retry_after", None)))

    async def _connect(self, connection: SlackConnection) -> None:
        """Another connection stands; the old one is given up for it only once there is a ticket."""
        ticket = await new_ticket(connection.web_client, self._app_token)
        self._refresh.clear()
        async with asyncio.timeout(UPGRADE_SECONDS):
            await connection.connect_with(ticket)

    async def _is_well(self, connection: SlackConnection) -> bool:
        if connection.last_ping_pong_time != self._last_pong:
            self._last_pong, self._heard_at = connection.last_ping_pong_time, self._monotonic()
        if await connection.is_connected():
            return True
        if self._heard_at is not None:  # before the first connection nothing is lost
            self._say_lost()
        return False

    def _say_lost(self) -> None:
        if not self._is_lost:
            self._is_lost = True
            log.warning("no connection to Slack")

    def _tell(self, error: Exception) -> None:
        # Once: Slack may be away for hours. Of a WebSocket that does not open nothing is said, for its URL is a secret.
        if isinstance(error, SlackFault) and str(error) != self._told:
            self._told = str(error)
            log.warning("Slack gives no connection", why=self._told)

    async def _a_moment(self, seconds: float) -> None:
        """Returns after so many seconds, or once Slack wishes for another connection."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._refresh.wait()

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        assert isinstance(client, SlackConnection)
        self._heard_at = self._monotonic()
        task = asyncio.current_task()
        assert task is not None
        self._in_hand.add(task)
        try:
            await client.handle(request)
        finally:
            self._in_hand.discard(task)
