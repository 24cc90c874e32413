"""`/response/<secret>`: the response URLs that payloads carry."""

from typing import Any

from aiohttp import web

from sandbox.acts.answer import respond
from sandbox.refusal import SlackRefusalError
from sandbox.strict_json import read_json
from sandbox.workspace import Workspace


class ResponseEndpoint:
    """Takes what apps post to response URLs."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    async def serve(self, request: web.Request) -> web.Response:
        """Slack's answer to one post."""
        try:
            target = self._space.response_urls.take(request.match_info["secret"])
            body = await _read(request)
            respond(self._space, target, body)
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
