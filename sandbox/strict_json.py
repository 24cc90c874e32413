"""JSON as Slack takes it: no `NaN`, no number too large to exist, nothing nested without end, no half characters.

Python reads all of these, and what it would write of them again no browser could read.
"""

import json
import math
import re
from typing import Any, Final, NoReturn

DEEPEST: Final = 100
_HALF: Final = re.compile(r"[\ud800-\udfff]")
_ESCAPED_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
_REPLACEMENT: Final = "\ufffd"


def read_json(text: str) -> Any:
    """The value of this JSON text; anything that Slack would not take raises `ValueError`."""
    try:
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if _depth(value) > DEEPEST:
        raise ValueError("nested too deeply")
    return _whole(value) if _ESCAPED_HALF.search(text) or _HALF.search(text) else value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


def _depth(value: Any) -> int:
    """How deeply this is nested, counted level by level, since a call for each level might not end."""
    depth, level = 0, [value]
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        if depth > DEEPEST:
            break
        level = [inner for one in level for inner in (one.values() if isinstance(one, dict) else one)]
    return depth


def _whole(value: Any) -> Any:
    """The value without lone halves of characters, which no encoding can carry."""
    if isinstance(value, dict):
        return {_whole(name): _whole(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [_whole(entry) for entry in value]
    return _HALF.sub(_REPLACEMENT, value) if isinstance(value, str) else value
