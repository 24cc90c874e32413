"""A workspace of its own with the foreign app in it, and somebody at its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from playwright.async_api import Locator, Page, expect
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.manifest import Manifest
from sandbox.server import Sandbox
from tests.browser.foreign_app import foreign_app
from tests.browser.heard import Heard

GENERAL = "C0APPROVALS"


@dataclass
class Foreign:
    """The workspace, the app's client, what the app heard, and a page."""

    sandbox: Sandbox
    client: AsyncWebClient
    http: aiohttp.ClientSession
    page: Page
    heard: Heard = field(default_factory=Heard)

    async def arrive(self, user: str = "U0SAM", channel: str = GENERAL) -> None:
        """The page shows this channel to this person."""
        await self.page.goto(f"{self.sandbox.url}/#as={user}&channel={channel}")
        await expect(self.page.locator("#sidebar .connection .dot + span")).to_have_text("App connected")

    async def write(self, words: str) -> None:
        """The person sends these words from the channel's composer."""
        box = self.page.locator("#room .composer textarea")
        await box.fill(words)
        await box.press("Escape")
        await box.press("Enter")

    async def post(self, **content: Any) -> str:
        """The app's message stands in the channel; its timestamp is returned."""
        answer = await self.client.chat_postMessage(channel=GENERAL, **{"text": "words", **content})
        return str(answer["ts"])

    async def order(self, what: str, **fields: Any) -> dict[str, Any]:
        """The workspace did this; its answer is returned."""
        async with self.http.post(f"{self.sandbox.url}/sandbox/api/{what}", json=fields) as answer:
            said: dict[str, Any] = await answer.json()
            return said

    def message(self, words: str) -> Locator:
        """The message in the channel that says this."""
        return self.page.locator("#room article", has_text=words)

    def another(self) -> Sandbox:
        """A new workspace, not yet started, at the address of this one."""
        return Sandbox(int(self.sandbox.url.rpartition(":")[2]), rate_limits=False)

    @property
    def modal(self) -> Locator:
        """The modal in front."""
        return self.page.locator("#modal[open]")


@asynccontextmanager
async def foreign(page: Page, port: int = 0) -> AsyncIterator[Foreign]:
    """The workspace runs with the app connected, on this port or any."""
    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(Sandbox(port, rate_limits=False))
        # It listens for no messages, and would only be told of its own.
        sandbox.install.manifest = Manifest(bot_events=frozenset({"app_home_opened"}))
        http = await stack.enter_async_context(aiohttp.ClientSession())
        client = AsyncWebClient(sandbox.bot_token, base_url=f"{sandbox.url}/api/", session=http)
        desk = Foreign(sandbox, client, http, page)
        handler = AsyncSocketModeHandler(foreign_app(client, desk.heard), sandbox.app_token)
        await handler.connect_async()
        stack.push_async_callback(handler.close_async)
        yield desk
        # The page leaves before the workspace does: it would complain, and try to come back.
        await page.goto("about:blank")
