"""A foreign mini app, written only against slack_bolt, on both transports."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.manifest import Manifest
from sandbox.server import Sandbox

# What the app of a `bare` workspace hears; without this it would hear each message that stands, its own included.
MENTIONS_ONLY = Manifest(bot_events=frozenset({"app_home_opened", "app_mention", "message.im", "tokens_revoked"}))
MODAL = {
    "type": "modal",
    "callback_id": "reason",
    "title": {"type": "plain_text", "text": "Reject"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "why",
            "label": {"type": "plain_text", "text": "Why?"},
            "element": {"type": "plain_text_input", "action_id": "reason"},
        }
    ],
}


@dataclass
class ForeignApp:
    """The workspace, the app's client, and a hand that acts for people."""

    sandbox: Sandbox
    client: AsyncWebClient
    http: aiohttp.ClientSession
    seen: list[dict[str, Any]]

    async def do(self, what: str, **fields: Any) -> dict[str, Any]:
        async with self.http.post(f"{self.sandbox.url}/sandbox/api/{what}", json=fields) as answer:
            said: dict[str, Any] = await answer.json()
            return said

    async def look(self, what: str, **query: str) -> dict[str, Any]:
        async with self.http.get(f"{self.sandbox.url}/sandbox/api/{what}", params=query) as answer:
            said: dict[str, Any] = await answer.json()
            return said


def mini_app(sandbox: Sandbox, client: AsyncWebClient, seen: list[dict[str, Any]]) -> AsyncApp:
    app = AsyncApp(client=client, signing_secret=sandbox.signing_secret)

    @app.command("/ask")
    async def ask(ack, command, client):
        await client.chat_postMessage(
            channel=command["channel_id"],
            text="Refund 900",
            blocks=[
                {
                    "type": "actions",
                    "elements": [
                        {
                            "type": "button",
                            "action_id": "reject",
                            "value": "42",
                            "text": {"type": "plain_text", "text": "Reject"},
                        }
                    ],
                }
            ],
        )
        await ack("Asked.")

    @app.action("reject")
    async def reject(ack, body, client):
        seen.append(body)
        message = body["message"]["ts"]
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL | {"private_metadata": message})
        await ack()

    @app.view("reason")
    async def reason(ack, body, view, client):
        seen.append(body)
        why = view["state"]["values"]["why"]["reason"]["value"]
        if len(why) < 5:
            await ack(response_action="errors", errors={"why": "Say a little more."})
            return
        await client.chat_update(channel="C0APPROVALS", ts=view["private_metadata"], text=why, blocks=[])
        await ack()

    @app.view_closed("reason")
    async def closed(ack, body):
        seen.append(body)
        await ack()

    @app.event("app_home_opened")
    async def home(event, client):
        seen.append(event)
        section = {"type": "section", "text": {"type": "mrkdwn", "text": "Nothing waits for you"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section]})

    return app


@asynccontextmanager
async def socket_transport(app: AsyncApp, sandbox: Sandbox) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, sandbox.app_token)
    await handler.connect_async()
    try:
        yield
    finally:
        await handler.close_async()


@asynccontextmanager
async def http_transport(app: AsyncApp, sandbox: Sandbox) -> AsyncIterator[None]:
    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    server = web.Application()
    server.router.add_post("/slack/events", events)
    runner = web.AppRunner(server, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sandbox.install.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        yield
    finally:
        await runner.cleanup()


@pytest.fixture(params=["socket", "http"])
def transport(request):
    return {"socket": socket_transport, "http": http_transport}[request.param]


@pytest.fixture
async def foreign_app(transport) -> AsyncIterator[ForeignApp]:
    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(Sandbox())
        http = await stack.enter_async_context(aiohttp.ClientSession())
        client = AsyncWebClient(sandbox.bot_token, base_url=f"{sandbox.url}/api/", session=http)
        seen: list[dict[str, Any]] = []
        await stack.enter_async_context(transport(mini_app(sandbox, client, seen), sandbox))
        yield ForeignApp(sandbox, client, http, seen)


@pytest.fixture
async def bare() -> AsyncIterator[ForeignApp]:
    """A workspace whose app only calls the Web API and hears little."""
    async with Sandbox() as sandbox, aiohttp.ClientSession() as http:
        sandbox.install.manifest = MENTIONS_ONLY
        client = AsyncWebClient(sandbox.bot_token, base_url=f"{sandbox.url}/api/", session=http)
        yield ForeignApp(sandbox, client, http, [])


@pytest.fixture
async def task_group() -> AsyncIterator[asyncio.TaskGroup]:
    async with asyncio.TaskGroup() as group:
        yield group
