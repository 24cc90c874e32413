"""Requests that did harm once, or might: each as bytes, ready to be sent many times."""

import gzip
import json
from dataclasses import dataclass
from typing import Any

LARGE = 230_000


@dataclass(frozen=True, slots=True)
class Input:
    """One kind of request, as a caller with a key sends it."""

    name: str
    request: bytes
    at_once: int = 4
    """How many of them are on their way at the same time."""


def request(key: str, body: bytes = b"", *headers: str, method: str = "POST", path: str = "/v1/actions") -> bytes:
    """One request on a connection of its own."""
    framing = () if any("Transfer-Encoding" in header for header in headers) else (f"Content-Length: {len(body)}",)
    lines = (
        f"{method} {path} HTTP/1.1",
        "Host: bench",
        f"Authorization: Bearer {key}",
        "Content-Type: application/json",
        "Connection: close",
        *framing,
        *headers,
    )
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1") + b"\r\n" + body


def proposal(payload: Any, action_type: str = "free.form") -> bytes:
    """A proposal with this payload; what is said of it is new each time, so that nothing is drawn from memory."""
    return json.dumps({"action_type": action_type, "description": "Something odd", "payload": payload}).encode()


def expression(depth: int) -> Any:
    """A formula so many levels deep, with one wrong leaf at the bottom."""
    tree: Any = "wrong"
    for _ in range(depth):
        tree = {"op": "+", "left": tree, "right": 1}
    return tree


def inputs(key: str) -> tuple[Input, ...]:
    """Every kind that is sent by itself."""
    body = proposal({"a": 1})
    packed = gzip.compress(body)
    deep = b"[" * 200_000
    exact = b'{"action_type":"free.form","description":"x","payload":[' + b",".join([b"1.0e0"] * 40_000) + b"]}"
    twins = b'{"payload":[' + b",".join([b'{"\xc3\xa9":1}'] * 20_000) + b"]}"
    nested: list[list[int]] = [[] for _ in range(15_000)]
    return (
        Input("broken gzip", request(key, body, "Content-Encoding: gzip")),
        Input("junk behind gzip", request(key, packed + b"junk" * 60, "Content-Encoding: gzip")),
        Input("gzip bomb", request(key, gzip.compress(b"\0" * 100_000_000), "Content-Encoding: gzip")),
        Input("no object", request(key, b"[]")),
        Input("200,000 times [", request(key, deep)),
        Input("309 digits", request(key, b'{"review_timeout":' + b"9" * 309 + b"}")),
        Input("40,000 odd numbers", request(key, exact)),
        Input("20,000 odd keys", request(key, twins)),
        Input("control character in a header", request(key, b"", "X: a\x01b")),
        Input("control character, no key", b"GET / HTTP/1.1\r\nA:\x01\r\n\r\n"),
        Input("broken chunk", request(key, b"zz\r\n", "Transfer-Encoding: chunked")),
        Input("a header of 20 kB", request(key, b"", "X: " + "a" * 20_000)),
        Input("parameters twice", request(key, method="GET", path="/v1/actions?limit=1&limit=2")),
        Input("a page of 200 x 230 kB", request(key, method="GET", path="/v1/actions?limit=200"), at_once=8),
        Input("recursive schema, 14 deep", request(key, proposal(expression(14), "formula.run"))),
        Input("recursive schema, 29 deep", request(key, proposal(expression(29), "formula.run"))),
        Input("says in a walk", request(key, proposal({"l": [0] * 190, "s": "word " * 40_000}))),
        Input("card of 15,000 empty lists", request(key, proposal(nested))),
        Input("card of 60,000 tag characters", request(key, proposal({"a": "\U000e0041" * 20_000}))),
        Input("card of 20,000 keys", request(key, proposal({f"k{number}": 1 for number in range(19_000)}))),
    )
