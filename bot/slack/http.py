"""Slack over signed HTTP: the sender is checked before the body is read, and its shape before Bolt sees it.

Bolt reads a body's JSON before it checks the signature, and fails with a 500 where the timestamp, the signature or the
body is nothing that Slack sends. So all of that is settled here, each with a 4xx and one line in the log.
"""

import json
import re
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from handlers.http.doors.body_bytes import body_bytes
from handlers.http.doors.media_type import media_type
from handlers.http.doors.problems import Problem, RequestRefused

log = structlog.get_logger(__name__)

PATH = "/slack/events"
MAX_BYTES = 1024 * 1024
"""Slack's own payloads hold a view of at most 250 kB."""

_TIMESTAMP: Final = re.compile(r"[0-9]{1,11}")
_SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}")
_JSON: Final = "application/json"
_FORM: Final = "application/x-www-form-urlencoded"

_WINDOW: Final = (("user", "id"), ("view", "id"), ("view", "callback_id"))
_PLACES: Final[dict[str, tuple[tuple[str | int, ...], ...]]] = {
    "block_actions": (("user", "id"), ("actions", 0, "action_id")),
    "view_submission": _WINDOW,
    "view_closed": _WINDOW,
    "event_callback": (("event", "type"),),
}
"""The fields that listeners and Bolt take for granted, by the type of the payload."""


def slack_events(app: AsyncApp, signing_secret: str) -> Handler:
    """The handler of ``POST /slack/events``: a problem for what cannot be from Slack, else what Bolt answers."""
    verifier = SignatureVerifier(signing_secret)

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            bolt_request = _as_slack_sends_it(request, await _signed(request, verifier))
        except RequestRefused as refusal:
            problem = refusal.problem
            log.info("a request to Slack's door was refused", status=problem.status.value, code=problem.code)
            return problem.response()
        return await to_aiohttp_response(await app.async_dispatch(bolt_request))

    return handle


async def _signed(request: web.Request, verifier: SignatureVerifier) -> str:
    """The body of a sender who knows the signing secret; raises RequestRefused for any other."""
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    if not _TIMESTAMP.fullmatch(timestamp):
        raise _unsigned("X-Slack-Request-Timestamp is not a number of seconds.")
    if not _SIGNATURE.fullmatch(signature):
        raise _unsigned("X-Slack-Signature is not a signature.")
    body = await body_bytes(request, MAX_BYTES)
    if body is None:
        raise _refused(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large", f"The body has more than {MAX_BYTES} bytes."
        )
    if not media_type(request.headers.get("Content-Type", ""))[1]:
        raise _not_slack("its charset is not UTF-8")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_slack("it is not UTF-8") from None
    if not verifier.is_valid(text, timestamp, signature):
        raise _unsigned("The signature is not of this body, or older than five minutes.")
    return text


def _as_slack_sends_it(request: web.Request, body: str) -> AsyncBoltRequest:
    """The request for Bolt; raises RequestRefused where it is not of a shape that Slack sends."""
    kind, _ = media_type(request.headers.get("Content-Type", ""))
    if kind == _JSON:
        _object(body)
    elif kind == _FORM:
        try:
            form = dict(parse_qsl(body, keep_blank_values=True))
        except ValueError:
            raise _not_slack("its form cannot be read") from None
        if "payload" in form:
            _object(form["payload"])
        elif "command" in form and not form.get("user_id"):
            raise _not_slack("it is a command by nobody")
    else:
        raise _not_slack("it is neither JSON nor a form")
    try:
        return AsyncBoltRequest(body=body, query=request.query_string, headers=dict(request.headers))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        # Bolt looks for team and person on the way, and takes for granted that they are where Slack puts them.
        raise _not_slack("its fields are not where Slack puts them") from None


def _object(document: str) -> dict[str, Any]:
    try:
        value = json.loads(document)
    except (ValueError, RecursionError):
        raise _not_slack("its JSON cannot be read") from None
    if not isinstance(value, dict):
        raise _not_slack("its JSON is not an object")
    kind = value.get("type")
    places = _PLACES.get(kind, ()) if isinstance(kind, str) else ()
    if not all(isinstance(_at(value, place), str) for place in places):
        raise _not_slack("its fields are not where Slack puts them")
    return value


def _at(value: Any, place: tuple[str | int, ...]) -> Any:
    """The value at this path; None where there is none."""
    for step in place:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _unsigned(why: str) -> RequestRefused:
    return _refused(HTTPStatus.UNAUTHORIZED, "unsigned", f"{why} Check SAYSO_SLACK_SIGNING_SECRET and the clock.")


def _not_slack(why: str) -> RequestRefused:
    return _refused(HTTPStatus.BAD_REQUEST, "not_from_slack", f"The body is not what Slack sends: {why}.")


def _refused(status: HTTPStatus, code: str, detail: str) -> RequestRefused:
    return RequestRefused(Problem(status, code, "Not as Slack sends it", detail))
