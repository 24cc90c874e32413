"""`/api/<method>`: reads a call, lets faults strike, checks token, scope and rate, answers as Slack does."""

from secrets import token_hex
from typing import Any

from aiohttp import web

from sandbox.delivery.socket_mode import SocketHub
from sandbox.faults import strike
from sandbox.files.endpoints import file_routes
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.arguments import Sent, read_arguments
from sandbox.webapi.call import Call
from sandbox.webapi.methods import METHODS, WITH_APP_TOKEN, WITHOUT_TOKEN
from sandbox.webapi.rates import RateLimits
from sandbox.webapi.scopes import EVERY_SCOPE, SCOPES, refuse_missing_scope
from sandbox.webapi.tokens import refuse_wrong_token
from sandbox.workspace import Workspace


class WebApi:
    """The Web API of one workspace."""

    def __init__(self, space: Workspace, sockets: SocketHub, rates: RateLimits) -> None:
        self._space = space
        self._sockets = sockets
        self.rates = rates

    def routes(self) -> list[web.RouteDef]:
        """Where apps call: the methods, the upload addresses, and the files that were uploaded."""
        return [web.route("*", "/api/{method}", self.serve), *file_routes(self._space.files)]

    async def close(self, _app: web.Application) -> None:
        """Nothing more is posted by itself."""
        self._space.scheduled.stop()

    async def serve(self, request: web.Request) -> web.Response:
        """Slack's answer to one HTTP request."""
        method = request.match_info["method"]
        fault = self._space.faults.take(method)
        try:
            if fault is not None and not fault.after_effect:
                await strike(fault, request)
            body = self._answer(method, await read_arguments(request, method))
            if fault is not None and fault.after_effect:
                await strike(fault, request)
        except SlackRefusalError as refusal:
            return self._respond(method, refusal.body(), status=refusal.status, headers=refusal.headers)
        return self._respond(method, {"ok": True, **body})

    def _answer(self, method: str, sent: Sent) -> dict[str, Any]:
        if method not in METHODS and method not in WITH_APP_TOKEN:
            raise SlackRefusalError("unknown_method", req_method=method)
        refuse_wrong_token(self._space.install, method, sent.token)
        if self._space.world.bot.deleted and method not in WITHOUT_TOKEN:
            raise SlackRefusalError("account_inactive")
        call = Call(method, sent.arguments)
        refuse_missing_scope(method, self._space.install.manifest.bot_scopes)
        self.rates.refuse_excess(method, self._room(call))
        if method in WITH_APP_TOKEN:
            return self._connections_open()
        return METHODS[method](self._space, call)

    def _room(self, call: Call) -> str | None:
        """The channel by which its messages are counted, however the call names it."""
        name, world = call.text("channel"), self._space.world
        channel = world.direct_channel_with(name) or world.channel_named(name) if name else None
        return channel.id if channel else name

    def _connections_open(self) -> dict[str, Any]:
        address = self._space.url.replace("http", "ws", 1)
        ticket = self._sockets.tickets.give()
        return {"url": f"{address}/link/?ticket={ticket}&app_id={self._space.install.app_id}"}

    def _respond(
        self, method: str, body: dict[str, Any], *, status: int = 200, headers: dict[str, str] | None = None
    ) -> web.Response:
        granted = self._space.install.manifest.bot_scopes
        sent = {"X-Slack-Req-Id": token_hex(8), **(headers or {})}
        sent["X-OAuth-Scopes"] = ",".join(sorted(EVERY_SCOPE if granted is None else granted))
        sent["X-Accepted-OAuth-Scopes"] = ",".join(SCOPES.get(method, ()))
        return web.json_response(body, status=status, headers=sent)
