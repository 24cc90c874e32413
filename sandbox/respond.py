"""`/response/<secret>`: the response URLs that payloads carry."""

import json
from typing import Any

from aiohttp import web

from sandbox.acts.answer import respond
from sandbox.refusal import SlackRefusalError
from sandbox.workspace import Workspace


class ResponseEndpoint:
    """Takes what apps post to response URLs."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    async def serve(self, request: web.Request) -> web.Response:
        """Slack's answer to one post."""
        try:
            target = self._space.response_urls.take(request.match_info["secret"])
            body = _read(await request.text())
            respond(self._space, target, body)
        except SlackRefusalError as refusal:
            return web.json_response(refusal.body(), status=refusal.status)
        return web.json_response({"ok": True})


def _read(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise SlackRefusalError("invalid_payload", status=web.HTTPBadRequest.status_code)
    return body
