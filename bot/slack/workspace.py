"""The workspace that the bot is installed in, as the bot asks it."""

from dataclasses import dataclass

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.directory import SlackDirectory

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class SlackWorkspace:
    """How the workspace is called and who is in it."""

    session: aiohttp.ClientSession
    client: AsyncWebClient
    directory: SlackDirectory
    locked_out: str | None = None
    """Why Slack no longer lets us in; None while it does."""

    def uninstalled(self, why: str) -> None:
        """From now on readiness says that Slack does not let us in, and why."""
        self.locked_out = why
        log.error("Slack no longer lets us in", why=why)
