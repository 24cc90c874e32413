"""The condition of a standing approval: every key and no other, every value as it was approved unless it was freed.

It is written so that the payload it was made from always meets it, and so that nothing a payload says can become
anything but a quoted text in it: what an agent wrote is data, also inside a condition.
"""

import re
from collections.abc import Iterator

from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path, walk
from oversight.standing.choices import EXACTLY, Choices

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RESERVED = frozenset(
    {
        *("true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if"),
        *("import", "let", "loop", "package", "namespace", "return", "var", "void", "while"),
    }
)
"""Words that CEL reserves, so they cannot follow a dot as a key."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
AND = "\n&& "


def shape(payload: Json, choices: Choices = EXACTLY) -> str:
    """CEL that holds for this payload, and for those that differ from it only as the choices say."""
    return AND.join(_conditions(payload, choices))


def _conditions(payload: Json, choices: Choices) -> Iterator[str]:
    names: dict[Path, str] = {}
    for path, value in walk(payload):
        name = names[path] = names[path[:-1]] + _member(path[-1]) if path else "payload"
        match value:
            case dict() | list() if value:
                yield f"size({name}) == {len(value)}"
            case str() if choices.free and json_path(path) in choices.free:
                yield f"type({name}) == string"
            case bool():
                yield f"{name} == {_literal(value)}"
            case int() | float() if choices.bounds and json_path(path) in choices.bounds:
                yield f"{name} >= {_literal(least(value))}"
                yield f"{name} <= {_literal(choices.bounds[json_path(path)])}"
            case _:
                yield f"{name} == {_literal(value)}"


def least(approved: float) -> int | float:
    """The least that a number with a bound may be: zero, or the approved number if that is below zero."""
    return min(0, approved)


def _member(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _PLAIN.fullmatch(step) and step not in _RESERVED else f"[{_text(step)}]"


def _literal(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return _text(value)
        case list():
            return "[]"
        case _:
            return "{}"


def _text(text: str) -> str:
    return '"' + "".join(map(_character, text)) + '"'


def _character(character: str) -> str:
    """The character itself where a reader can see it, else its code point."""
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    return f"\\U{ord(character):08x}"
