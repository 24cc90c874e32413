"""Texts that stand in a condition and are read when it is evaluated: patterns, times, spans and zones."""

import re
from collections.abc import Callable, Mapping

from oversight.calendar.zone import zone
from oversight.policy.conditions.engine import cel
from oversight.policy.conditions.expression.tokens import BadExpression
from oversight.policy.conditions.expression.tree import Call, Constant, Listed, Node, Number, Text
from oversight.policy.one_line import on_one_line

_LONGEST = 80
OFFSET = re.compile(r"[+-]?(?:[01]\d|2[0-3]):[0-5]\d")
"""A distance from UTC: ``+02:00``."""


def text_of(node: Text) -> str:
    """What stands between its quotes, read by the engine itself; BadExpression where it cannot."""
    try:
        value = cel.evaluate(node.written)
    except ValueError as error:
        written = on_one_line(node.written, _LONGEST)
        raise BadExpression(
            f"the text {written} has a \\ that means nothing; write \\\\, or r before the quote"
        ) from error
    return value if isinstance(value, str) else ""


def check_texts(node: Call, said: str) -> None:
    """BadExpression where a text that stands there can never be read as what the function takes."""
    if node.arguments and isinstance(node.arguments[0], Text):
        written = node.arguments[0].written
        if node.name in EXAMPLES and node.of is None:
            _try(f"{node.name}({written})", f"“{said}” cannot be read; write for example {EXAMPLES[node.name]}")
        elif node.name == "matches":
            _try(
                f"''.matches({written})",
                f"“{said}” has a pattern that is no regular expression of RE2",
                _why_no_pattern,
            )
        elif node.name.startswith("get"):
            _check_zone(text_of(node.arguments[0]))
    if node.name == "says":
        phrases: Node = node.arguments[1]
        if isinstance(phrases, Listed):
            if not phrases.items:
                raise BadExpression(
                    f"“{said}” looks for nothing; write the phrases, says(payload.text, ['one', 'two'])"
                )
            if any(isinstance(item, Number | Constant | Listed) for item in phrases.items):
                raise BadExpression(f"“{said}” looks for something that is no text; write each phrase in quotes")
            if any(isinstance(item, Text) and not text_of(item).strip() for item in phrases.items):
                raise BadExpression(f"“{said}” looks for an empty phrase; remove it")


def _check_zone(name: str) -> None:
    if not OFFSET.fullmatch(name) and zone(name) is None:
        raise BadExpression(f"{name!r} is no time zone; write an IANA name such as 'Europe/Berlin', or '+02:00'")


EXAMPLES: Mapping[str, str] = {
    "timestamp": "timestamp('2026-12-31T23:59:59Z')",
    "duration": "duration('1h30m')",
    "double": "double('1.5')",
    "int": "int('5')",
    "uint": "uint('5')",
}
"""How a text is written that each of them can read."""


def _try(constant: str, problem: str, why: Callable[[Exception], str] | None = None) -> None:
    try:
        cel.evaluate(constant)
    except Exception as error:
        raise BadExpression(problem + (why(error) if why else "")) from error


def _why_no_pattern(error: Exception) -> str:
    found = re.search(r"\nerror: ([^\n.]*)", str(error))
    words = found[1] if found else ""
    if "look-around" in words or "backreference" in words:
        return ": it looks around or back, which these do not; write it without"
    return f": {words}" if words else ""
