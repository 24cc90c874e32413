"""One byte string per JSON value, so that a decision can be bound to exactly what will run."""

import hashlib
import re
from typing import Any, Final

import orjson
import rfc8785

from oversight.exact_json.number_shapes import DECIMAL, LONG, SCALED, digits_as_zeros

Json = Any
"""A JSON value that passed :mod:`oversight.exact_json.strict_json`: dict, list, str, int, float, bool or None."""

MAX_SAFE_INTEGER: Final = 2**53 - 1
"""Beyond this, readers that hold numbers as IEEE doubles see another number (RFC 8785 §3.2.2.3)."""


# Each finds a number that orjson may write in another notation, in a text whose digits are zeros, or refuse to round.
# Inside a string it only makes the answer slower. All but the rarest begin with plain bytes, which is quick to search.
_LARGE = re.compile(rb'(?:^|":|[\[,])-?0{16}')
_EXPONENT = re.compile(rb"0e[+-]?0{1,3}(?![^,\]}])")
_WHOLE_DECIMAL = re.compile(rb"\.0(?![^,\]}])")
_BEYOND_BASIC_PLANE = re.compile(rb"[\xf0-\xf4]")
"""The first byte of a character whose UTF-16 units sort elsewhere than itself."""


def canonical(value: Json) -> bytes:
    """The RFC 8785 bytes of a JSON value: equal values give equal bytes, whatever their key order or white space.

    For most values orjson writes the same bytes, forty times faster; a property test holds the two together. It writes
    some numbers in another notation and sorts by code points rather than UTF-16 units, so where its text could hold
    either, rfc8785 writes. The commonest of those numbers, 100.0, is first made the integer that it is.
    """
    try:
        written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        return rfc8785.dumps(value)  # which says what is wrong, in its own words
    if not _needs_care(written, value):
        return written
    plainer = _without_whole_floats(value)
    written = orjson.dumps(plainer, option=orjson.OPT_SORT_KEYS)
    return rfc8785.dumps(value) if _needs_care(written, plainer) else written


def sha256(value: Json) -> str:
    """``sha256:`` and the hex SHA-256 of the value's canonical bytes."""
    return "sha256:" + hashlib.sha256(canonical(value)).hexdigest()


def _needs_care(written: bytes, value: Json) -> bool:
    """Whether RFC 8785 may ask for other bytes, or refuse the value."""
    if _has_delicate_numbers(written):
        return True
    if not written.isascii() and _BEYOND_BASIC_PLANE.search(written) and not _has_ascii_keys(value):
        return True
    return b"null" in written and orjson.loads(written) != value  # NaN is written as null


def _has_delicate_numbers(written: bytes) -> bool:
    shape = digits_as_zeros(written)
    return bool(
        (LONG in shape and _LARGE.search(shape))
        or (SCALED in shape and _EXPONENT.search(shape))
        or (DECIMAL in shape and _WHOLE_DECIMAL.search(written))
    )


def _without_whole_floats(value: Json) -> Json:
    """The value with 100.0 as 100, as RFC 8785 writes it; numbers that it writes otherwise or refuses stay."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) <= MAX_SAFE_INTEGER else value
    if isinstance(value, dict):
        return {key: _without_whole_floats(inner) for key, inner in value.items()}
    return [_without_whole_floats(inner) for inner in value] if isinstance(value, list | tuple) else value


def _has_ascii_keys(value: Json) -> bool:
    if isinstance(value, dict):
        return all(key.isascii() and _has_ascii_keys(inner) for key, inner in value.items())
    return not isinstance(value, list | tuple) or all(map(_has_ascii_keys, value))
