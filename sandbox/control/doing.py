"""`POST /sandbox/api/…`: what people do, and the faults that the workspace is told to have."""

from typing import Any

from aiohttp import web

from sandbox.acts import start, submit
from sandbox.acts.actor import Actor, actor
from sandbox.acts.click import click_in_message, click_in_view
from sandbox.acts.target import Pointing
from sandbox.control.body import BAD_REQUEST, Body, read_body
from sandbox.delivery.dispatcher import Dispatcher
from sandbox.faults import Fault
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.methods import METHODS, WITH_APP_TOKEN
from sandbox.webapi.rates import RateLimits
from sandbox.workspace import Workspace


class Doing:
    """Lets people act; each answer comes after the app's ack, so that nobody need sleep."""

    def __init__(self, space: Workspace, dispatcher: Dispatcher, rates: RateLimits) -> None:
        self._space = space
        self._dispatcher = dispatcher
        self._rates = rates

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
        """The person opens the app's Home tab."""
        return await start.home(self._actor(await read_body(request)))

    async def say(self, request: web.Request) -> dict[str, Any]:
        """The person writes a message."""
        body = await read_body(request)
        channel, text = body.text("channel"), body.text("text")
        return await start.talk(self._actor(body), channel, text, body.optional("thread_ts"))

    async def add_fault(self, request: web.Request) -> dict[str, Any]:
        """A method goes wrong for its next calls; `method: "*"` is a whole outage."""
        body = await read_body(request)
        method = body.text("method")
        if method not in METHODS and method not in WITH_APP_TOKEN and method != "*":
            raise SlackRefusalError("unknown_method", status=BAD_REQUEST, detail=f"There is no {method}.")
        status, retry_after = body.number("status", 0), body.number("retry_after", -1)
        fault = Fault(
            method,
            times=int(body.number("times", 1)),
            error=body.optional("error"),
            status=int(status) or None,
            delay=body.number("delay", 0),
            retry_after=int(retry_after) if retry_after >= 0 else None,
            after_effect=bool(body.fields.get("after_effect")),
            drop=bool(body.fields.get("drop")),
        )
        self._space.faults.add(fault)
        return {"ok": True, "faults": self._space.faults.as_json()}

    async def clear_faults(self, _request: web.Request) -> dict[str, Any]:
        """No faults are left."""
        self._space.faults.clear()
        return {"ok": True}

    async def drop_sockets(self, request: web.Request) -> dict[str, Any]:
        """All connections break off, or are told `reason` (`warning`, `refresh_requested`, `link_disabled`)."""
        body = await read_body(request)
        dropped = self._dispatcher.sockets.connections
        reason = body.optional("reason")
        if reason:
            await self._dispatcher.sockets.warn(reason)
        elif body.fields.get("politely"):
            await self._dispatcher.sockets.close()
        else:
            self._dispatcher.sockets.cut()
        return {"ok": True, "dropped": dropped}

    async def settings(self, request: web.Request) -> dict[str, Any]:
        """The request URL (null for Socket Mode) or the rate limits are switched."""
        body = await read_body(request)
        if "request_url" in body.fields:
            self._space.install.request_url = body.optional("request_url")
        if "rate_limits" in body.fields:
            self._rates.enabled = body.fields["rate_limits"] in (True, "on")
        if "revoked" in body.fields:
            self._space.install.revoked = bool(body.fields["revoked"])
        return {"ok": True}

    def _actor(self, body: Body) -> Actor:
        return actor(self._space, self._dispatcher, body.text("user"))
