"""One byte string per JSON value, so that a decision can be bound to exactly what will run."""

import hashlib
import json
from typing import Any, Final

import rfc8785

Json = Any
"""A JSON value that passed :mod:`oversight.strict_json`: dict, list, str, int, float, bool or None."""

MAX_SAFE_INTEGER: Final = 2**53 - 1
"""Beyond this, readers that hold numbers as IEEE doubles see another number (RFC 8785 §3.2.2.3)."""


def canonical(value: Json) -> bytes:
    """The RFC 8785 bytes of a JSON value: equal values give equal bytes, whatever their key order or white space.

    For most values Python's own encoder writes the same bytes, six times faster; a property test holds the two
    together. It writes floats in another notation and sorts by code points rather than UTF-16 units, so where either
    could matter rfc8785 writes.
    """
    if _same_in_python(value):
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return rfc8785.dumps(value)


def digest(value: Json) -> str:
    """``sha256:`` and the hex SHA-256 of the value's canonical bytes."""
    return "sha256:" + hashlib.sha256(canonical(value)).hexdigest()


def _same_in_python(value: Json) -> bool:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(-MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER)
    if kind is dict:
        return all(type(key) is str and key.isascii() and _same_in_python(each) for key, each in value.items())
    if kind is list:
        return all(map(_same_in_python, value))
    return False
