"""A path in a JSON document as text: two paths are never spelled alike, and each can be read back."""

import re
from collections.abc import Iterable

from oversight.exact_json.walk import Path

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_STEP = re.compile(rf"\.({_PLAIN.pattern})|\[(\d+)\]|\['((?:\\.|[^'\\])*)'\]", re.DOTALL)


def json_path(path: Iterable[str | int]) -> str:
    """``$.items[0].price``; keys that are no plain names are quoted: ``$['a.b']``."""
    return "$" + "".join(map(_step, path))


def read_json_path(text: str) -> Path:
    """The path that :func:`json_path` spelled so."""
    return tuple(
        plain or (int(position) if position else re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL))
        for plain, position, quoted in _STEP.findall(text)
    )


def is_json_path(text: str) -> bool:
    """Whether the text is a path as :func:`json_path` spells it."""
    return json_path(read_json_path(text)) == text


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if _PLAIN.fullmatch(step):
        return f".{step}"
    quoted = step.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{quoted}']"
