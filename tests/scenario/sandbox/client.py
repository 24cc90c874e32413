"""The real client, closed with its session."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox


@asynccontextmanager
async def client_of(sandbox: Sandbox, token: str | None = None) -> AsyncIterator[AsyncWebClient]:
    """A client of this workspace, with the app's token or another one."""
    async with aiohttp.ClientSession() as http:
        yield AsyncWebClient(token or sandbox.bot_token, base_url=f"{sandbox.url}/api/", session=http)
