"""`/sandbox/api/faults` and `/sandbox/api/sockets`: what goes wrong on request."""

from http import HTTPStatus
from typing import Any, Final

from aiohttp import web

from sandbox.control.body import BAD_REQUEST, Body, read_body
from sandbox.delivery.dispatcher import Dispatcher
from sandbox.delivery.socket_mode import WARNING_SECONDS
from sandbox.faults import EVERY_METHOD, RESPONSE_URL, Fault
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.methods import METHODS, WITH_APP_TOKEN
from sandbox.workspace import Workspace

_LONGEST_DELAY: Final = 600.0
_LOWEST_STATUS: Final = 200
_HIGHEST_STATUS: Final = 599
_REASONS: Final = frozenset({"warning", "refresh_requested", "link_disabled", "too_many_websockets"})


class FaultControls:
    """Lets methods fail and connections break."""

    def __init__(self, space: Workspace, dispatcher: Dispatcher) -> None:
        self._space = space
        self._dispatcher = dispatcher

    async def faults(self, _request: web.Request) -> dict[str, Any]:
        """The faults in force, in the order in which they strike."""
        return {"faults": self._space.faults.as_json()}

    async def add(self, request: web.Request) -> dict[str, Any]:
        """A method goes wrong for its next calls; `method: "*"` means every method."""
        self._space.faults.add(_fault(await read_body(request)))
        return {"faults": self._space.faults.as_json()}

    async def remove(self, request: web.Request) -> dict[str, Any]:
        """The fault at this index, counted from 0, is removed: `{index}`."""
        body = await read_body(request)
        index = body.number("index", -1)
        if not self._space.faults.remove(int(index) if index == int(index) else -1):
            raise SlackRefusalError("no_such_fault", status=HTTPStatus.NOT_FOUND, detail="There is no such fault.")
        return {"faults": self._space.faults.as_json()}

    async def clear(self, _request: web.Request) -> dict[str, Any]:
        """No method goes wrong any more."""
        self._space.faults.clear()
        return {"faults": []}

    async def drop_sockets(self, request: web.Request) -> dict[str, Any]:
        """All connections break off, are closed (`politely`), or are told `reason` and stay."""
        body = await read_body(request)
        sockets = self._dispatcher.sockets
        dropped, reason = sockets.connections, body.optional("reason")
        if reason is not None and reason not in _REASONS:
            raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=f"reason: one of {sorted(_REASONS)}.")
        if reason:
            await sockets.warn(reason)
        elif body.fields.get("politely"):
            await sockets.close()
        else:
            sockets.cut()
        return {"dropped": dropped}

    async def refresh_sockets(self, request: web.Request) -> dict[str, Any]:
        """Connections are warned now, and asked to refresh and closed ten seconds (or `after`) later, as Slack does."""
        body = await read_body(request)
        after = body.number("after", WARNING_SECONDS)
        if not 0 <= after <= _LONGEST_DELAY:
            raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail="after: seconds, 0 to 600.")
        warned = self._dispatcher.sockets.connections
        self._dispatcher.in_background(self._dispatcher.sockets.refresh(after))
        return {"warned": warned}


def _fault(body: Body) -> Fault:
    method = body.text("method")
    if method not in METHODS and method not in WITH_APP_TOKEN and method not in {EVERY_METHOD, RESPONSE_URL}:
        raise SlackRefusalError("unknown_method", status=BAD_REQUEST, detail=f"There is no {method}.")
    fault = Fault(
        method,
        times=_whole(body, "times", 1) or 0,
        error=body.optional("error"),
        status=_whole(body, "status"),
        delay=body.number("delay", 0),
        retry_after=_whole(body, "retry_after"),
        after_effect=bool(body.fields.get("after_effect")),
        drop=bool(body.fields.get("drop")),
    )
    complaint = None
    if fault.times < 1:
        complaint = "times: 1 or more."
    elif fault.status is not None and not _LOWEST_STATUS <= fault.status <= _HIGHEST_STATUS:
        complaint = "status: an HTTP status, 200 to 599."
    elif not 0 <= fault.delay <= _LONGEST_DELAY:
        complaint = "delay: seconds, 0 to 600."
    elif fault.retry_after is not None and fault.retry_after < 0:
        complaint = "retry_after: seconds, 0 or more."
    elif not (fault.error or fault.status or fault.delay or fault.drop):
        complaint = "Give error, status, delay or drop."
    if complaint:
        raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=complaint)
    return fault


def _whole(body: Body, name: str, default: int | None = None) -> int | None:
    if body.fields.get(name) is None:
        return default
    value = body.number(name, 0)
    if value != int(value):
        raise SlackRefusalError("wrong_field", status=BAD_REQUEST, detail=f"{name} must be a whole number.")
    return int(value)
