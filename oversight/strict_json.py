"""The door for JSON: what two readers could read differently does not come in.

Python's own reader keeps the last of two equal keys, accepts ``NaN`` and integers that JavaScript rounds. A reviewer
who saw the first ``amount`` must never approve the second one.
"""

import json
import math
import unicodedata
from dataclasses import dataclass
from typing import NoReturn

from oversight.canonical import Json

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
MAX_SAFE_INTEGER = 2**53 - 1
"""Beyond this, readers that hold numbers as IEEE doubles see another number (RFC 8785 §3.2.2.3)."""

_SURROGATES = frozenset(map(chr, range(0xD800, 0xE000)))


@dataclass(frozen=True, slots=True)
class BadJson:
    """Why a document was refused: where (a JSON path such as ``$.payload.amount``) and what is wrong there."""

    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class _Twins:
    """Stands in a parsed document where an object named one key twice, so that the walk can say where."""

    key: str


def read_json(document: bytes) -> Json | BadJson:
    """The document's value, or why it is refused: never a value that another reader would read differently."""
    if len(document) > MAX_BYTES:
        return BadJson("$", f"the body has {len(document)} bytes; at most {MAX_BYTES} are read")
    try:
        value = json.loads(
            document.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_int=_integer,
        )
    except UnicodeDecodeError as error:
        return BadJson("$", f"not UTF-8 at byte {error.start}")
    except RecursionError:
        return BadJson("$", f"nested deeper than {MAX_DEPTH} levels")
    except json.JSONDecodeError as error:
        return BadJson("$", f"{error.msg} at line {error.lineno} column {error.colno}")
    except ValueError as error:
        return BadJson("$", str(error))
    return _first_fault(value) or value


def check_json(value: Json) -> BadJson | None:
    """The first thing in an already parsed value that the door would refuse, or nothing."""
    return _first_fault(value)


def _object(pairs: list[tuple[str, Json]]) -> Json:
    result = dict(pairs)
    if len(result) == len(pairs):
        return result
    seen: set[str] = set()
    twin = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add() is falsy
    return _Twins(twin)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _integer(digits: str) -> int:
    # Parsing is bounded: a million digits would take quadratic time.
    if len(digits) > len(str(MAX_SAFE_INTEGER)) + 1:
        raise ValueError(f"the integer {digits[:20]}… is beyond 2^53 and would be rounded by other readers")
    return int(digits)


def _first_fault(root: Json) -> BadJson | None:
    """Walk without recursion: depth is the document's choice, the stack is ours."""
    stack: list[tuple[str, Json, int]] = [("$", root, 1)]
    while stack:
        path, value, depth = stack.pop()
        if depth > MAX_DEPTH and isinstance(value, dict | list):
            return BadJson(path, f"nested deeper than {MAX_DEPTH} levels")
        if problem := _problem(value):
            return BadJson(path, problem)
        if isinstance(value, list):
            stack.extend((f"{path}[{index}]", item, depth + 1) for index, item in enumerate(value))
        elif isinstance(value, dict):
            stack.extend((f"{path}.{key}", item, depth + 1) for key, item in value.items())
    return None


def _problem(value: Json) -> str | None:
    match value:
        case str():
            return _text_problem(value)
        case int() if abs(value) > MAX_SAFE_INTEGER:
            return "an integer beyond 2^53 would be rounded by other readers; send it as a string"
        case float() if not math.isfinite(value):
            return "a number too large for a double"
        case dict():
            return _keys_problem(value)
        case _Twins():
            return f"the key {value.key!r} appears twice"
        case _:
            return None


def _text_problem(text: str) -> str | None:
    if text.isascii():
        return "contains a NUL character" if "\0" in text else None
    if not _SURROGATES.isdisjoint(text):
        return "contains half of a surrogate pair, which is not a character"
    return "contains a NUL character" if "\0" in text else None


def _keys_problem(value: dict[str, Json]) -> str | None:
    forms: dict[str, str] = {}
    for key in value:
        if problem := _text_problem(key):
            return f"a key {problem}"
        if not key.isascii():
            twin = forms.setdefault(unicodedata.normalize("NFC", key), key)
            if twin != key:
                return f"the key {key!r} appears twice, written with different code points"
    return None
