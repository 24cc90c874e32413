"""What pydantic finds wrong with a policy, in words for whoever wrote it."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from oversight.calendar.duration import duration_text
from oversight.policy.file.unfit import Unfit
from oversight.policy.one_line import on_one_line

_PAGE = "`sayso policy reference` says what may stand here"
_KINDS: Mapping[str, tuple[str, str]] = {
    "string_type": ("a text", 'Put it in quotes if it begins with # or looks like a number: "#approvals"'),
    "bool_type": ("true or false", "Write true or false, without quotes"),
    "int_type": ("a whole number", "Write a whole number, without quotes"),
    "int_parsing": ("a whole number", "Write a whole number"),
    "int_from_float": ("a whole number", "Write a whole number"),
    "float_type": ("a number", "Write a number, without quotes"),
    "float_parsing": ("a number", "Write a number, such as 0.85"),
    "finite_number": ("a number", "Write a number, such as 0.85"),
    "dict_type": ("a map", "Write keys and values under it: key: value"),
    "model_type": ("a map", "Write keys and values under it: key: value"),
    "model_attributes_type": ("a map", "Write keys and values under it: key: value"),
    "tuple_type": ("a list", "Write a list: [one, two]"),
    "list_type": ("a list", "Write a list: [one, two]"),
}
_LIMITS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}
_LONGEST = 40
_SPAN = re.compile(r"datetime\.timedelta\((?:0|days=(\d+))\)")
"""How pydantic writes the limit of a span."""


def in_words(error: ErrorDetails, keys: tuple[str, ...]) -> tuple[str, str]:
    """What is wrong and what to do. ``keys`` are those that may stand in the same map."""
    context: Mapping[str, Any] = error.get("ctx") or {}
    kind, given = error["type"], error["input"]
    if isinstance(cause := context.get("error"), ValueError):
        return str(cause), cause.fix if isinstance(cause, Unfit) else _PAGE
    if kind == "extra_forbidden":
        return "there is no such key here", _instead(str(error["loc"][-1]), keys)
    if kind in {"literal_error", "enum"}:
        choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        if len(choices) == 1:
            return f"{_written(given)} is not {choices[0]}", f"Write {choices[0]}"
        return f"{_written(given)} is none of {', '.join(choices)}", _instead(str(given), tuple(choices))
    if kind in _KINDS:
        wanted, fix = _KINDS[kind]
        return f"{_written(given)} stands where {wanted} should", fix
    return _of_size(kind, given, context) or (error["msg"], _PAGE)


def _of_size(kind: str, given: Any, context: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is missing, too much, or written with the wrong letters."""
    if kind in _LIMITS:
        name, words = _LIMITS[kind]
        return f"{_written(given)} is out of range; it must be {words} {_written(context[name])}", "Write one that is"
    match kind:
        case "missing":
            return "this is missing", "Add it"
        case "string_pattern_mismatch":
            return f"{_written(given)} cannot be a name here", "Begin with a letter; go on with letters, digits and _"
        case "string_too_short" | "too_short":
            return "this is empty", "Write something"
        case "string_too_long":
            return f"this is longer than {context['max_length']} characters", "Write less"
        case _:
            return None


def _instead(written: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(written.lower(), known, n=1)
    if close:
        return f"Write {close[0]}"
    return f"Write one of {', '.join(known)}" if known else "Remove the key, or correct its spelling"


def _written(value: Any) -> str:
    """A value as the file has it, short."""
    if value is None:
        return "nothing"
    if isinstance(value, str) and (span := _SPAN.fullmatch(value)):
        return f"{span[1]}d" if span[1] else "0s"
    if isinstance(value, bool):
        return str(value).lower()
    if hasattr(value, "total_seconds"):
        return duration_text(value)
    if isinstance(value, dict | list):
        return "a map" if isinstance(value, dict) else "a list"
    return on_one_line(repr(value) if isinstance(value, str) else str(value), _LONGEST)
