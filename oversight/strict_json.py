"""The door for JSON: what two readers could read differently does not come in.

Python's own reader keeps the last of two equal keys, accepts ``NaN`` and integers that JavaScript rounds. A reviewer
who saw the first ``amount`` must never approve the second one.
"""

import json
import math
import unicodedata
from dataclasses import dataclass
from typing import Final

from oversight.canonical import MAX_SAFE_INTEGER, Json
from oversight.json_path import json_path

MAX_BYTES: Final = 256 * 1024
MAX_DEPTH: Final = 32

_ROUNDED = "an integer beyond 2^53 would be rounded by other readers; send it as a string"
_SURROGATES = frozenset(map(chr, range(0xD800, 0xE000)))
_LONGEST_INTEGER = len(str(MAX_SAFE_INTEGER)) + 1


@dataclass(frozen=True, slots=True)
class BadJson:
    """Why a document was refused: where (a JSON path such as ``$.payload.amount``) and what is wrong there."""

    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """Stands in a parsed document for what cannot be read one way only, so that the walk can say where."""

    problem: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A value's way from the root, as links: paths are only written out for what is refused."""

    above: "_Place | None"
    step: str | int

    def __str__(self) -> str:
        steps: list[str | int] = []
        place: _Place | None = self
        while place is not None:
            steps.append(place.step)
            place = place.above
        return json_path(reversed(steps))


def read_json(document: bytes) -> Json | BadJson:
    """The document's value, or why it is refused: never a value that another reader would read differently."""
    if len(document) > MAX_BYTES:
        return BadJson("$", f"the body has {len(document)} bytes; at most {MAX_BYTES} are read")
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
    """The first thing in a parsed value that the door refuses, or nothing.

    It walks without recursion: depth is the document's choice, the stack is ours.
    """
    stack: list[tuple[_Place | None, Json, int]] = [(None, root, 1)]
    while stack:
        place, value, depth = stack.pop()
        problem = _problem(value, depth)
        if problem is not None:
            return BadJson(str(place or "$"), problem)
        if isinstance(value, list):
            stack.extend((_Place(place, index), item, depth + 1) for index, item in enumerate(value))
        elif isinstance(value, dict):
            stack.extend((_Place(place, key), item, depth + 1) for key, item in value.items())
    return None


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
    for key in value:
        if problem := _text_problem(key):
            return f"a key {problem}"
    if all(key.isascii() for key in value):
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
