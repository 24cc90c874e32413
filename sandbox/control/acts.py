"""`POST /sandbox/api/…`: what people do."""

from typing import Any

from aiohttp import web

from sandbox.acts import start, submit
from sandbox.acts.actor import Actor, actor
from sandbox.acts.click import click_in_message, click_in_view
from sandbox.acts.suggest import suggest_in_message, suggest_in_view
from sandbox.acts.target import Pointing
from sandbox.control.body import BAD_REQUEST, Body, read_body
from sandbox.delivery.dispatcher import Dispatcher
from sandbox.refusal import SlackRefusalError
from sandbox.workspace import Workspace


class Acts:
    """Lets people act; each answer comes after the app's ack, so that nobody need sleep."""

    def __init__(self, space: Workspace, dispatcher: Dispatcher) -> None:
        self._space = space
        self._dispatcher = dispatcher

    async def suggest(self, request: web.Request) -> dict[str, Any]:
        """The options that the app offers for `value`, typed into an external menu of a message or a view."""
        body = await read_body(request)
        typed = body.optional("value") or ""
        pointing = Pointing(action_id=body.text("action_id"), block_id=body.optional("block_id"))
        if "view_id" in body.fields:
            return await suggest_in_view(self._actor(body), body.text("view_id"), pointing, typed)
        return await suggest_in_message(self._actor(body), body.text("channel"), body.text("ts"), pointing, typed)

    async def click(self, request: web.Request) -> dict[str, Any]:
        """A click in a message (`channel`, `ts`) or in a view (`view_id`)."""
        body = await read_body(request)
        fields = body.fields
        pointing = Pointing(
            action_id=body.optional("action_id"),
            text=body.optional("text"),
            block_id=body.optional("block_id"),
            value=fields.get("value"),
            stale=bool(fields.get("stale")),
            kind="overflow" if fields.get("type") == "overflow" else "button",
        )
        if "view_id" in fields:
            view_id = body.text("view_id")
            return await click_in_view(self._actor(body), view_id, pointing, body.mapping("values"))
        channel, ts = body.text("channel"), body.text("ts")
        return await click_in_message(self._actor(body), channel, ts, pointing, body.mapping("values"))

    async def submit(self, request: web.Request) -> dict[str, Any]:
        """The topmost modal is sent in with these values."""
        body = await read_body(request)
        return await submit.submit(self._actor(body), body.text("view_id"), body.mapping("values"))

    async def close(self, request: web.Request) -> dict[str, Any]:
        """The topmost modal is closed."""
        body = await read_body(request)
        clear = bool(body.fields.get("clear"))
        return await submit.close(self._actor(body), body.text("view_id"), clear=clear)

    async def command(self, request: web.Request) -> dict[str, Any]:
        """A slash command, as `command` and `text` or in one piece as `text`."""
        body = await read_body(request)
        text = body.optional("text") or ""
        name = body.optional("command")
        if name is None:
            name, _, text = text.partition(" ")
        if not name.startswith("/"):
            raise SlackRefusalError("invalid_command", status=BAD_REQUEST, detail="A command starts with /.")
        return await start.command(self._actor(body), body.text("channel"), name, text.strip())

    async def shortcut(self, request: web.Request) -> dict[str, Any]:
        """A global shortcut, or one on a message."""
        body = await read_body(request)
        where = body.optional("channel"), body.optional("ts")
        return await start.shortcut(self._actor(body), body.text("callback_id"), *where)

    async def home(self, request: web.Request) -> dict[str, Any]:
        """The person opens the app's Home tab, or its messages (`tab`)."""
        body = await read_body(request)
        return await start.home(self._actor(body), body.optional("tab") or "home")

    async def say(self, request: web.Request) -> dict[str, Any]:
        """The person writes a message."""
        body = await read_body(request)
        channel, text = body.text("channel"), body.text("text")
        return await start.talk(self._actor(body), channel, text, body.optional("thread_ts"))

    def _actor(self, body: Body) -> Actor:
        return actor(self._space, self._dispatcher, body.text("user"))
