"""One byte string per JSON value, so that a decision can be bound to exactly what will run."""

import hashlib
from typing import Any

import rfc8785

Json = Any
"""A JSON value that passed :mod:`oversight.strict_json`: dict, list, str, int, float, bool or None."""


def canonical(value: Json) -> bytes:
    """The RFC 8785 bytes of a JSON value: equal values give equal bytes, whatever their key order or white space."""
    return rfc8785.dumps(value)


def digest(value: Json) -> str:
    """``sha256:`` and the hex SHA-256 of the value's canonical bytes."""
    return "sha256:" + hashlib.sha256(canonical(value)).hexdigest()
