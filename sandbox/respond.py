"""`/response/<secret>`: the response URLs that payloads carry."""

from typing import Any

from aiohttp import web

from sandbox.acts.answer import respond
from sandbox.faults import RESPONSE_URL, strike
from sandbox.refusal import SlackRefusalError
from sandbox.strict_json import read_json
from sandbox.workspace import Workspace


class ResponseEndpoint:
    """Takes what apps post to response URLs."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    async def serve(self, request: web.Request) -> web.Response:
        """Slack's answer to one post."""
        fault = self._space.faults.take(RESPONSE_URL)
        try:
            if fault is not None and not fault.after_effect:
                await strike(fault, request)
            target = self._space.response_urls.take(request.match_info["secret"])
            body = await _read(request)
            respond(self._space, target, body)
            if fault is not None and fault.after_effect:
                await strike(fault, request)
        except SlackRefusalError as refusal:
            return web.json_response(refusal.body(), status=refusal.status)
        return web.json_response({"ok": True})


async def _read(request: web.Request) -> dict[str, Any]:
    try:
        body = read_json(await request.text())
    except (LookupError, ValueError):
        body = None
    if not isinstance(body, dict):
        raise SlackRefusalError("invalid_payload", status=web.HTTPBadRequest.status_code)
    return body
