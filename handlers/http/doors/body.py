"""The door for request bodies: strict JSON of a known shape, or a problem that names each faulty place."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, Final, TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from handlers.http.doors.body_bytes import body_bytes
from handlers.http.doors.media_type import media_type
from handlers.http.doors.problems import FieldFault, Problem, RequestRefused, bad_request
from handlers.http.doors.turns import LONG
from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import json_path
from oversight.exact_json.strict_json import MAX_BYTES, BadJson, read_json

Body = TypeVar("Body", bound=BaseModel)

_TOO_LARGE: Final = BadJson("$", f"the body is larger than {MAX_BYTES} bytes; send a reference to large data instead")
_READER: Final = ThreadPoolExecutor(1, "json")
"""One thread: those that compute take the interpreter from the event loop, and one takes no more than half of it."""
_ENOUGH: Final = 50
"""Faults listed at most; nobody fixes more at once, and an answer stays smaller than its request."""


async def json_body(request: web.Request) -> dict[str, Json]:
    """The body's JSON object; 415 for another type, 400 with the JSON path for what the door refuses."""
    return await json_object(await json_bytes(request))


async def json_bytes(request: web.Request) -> bytes:
    """The body as it came, unpacked; 415 for what is no JSON, 400 for what is too large."""
    if not _is_json(request):
        raise RequestRefused(
            Problem(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "JSON wanted",
                "Send the body as UTF-8 JSON with “Content-Type: application/json”.",
            )
        )
    body = await body_bytes(request, MAX_BYTES)
    if body is None:
        raise _bad_json(_TOO_LARGE)
    return body


async def json_object(body: bytes) -> dict[str, Json]:
    """The JSON object that the bytes are; 400 with the JSON path for what the door refuses."""
    value = await _read(body)
    if isinstance(value, BadJson):
        raise _bad_json(value)
    if not isinstance(value, dict):
        raise _bad_json(BadJson("$", "the body must be a JSON object"))
    return value


async def _read(body: bytes) -> Json | BadJson:
    """What the body says. A long one is read beside the event loop: the careful reader may need a tenth of a second."""
    if len(body) <= LONG:
        return read_json(body)
    return await asyncio.get_running_loop().run_in_executor(_READER, read_json, body)


def shaped(model: type[Body], value: dict[str, Json]) -> Body:
    """The object as the model reads it, or a 400 that lists the fields at fault."""
    if len(value) > _ENOUGH and len(value) > len(known := model.model_fields) + _ENOUGH:
        # Pydantic would describe each of thousands before most are left out.
        unknown = [name for name in value if name not in known]
        raise invalid_body(FieldFault(json_path([name]), _unknown(model)) for name in unknown[:_ENOUGH])
    try:
        return model.model_validate(value)
    except ValidationError as error:
        faults = [FieldFault(json_path(fault["loc"]), _said(fault, model)) for fault in error.errors(include_url=False)]
        raise invalid_body(faults[:_ENOUGH]) from None


def invalid_body(faults: Iterable[FieldFault]) -> RequestRefused:
    """A 400 for a body of the wrong shape."""
    faults = tuple(faults)
    listed = "; ".join(f"{fault.path}: {fault.detail}" for fault in faults[:3])
    return bad_request("invalid_body", "Body of the wrong shape", f"Fix the request: {listed}.", *faults)


def _is_json(request: web.Request) -> bool:
    header = request.headers.get("Content-Type", "")
    if header == "application/json":
        return True
    kind, utf8 = media_type(header)
    return utf8 and (kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json")))


def _bad_json(bad: BadJson) -> RequestRefused:
    return bad_request(
        "malformed_json", "Not acceptable JSON", f"{bad.path}: {bad.problem}.", FieldFault(bad.path, bad.problem)
    )


def _unknown(model: type[BaseModel]) -> str:
    return f"unknown field; known are {', '.join(model.model_fields)}"


def _said(error: Any, model: type[BaseModel]) -> str:
    if error["type"] == "extra_forbidden" and len(error["loc"]) == 1:
        return _unknown(model)
    message: str = error["msg"].removeprefix("Value error, ")
    return message[0].lower() + message[1:]
