"""Stands before the addresses that apps call: logs each exchange, and answers 503 while there is an outage."""

import json
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web

from sandbox.clock import Clock
from sandbox.delivery.trouble import Trouble
from sandbox.guard import Handler
from sandbox.strict_json import read_json
from sandbox.traffic import Traffic, Transport

_LARGEST_SHOWN: Final = 256 * 1024
_FOR_APPS: Final[dict[str, Transport]] = {"/api/": "web_api", "/upload/": "web_api", "/response/": "response_url"}


class Recorder:
    """The middleware for the addresses that apps call."""

    def __init__(self, traffic: Traffic, trouble: Trouble, clock: Clock) -> None:
        self._traffic = traffic
        self._trouble = trouble
        self._clock = clock

    @web.middleware
    async def record(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The handler's answer, logged; 503 during an outage."""
        transport = next((kind for prefix, kind in _FOR_APPS.items() if request.path.startswith(prefix)), None)
        if transport is None:
            return await handler(request)
        began = self._clock()
        response = await self._answer(request, handler)
        said = _said(response)
        self._traffic.log(
            at=began,
            direction="from_app",
            transport=transport,
            name=request.match_info.get("method", request.path.split("/")[1]),
            request=await _asked(request),
            response=said,
            status=response.status,
            ms=(self._clock() - began) * 1000,
            error=_error(response, said),
        )
        return response

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self._trouble.outage:
            await request.read()
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, text="The workspace has an outage.")
        try:
            return await handler(request)
        except web.HTTPException as refusal:
            return web.Response(status=refusal.status, text=refusal.text)


async def _asked(request: web.Request) -> Any:
    """What the app sent; what the handler read stays readable, and after a broken line there is nothing to read."""
    asked: dict[str, Any] = dict(request.query)
    try:
        if (request.content_length or 0) > _LARGEST_SHOWN:
            return asked | {"body": f"{request.content_length} bytes, too many to show"}
        if request.content_type == "application/json":
            text = await request.text()
            if len(text) > _LARGEST_SHOWN:
                return asked | {"body": f"{len(text)} characters, too many to show"}
            body = read_json(text or "{}")
            return asked | body if isinstance(body, dict) else body
        asked |= {name: _unfolded(value) for name, value in (await request.post()).items()}
    except (ValueError, LookupError, ConnectionError, web.HTTPException):
        asked["body"] = "not readable"
    return asked


def _unfolded(value: Any) -> Any:
    """A form's field; where it holds JSON, what the JSON says."""
    if not isinstance(value, str):
        return "(a file)"
    if value[:1] in {"{", "["}:
        try:
            return read_json(value)
        except ValueError:
            return value
    return value


def _said(response: web.StreamResponse) -> Any:
    text = response.text if isinstance(response, web.Response) else None
    if text is not None and len(text) > _LARGEST_SHOWN:
        return f"{len(text)} characters, too many to show"
    try:
        return json.loads(text or "null")
    except ValueError:
        return text


def _error(response: web.StreamResponse, said: Any) -> str | None:
    if isinstance(said, dict) and said.get("ok") is False:
        return str(said.get("error"))
    return f"http_{response.status}" if response.status >= HTTPStatus.BAD_REQUEST else None
