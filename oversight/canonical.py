"""One byte string per JSON value, so that a decision can be bound to exactly what will run."""

import hashlib
import re
from typing import Any, Final

import orjson
import rfc8785

Json = Any
"""A JSON value that passed :mod:`oversight.strict_json`: dict, list, str, int, float, bool or None."""

MAX_SAFE_INTEGER: Final = 2**53 - 1
"""Beyond this, readers that hold numbers as IEEE doubles see another number (RFC 8785 §3.2.2.3)."""


_DELICATE = re.compile(rb'(?:^|":|[\[,])-?\d+(?:[.eE]|\d{15})')
"""What may be a float, or an integer beyond 2^53; inside a string it only makes the answer slower."""


def canonical(value: Json) -> bytes:
    """The RFC 8785 bytes of a JSON value: equal values give equal bytes, whatever their key order or white space.

    For most values orjson writes the same bytes, forty times faster; a property test holds the two together. It writes
    floats in another notation and sorts by code points rather than UTF-16 units, so where its text could hold either,
    rfc8785 writes.
    """
    try:
        written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        return rfc8785.dumps(value)  # which says what is wrong, in its own words
    plain = not _DELICATE.search(written) and ((written.isascii() and b"null" not in written) or _is_plain(value))
    return written if plain else rfc8785.dumps(value)


def digest(value: Json) -> str:
    """``sha256:`` and the hex SHA-256 of the value's canonical bytes."""
    return "sha256:" + hashlib.sha256(canonical(value)).hexdigest()


def _is_plain(value: Json) -> bool:
    """Whether the value has only ASCII keys and no floats, of which orjson would write NaN as null."""
    if isinstance(value, dict):
        return all(key.isascii() and _is_plain(each) for key, each in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return not isinstance(value, float)
