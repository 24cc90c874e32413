"""Slack over signed HTTP: Bolt's own check, with a door in front for what makes Bolt fail before it has checked."""

from http import HTTPStatus

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

log = structlog.get_logger(__name__)

PATH = "/slack/events"
MAX_BYTES = 1024 * 1024
"""Slack's own payloads hold a view of at most 250 kB."""


def slack_events(app: AsyncApp) -> Handler:
    """The handler of ``POST /slack/events``: 400 or 401 for what cannot be from Slack, else what Bolt answers."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if refused := await _refuse(request):
            return refused
        try:
            bolt_request = await to_bolt_request(request)
        except ValueError:  # Bolt reads the JSON before it checks the signature
            return _refusal(HTTPStatus.BAD_REQUEST, "The body is not what Slack sends.")
        return await to_aiohttp_response(await app.async_dispatch(bolt_request))

    return handle


async def _refuse(request: web.Request) -> web.Response | None:
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    if not (timestamp.isascii() and timestamp.isdigit()):
        return _refusal(HTTPStatus.UNAUTHORIZED, "X-Slack-Request-Timestamp is not a number.")
    if not (signature and signature.isascii()):
        return _refusal(HTTPStatus.UNAUTHORIZED, "X-Slack-Signature is not a signature.")
    if (request.content_length or 0) > MAX_BYTES:
        return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too long.")
    if (request.charset or "utf-8").lower() not in {"utf-8", "utf8"}:
        return _refusal(HTTPStatus.BAD_REQUEST, "The body is not UTF-8.")
    try:
        (await request.read()).decode("utf-8")
    except UnicodeDecodeError:
        return _refusal(HTTPStatus.BAD_REQUEST, "The body is not UTF-8.")
    return None


def _refusal(status: HTTPStatus, why: str) -> web.Response:
    log.info("a request to Slack's door was refused", status=status.value, why=why)
    return web.json_response({"error": why}, status=status)
