"""Reads JSON strictly: a document that two readers could read differently is refused.

Python's own reader keeps the last of two equal keys, and accepts ``NaN`` and integers that JavaScript rounds. A
reviewer who saw the first ``amount`` must never approve the second one.
"""

import codecs
import json
import math
import re
import unicodedata
from itertools import chain
from typing import Any, Final

import orjson
from msgspec import Struct

from oversight.exact_json.canonical import MAX_SAFE_INTEGER, Json
from oversight.exact_json.json_path import json_path
from oversight.exact_json.number_shapes import LONG, SCALED, digits_as_zeros

MAX_BYTES: Final = 256 * 1024
MAX_DEPTH: Final = 32

_ROUNDED = "an integer beyond 2^53 would be rounded by other readers; send it as a string"
_SURROGATES = frozenset(map(chr, range(0xD800, 0xE000)))
_EXPONENT = re.compile(rb"0e[+-]?0")
_LONGEST_INTEGER = len(str(MAX_SAFE_INTEGER)) + 1


class BadJson(Struct, frozen=True):
    """Why a document was refused: where (a JSON path such as ``$.payload.amount``) and what is wrong there."""

    path: str
    problem: str


class _Unreadable(Struct, frozen=True):
    """Replaces what cannot be read in one way only, so that :func:`check_json` says where it is."""

    problem: str


_Link = tuple[Any, str | int]
"""A value's path as a chain: the link of its container, and one step. Only the path of what is refused is spelled."""


def read_json(document: bytes) -> Json | BadJson:
    """The document's value, or why it is refused: never a value that another reader would read differently."""
    if len(document) > MAX_BYTES:
        return BadJson("$", f"the body has {len(document)} bytes; at most {MAX_BYTES} are read")
    value = _read_plain(document)
    return _read_carefully(document) if value is None else value


def _read_plain(document: bytes) -> Json | None:
    """The value of a document in which nothing can be wrong, or None where a careful reader has to look.

    Most documents are so: ASCII without escapes by number, no long or scaled numbers, and as many colons in the value
    as in the text, because each twin key that a reader drops takes a colon with it. A string that only looks like one
    of these costs a second look.
    """
    if not document.isascii() or (b"\\" in document and b"\\u" in document) or _may_have_odd_numbers(document):
        return None
    try:
        value = orjson.loads(document)
    except orjson.JSONDecodeError:
        return None
    if orjson.dumps(value).count(b":") != document.count(b":"):
        return None
    return value if document.count(b"{") + document.count(b"[") <= MAX_DEPTH or _depth(value) <= MAX_DEPTH else None


def _may_have_odd_numbers(document: bytes) -> bool:
    """Whether there may be a number of 16 digits or with an exponent."""
    shape = digits_as_zeros(document)
    return LONG in shape or (SCALED in shape and _EXPONENT.search(shape) is not None)


def _depth(root: Json) -> int:
    """How many levels hold a list or an object. Every large document comes by here, so it builds no paths."""
    depth = 0
    level = [root]
    while level := [value for value in level if type(value) is dict or type(value) is list]:
        depth += 1
        level = list(chain.from_iterable(value.values() if type(value) is dict else value for value in level))
    return depth


def _read_carefully(document: bytes) -> Json | BadJson:
    """The value, by a reader that sees twin keys and says where each fault is."""
    if document.startswith(codecs.BOM_UTF8):
        return BadJson("$", "begins with a byte order mark; send UTF-8 without one")
    try:
        value = json.loads(
            document.decode("utf-8"), object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer
        )
    except UnicodeDecodeError as error:
        return BadJson("$", f"not UTF-8 at byte {error.start}")
    except RecursionError:
        return BadJson("$", f"nested deeper than {MAX_DEPTH} levels")
    except json.JSONDecodeError as error:
        return BadJson("$", f"{error.msg} at line {error.lineno} column {error.colno}")
    fault = check_json(value)
    return value if fault is None else fault


def check_json(root: Json) -> BadJson | None:
    """The first thing in a parsed value that :func:`read_json` refuses, or None.

    It walks by itself: :func:`~oversight.exact_json.walk.walk` builds each value's path, which takes a third longer.
    """
    stack: list[tuple[_Link | None, Json, int]] = [(None, [root], 0)]
    while stack:
        above, container, depth = stack.pop()
        for step, value in container.items() if isinstance(container, dict) else enumerate(container):
            if problem := _problem(value, depth + 1):
                return BadJson(_spelled((above, step)), problem)
            if isinstance(value, dict | list):
                stack.append(((above, step), value, depth + 1))
    return None


def _spelled(link: _Link | None) -> str:
    steps: list[str | int] = []
    while link is not None:
        link, step = link
        steps.append(step)
    return json_path(reversed(steps[:-1]))  # the first step leads to the root, which has no name


def _problem(value: Json, depth: int) -> str | None:
    match value:
        case str():
            return _text_problem(value)
        case int():
            return _ROUNDED if abs(value) > MAX_SAFE_INTEGER else None
        case float():
            return _float_problem(value)
        case dict():
            return _depth_problem(depth) or _keys_problem(value)
        case list():
            return _depth_problem(depth)
        case _Unreadable():
            return value.problem
        case _:
            return None


def _depth_problem(depth: int) -> str | None:
    return f"nested deeper than {MAX_DEPTH} levels" if depth > MAX_DEPTH else None


def _float_problem(value: float) -> str | None:
    if not math.isfinite(value):
        return "a number too large for a double"
    return _ROUNDED if abs(value) > MAX_SAFE_INTEGER and value.is_integer() else None


def _text_problem(text: str) -> str | None:
    if "\0" in text:
        return "contains a NUL character"
    if not text.isascii() and not _SURROGATES.isdisjoint(text):
        return "contains half of a surrogate pair, which is not a character"
    return None


def _keys_problem(value: dict[str, Json]) -> str | None:
    names = "".join(value)
    if problem := _text_problem(names):
        return f"a key {problem}"
    if names.isascii():
        return None
    forms: dict[str, str] = {}
    for key in value:
        twin = forms.setdefault(unicodedata.normalize("NFC", key), key)
        if twin != key:
            return f"the key {key!r} appears twice, written with different code points"
    return None


def _object(pairs: list[tuple[str, Json]]) -> Json:
    result = dict(pairs)
    if len(result) == len(pairs):
        return result
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return _Unreadable(f"the key {key!r} appears twice")
        seen.add(key)
    raise AssertionError("fewer keys than pairs mean a twin")


def _constant(name: str) -> _Unreadable:
    return _Unreadable(f"{name} is not a JSON number")


def _integer(digits: str) -> int | _Unreadable:
    # A million digits would take quadratic time to read, only to be refused.
    return int(digits) if len(digits) <= _LONGEST_INTEGER else _Unreadable(_ROUNDED)
