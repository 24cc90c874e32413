"""Tickets for a WebSocket, each good for one attempt, and how long to wait before the next one is asked for."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.fault import SlackFault, answer

METHOD = "apps.connections.open"
PAUSES: Sequence[float] = (0.5, 1, 2, 3, 3, 5, 10)
"""Seconds after the first failure, the second …; the last one for all that follow.

Slack grants about one ticket a minute, with bursts: five quick tries bring a bot back within fifteen seconds whatever
failed, and whoever fails longer than that asks six times a minute.
"""
BROKEN: Sequence[float] = (0.5, 1, *[2] * 8, 5, 10)
"""Pauses after a connection that ended at once: a few in a row may be chance, and clicks wait meanwhile."""
JITTER = 0.2
"""The share by which pauses vary, so that many bots do not come back in one instant."""
SLOW_SECONDS = 4.0
"""How long a ticket is waited for before another is asked for as well; whichever comes first is used."""
AT_ONCE = 3
LONGEST_SECONDS = 30.0


class Pauses:
    """How long to wait before the next attempt."""

    def __init__(self, chance: Callable[[], float] = random.random, *, pauses: Sequence[float] = PAUSES) -> None:
        """Nothing has failed yet."""
        self._pauses = pauses
        self._chance = chance
        self._failures = 0

    def next(self, retry_after: float | None = None) -> float:
        """Seconds until the next attempt, after one more that failed: as Slack says, else longer each time."""
        index, self._failures = min(self._failures, len(self._pauses) - 1), self._failures + 1
        if retry_after is not None:
            return retry_after * (1 + JITTER * self._chance())
        return self._pauses[index] * (1 + JITTER * (2 * self._chance() - 1))

    def over(self) -> None:
        """The attempt worked: the next failure counts as the first."""
        self._failures = 0


async def new_ticket(slack: AsyncWebClient, app_token: str) -> str:
    """The URL of a WebSocket; raises SlackFault."""

    async def ask() -> str:
        told: dict[str, Any] = await answer(METHOD, slack.apps_connections_open(app_token=app_token), LONGEST_SECONDS)
        if not (url := told.get("url")):
            raise SlackFault(METHOD, "no_url")
        return str(url)

    return await first_of(ask)


async def first_of(ask: Callable[[], Awaitable[str]]) -> str:
    """The first answer of up to three calls; another call begins when those before are slow."""
    asked = {asyncio.ensure_future(ask())}
    try:
        while True:
            patience = SLOW_SECONDS if len(asked) < AT_ONCE else None
            done, _ = await asyncio.wait(asked, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            for task in sorted(done, key=lambda task: task.exception() is not None):
                if task.exception() is None or done == asked:
                    return task.result()
            asked -= done
            if not done:
                asked.add(asyncio.ensure_future(ask()))
    finally:
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
