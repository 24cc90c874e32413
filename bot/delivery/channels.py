"""Channel names as policies write them, resolved to Slack's ids."""

import asyncio
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.fault import SlackFault, answer

log = structlog.get_logger(__name__)

FRESH = timedelta(minutes=10)
AGAIN = timedelta(seconds=20)
"""A name that was not there is looked for again this often; ``conversations.list`` is a tier 2 method."""
PAGE = 999


class Channels:
    """The workspace's channels by name, listed when a name is asked for and remembered."""

    def __init__(self, slack: AsyncWebClient) -> None:
        """Nothing is listed yet."""
        self._slack = slack
        self._ids: dict[str, str] = {}
        self._listed_at: datetime | None = None
        self._listing = asyncio.Lock()

    async def id_of(self, channel: str, now: datetime) -> str:
        """The id of ``#name``; an id stays as it is. Raises SlackFault ``channel_not_found`` where there is none."""
        if not channel.startswith("#"):
            return channel
        name = channel.removeprefix("#").lower()
        async with self._listing:
            age = now - self._listed_at if self._listed_at else None
            if age is None or age > (FRESH if name in self._ids else AGAIN):
                self._ids = await self._list()
                self._listed_at = now
        if name not in self._ids:
            raise SlackFault("conversations.list", "channel_not_found")
        return self._ids[name]

    async def _list(self) -> dict[str, str]:
        found: dict[str, str] = {}
        cursor = ""
        while True:
            page = await answer(
                "conversations.list",
                self._slack.conversations_list(
                    types="public_channel,private_channel", exclude_archived=True, limit=PAGE, cursor=cursor
                ),
            )
            for channel in page["channels"]:
                found[str(channel["name"]).lower()] = str(channel["id"])
                if channel.get("is_ext_shared") and channel.get("is_member"):
                    log.warning("people of another workspace read this channel", channel=channel["name"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return found
