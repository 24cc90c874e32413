"""A foreign Slack app, written only against slack_bolt: modals three deep, every kind of field, suggestions, files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser import foreign_blocks as blocks

Ack = Callable[..., Awaitable[object]]
Payload = Mapping[str, Any]


def foreign_app(client: AsyncWebClient, heard: list[dict[str, Any]]) -> AsyncApp:
    """The app; what people do is in `heard`."""
    app = AsyncApp(client=client, signing_secret="sandbox-signing-secret")
    _commands(app)
    _modals(app, heard)

    @app.action({"type": "block_actions", "block_id": "everything"})
    async def used(ack: Ack, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack()

    @app.action("approve")
    async def approved(ack: Ack, body: dict[str, Any], client: AsyncWebClient) -> None:
        heard.append(body)
        where = {"channel": body["channel"]["id"], "user": body["user"]["id"]}
        await client.chat_postEphemeral(text="Too late for that.", **where)
        await ack()

    @app.options("city")
    async def cities(ack: Ack, payload: Payload) -> None:
        typed = payload["value"].lower()
        await ack(options=[blocks.option(name) for name in blocks.CITIES if name.lower().startswith(typed)])

    @app.event("app_home_opened")
    async def home(event: Payload, client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            await client.views_publish(user_id=event["user"], view=blocks.HOME)

    return app


def _commands(app: AsyncApp) -> None:
    @app.command("/form")
    async def form(ack: Ack, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=blocks.FORM)
        await ack()

    @app.command("/stack")
    async def stack(ack: Ack, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=blocks.floor(1))
        await ack()


def _modals(app: AsyncApp, heard: list[dict[str, Any]]) -> None:
    @app.action("higher")
    async def higher(ack: Ack, body: dict[str, Any], client: AsyncWebClient) -> None:
        floor = int(body["view"]["private_metadata"]) + 1
        try:
            await client.views_push(trigger_id=body["trigger_id"], view=blocks.floor(floor))
        except SlackApiError as refused:
            heard.append({"refused": refused.response["error"]})
        await ack()

    @app.view("floor")
    async def sent(ack: Ack, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack(response_action="clear")

    @app.view_closed("floor")
    async def closed(ack: Ack, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack()

    @app.view("form")
    async def filled(ack: Ack, body: dict[str, Any], view: Payload) -> None:
        heard.append(body)
        name = view["state"]["values"]["name"]["name"]["value"]
        if name == "Nobody":
            await ack(response_action="errors", errors={"name": "Nobody is no name.", "mail": "Nobody has no mail."})
            return
        await ack()
