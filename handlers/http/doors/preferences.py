"""What a request says beside its body: how long it would wait, under which key it may be repeated."""

import re
from typing import Final

from aiohttp import web

from handlers.http.doors.problems import FieldFault, bad_request

LONGEST_WAIT: Final = 60
"""Seconds that an answer is held open at most; proxies cut idle connections soon after."""

_PREFER_WAIT = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?([0-9]{1,6})\"?\s*(?=[,;]|$)", re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]{1,6}")
KEY: Final = r"^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$"
EVENT_ID: Final = "^[0-9]{1,18}$"
_KEY = re.compile(KEY)
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


def preferred_wait(request: web.Request) -> int | None:
    """The seconds of ``Prefer: wait=30`` (RFC 7240), capped; None where nothing of the kind is preferred."""
    preferred = request.headers.getall("Prefer", None)
    if preferred is None:
        return None
    found = _PREFER_WAIT.search(",".join(preferred))
    return min(int(found[1]), LONGEST_WAIT) if found else None


def queried_wait(request: web.Request) -> int:
    """The seconds of ``?wait=30``, capped; 0 where it is not there; a 400 for anything but a whole number."""
    once_each(request, "wait")
    text = request.query.get("wait", "0")
    if not _SECONDS.fullmatch(text):
        detail = f"wait is a whole number of seconds; at most {LONGEST_WAIT} are waited"
        raise bad_request("invalid_query", "Query not understood", f"{detail}.", FieldFault("query.wait", detail))
    return min(int(text), LONGEST_WAIT)


def once_each(request: web.Request, *names: str) -> None:
    """Nothing, where each of these parameters (of all, where none is named) is given once; else a 400.

    Of two values one would count, and nobody could say which.
    """
    asked = request.query
    twice = [name for name in dict.fromkeys(asked) if (not names or name in names) and len(asked.getall(name)) > 1]
    if twice:
        faults = [FieldFault(f"query.{name}", "given more than once; send one") for name in twice]
        detail = "; ".join(f"{fault.path}: {fault.detail}" for fault in faults)
        raise bad_request("invalid_query", "Query not understood", f"Correct the address: {detail}.", *faults)


def idempotency_key(request: web.Request) -> str | None:
    """The request's Idempotency-Key; a 400 for one that is empty, too long or not printable ASCII."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and (not _KEY.fullmatch(key) or len(request.headers.getall("Idempotency-Key")) > 1):
        detail = "one key of 1 to 255 printable ASCII characters; a UUID for each action does well"
        raise bad_request(
            "invalid_idempotency_key",
            "Idempotency-Key not usable",
            f"Send {detail}.",
            FieldFault("header.Idempotency-Key", detail),
        )
    return key


def last_event_id(request: web.Request) -> int:
    """The position after which events are wanted; 0 for all; a 400 for what is no position."""
    text = request.headers.get("Last-Event-ID", "0")
    if not re.fullmatch(EVENT_ID, text):
        detail = "the id of an event of this stream"
        raise bad_request(
            "invalid_last_event_id",
            "Last-Event-ID not usable",
            f"Send {detail}.",
            FieldFault("header.Last-Event-ID", detail),
        )
    return int(text)


def traceparent(request: web.Request) -> str | None:
    """The agent's own id of this call, where it sends one as W3C Trace Context has it; anything else is left out."""
    sent = request.headers.get("traceparent", "")
    return sent if _TRACEPARENT.fullmatch(sent) else None
