"""The workspace: what is asked of Slack, and the list of its people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from bot.settings import Settings, Transport
from bot.slack.app import slack_client
from bot.slack.directory import SlackDirectory
from bot.slack.workspace import SlackWorkspace
from oversight.ports.world import Clock

VOUCHES = {Transport.SOCKET: "slack_socket", Transport.HTTP: "slack_signature"}
"""By what a click is known to be a person's: the line that only our token opens, or Slack's signature."""


@asynccontextmanager
async def open_workspace(settings: Settings, clock: Clock) -> AsyncIterator[SlackWorkspace]:
    """Slack can be asked, and the list of people is kept up to date; nothing waits for Slack here."""
    async with aiohttp.ClientSession() as session:
        client = slack_client(settings.slack_bot_token.get_secret_value(), settings.slack_base_url, session)
        directory = SlackDirectory(client, now=clock.now, vouched_by=VOUCHES[settings.slack_transport])
        async with directory.people.kept():
            yield SlackWorkspace(session, client, directory)
