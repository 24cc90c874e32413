"""The condition of a standing approval: every key and no other, every value as it was approved unless it was freed.

It is written so that the payload it was made from always meets it, and so that nothing a payload says can become
anything but a quoted text in it: what an agent wrote is data, also inside a condition.
"""

import re
from collections.abc import Iterator

from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import child
from oversight.standing.choices import Choices

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RESERVED = frozenset(
    {
        *("true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if"),
        *("import", "let", "loop", "package", "namespace", "return", "var", "void", "while"),
    }
)
"""What CEL reads as a word of its own where a key could stand."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
AND = "\n&& "


def shape(payload: Json, choices: Choices | None = None) -> str:
    """CEL that holds for this payload, and for those that differ from it only as the choices say."""
    return AND.join(_conditions(payload, "payload", "$", choices))


def _conditions(value: Json, place: str, path: str, choices: Choices | None) -> Iterator[str]:
    match value:
        case dict() if value:
            yield f"size({place}) == {len(value)}"
            for key, inner in value.items():
                yield from _conditions(inner, place + _member(key), child(path, key), choices)
        case list() if value:
            yield f"size({place}) == {len(value)}"
            for number, inner in enumerate(value):
                yield from _conditions(inner, f"{place}[{number}]", child(path, number), choices)
        case str() if choices is not None and path in choices.free:
            yield f"type({place}) == string"
        case bool():
            yield f"{place} == {_literal(value)}"
        case int() | float() if choices is not None and path in choices.bounds:
            yield f"{place} >= {_literal(least(value))}"
            yield f"{place} <= {_literal(choices.bounds[path])}"
        case _:
            yield f"{place} == {_literal(value)}"


def least(approved: float) -> int | float:
    """The least that a number with a bound may be: no less than nothing, and no further below nothing than it was."""
    return min(0, approved)


def _member(key: str) -> str:
    return f".{key}" if _PLAIN.fullmatch(key) and key not in _RESERVED else f"[{_text(key)}]"


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
    """As it is where a reader can see it; else by its number."""
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    return f"\\U{ord(character):08x}"
