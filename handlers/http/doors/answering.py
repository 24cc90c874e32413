"""Around every handler: whatever goes wrong inside, the caller gets a problem document and a request id, no secrets."""

import logging
import re
import secrets
from http import HTTPStatus
from itertools import count
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from handlers.http.doors.problems import Problem, RequestRefused

REQUEST_ID: Final = web.RequestKey("request_id", str)

_log = logging.getLogger(__name__)
_CALLERS_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_DETAILS: Final = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address. See /openapi.json for what there is.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not take this method; the Allow header names those it takes.",
}
_PROCESS: Final = secrets.token_hex(4)
_NUMBERS: Final = count(1)
"""Request ids only have to differ, between processes and within one; fresh randomness for each would cost more."""
_KEPT_HEADERS: Final = ("Allow", "Location", "Retry-After")

_UNAVAILABLE: Final = Problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "unavailable",
    "Not available just now",
    "Storage cannot be reached. Repeat the request in a moment, with the same Idempotency-Key.",
    (),
    {"Retry-After": "2"},
)


def answering(outages: tuple[type[Exception], ...]) -> Middleware:
    """The middleware around every handler; ``outages`` are the exceptions that pass by themselves."""

    @web.middleware
    async def answer_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
        """The handler's answer, or the problem document that says why there is none."""
        request_id = request[REQUEST_ID] = _request_id(request)
        try:
            response = await handler(request)
        except RequestRefused as refusal:
            response = refusal.problem.response()
        except web.HTTPException as error:
            if error.status < HTTPStatus.BAD_REQUEST:
                raise
            response = _http_problem(error).response()
        except outages as error:
            _log.warning("request %s met an outage: %s", request_id, error)
            response = _UNAVAILABLE.response()
        except Exception:  # noqa: BLE001 - logged with its id; nothing of it may reach the caller
            _log.exception("request %s failed: %s %s", request_id, request.method, _address(request))
            response = _internal(request_id).response()
        if not response.prepared:
            stamp(request, response)
        return response

    return answer_problems


def stamp(request: web.Request, response: web.StreamResponse) -> None:
    """The answer carries its request id and is not kept by caches unless it says so itself.

    The middleware does that for every answer but those that a handler has begun to send by itself.
    """
    headers = response.headers
    headers["X-Request-ID"] = request[REQUEST_ID]
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Cache-Control", "no-store")


def _address(request: web.Request) -> str:
    """The address as the API names it; the caller's own may hold anything."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "an unknown address"


def _request_id(request: web.Request) -> str:
    asked = request.headers.get("X-Request-ID", "")
    return asked if _CALLERS_ID.fullmatch(asked) else f"{_PROCESS}-{next(_NUMBERS)}"


def _http_problem(error: web.HTTPException) -> Problem:
    status = HTTPStatus(error.status)
    headers = {name: error.headers[name] for name in _KEPT_HEADERS if name in error.headers}
    code = status.name.lower()
    return Problem(status, code, status.phrase, _DETAILS.get(status, status.description or status.phrase), (), headers)


def _internal(request_id: str) -> Problem:
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "internal",
        "Internal error",
        f"Something went wrong on this side. Try again, or give the operator the request id {request_id}.",
    )
