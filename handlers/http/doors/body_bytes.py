"""The door for a body's bytes: within their size and time, unpacked if they came packed, or a problem.

The server does not unpack by itself (`auto_decompress` is off): what is packed wrongly, twice, or to a bomb, is found
here, where it can be answered.
"""

import asyncio
import zlib
from http import HTTPStatus
from typing import Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from handlers.http.doors.problems import Problem, RequestRefused, bad_request

BODY_SECONDS: Final = 15.0
"""How long a body may take to arrive."""

_WINDOW: Final = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
"""What zlib is told of each encoding that is read."""
_PLAIN: Final = "identity"


async def body_bytes(request: web.Request, most: int) -> bytes | None:
    """The body, unpacked; None where it is, or unpacks to, more than `most` bytes; raises RequestRefused."""
    received = await _received(request, most)
    if received is None or "Content-Encoding" not in request.headers:
        return received
    named = ",".join(request.headers.getall("Content-Encoding")).lower().split(",")
    encodings = [encoding.strip() for encoding in named if encoding.strip() not in ("", _PLAIN)]
    if not encodings:
        return received
    if len(encodings) > 1 or encodings[0] not in _WINDOW:
        raise _unsupported()
    return _unpacked(received, encodings[0], most)


async def _received(request: web.Request, most: int) -> bytes | None:
    length, content = request.content_length or 0, request.content
    if length > most:
        return None
    if length > 0 and content.is_eof() and content.exception() is None:
        return content.read_nowait()  # all of it came with the headers, as it mostly does
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while chunk := await content.readany():
                body += chunk
                if len(body) > most:
                    return None
    except TimeoutError:
        raise _too_slow() from None
    except (web.RequestPayloadError, HttpProcessingError):
        raise _broken("its length or its chunks are not what its headers say") from None
    return bytes(body)


def _unpacked(packed: bytes, encoding: str, most: int) -> bytes | None:
    """At most one byte more than wanted is ever unpacked, however much more there is."""
    unpacking = zlib.decompressobj(wbits=_WINDOW[encoding])
    try:
        body = unpacking.decompress(packed, most + 1)
    except zlib.error:
        raise _broken(f"it is not {encoding}, which Content-Encoding says it is") from None
    if len(body) > most:
        return None
    if not unpacking.eof:
        raise _broken(f"the {encoding} data end too early")
    if unpacking.unused_data:
        raise _broken(f"something follows the {encoding} data")
    return body


def _broken(why: str) -> RequestRefused:
    return bad_request("malformed_body", "Body not readable", f"The body cannot be read: {why}. Send it again, whole.")


def _unsupported() -> RequestRefused:
    return RequestRefused(
        Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported_encoding",
            "Encoding not read",
            "Send the body plain, or packed once as “Content-Encoding: gzip” or “deflate”.",
            (),
            {"Accept-Encoding": "gzip, deflate"},
        )
    )


def _too_slow() -> RequestRefused:
    return RequestRefused(
        Problem(
            HTTPStatus.REQUEST_TIMEOUT,
            "body_too_slow",
            "Body took too long",
            f"The body was not there within {BODY_SECONDS:.0f} seconds. Send it again, with the same Idempotency-Key.",
            (),
            {"Connection": "close"},
        )
    )
