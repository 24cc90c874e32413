"""Small rules that are put together into the shape of every block and element.

A rule looks at one value, knows its JSON pointer, and writes what is wrong into a report.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.validation.escaping import escaped_length
from sandbox.validation.finding import Report

Rule = Callable[[Any, str, Report], None]


def anything(_value: Any, _pointer: str, _report: Report) -> None:
    """Nothing is checked: Slack does not document what is allowed here."""


def boolean(value: Any, pointer: str, report: Report) -> None:
    """The value is true or false."""
    if not isinstance(value, bool):
        report.add("invalid_type", "must provide a boolean", pointer, "boolean")


def string(maximum: int | None = None, *, minimum: int = 0, pattern: str | None = None) -> Rule:
    """A rule for a string of bounded length that no person reads: an id, an address, a value."""
    return _string(len, maximum, minimum, pattern)


def words(maximum: int | None = None, *, minimum: int = 0) -> Rule:
    """A rule for a bare string that people read, counted as it is after escaping."""
    return _string(lambda text: escaped_length(text, plain=True), maximum, minimum, None)


def _string(length: Callable[[str], int], maximum: int | None, minimum: int, pattern: str | None) -> Rule:
    def rule(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add("invalid_type", "must provide a string", pointer, "string")
        elif maximum is not None and length(value) > maximum:
            report.add("too_long", f"must be less than {maximum + 1} characters", pointer, maximum)
        elif len(value) < minimum:
            report.add("too_short", f"must be more than {minimum - 1} characters", pointer, minimum)
        elif pattern is not None and not re.fullmatch(pattern, value):
            report.add("invalid_format", f"failed to match pattern {pattern}", pointer, pattern)

    return rule


def number(minimum: float | None = None, maximum: float | None = None) -> Rule:
    """A rule for a number within bounds."""

    def rule(value: Any, pointer: str, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            report.add("invalid_type", "must provide a number", pointer, "number")
        elif minimum is not None and value < minimum:
            report.add("too_small", f"must be at least {minimum}", pointer, minimum)
        elif maximum is not None and value > maximum:
            report.add("too_large", f"must be at most {maximum}", pointer, maximum)

    return rule


def integer(minimum: int | None = None, maximum: int | None = None) -> Rule:
    """A rule for a whole number within bounds."""
    within = number(minimum, maximum)

    def rule(value: Any, pointer: str, report: Report) -> None:
        if isinstance(value, float) and not value.is_integer():
            report.add("invalid_type", "must provide an integer", pointer, "integer")
        else:
            within(value, pointer, report)

    return rule


def one_of(*values: Any) -> Rule:
    """A rule for a value out of a fixed set."""

    def rule(value: Any, pointer: str, report: Report) -> None:
        # True equals 1 in Python and does not in JSON.
        if isinstance(value, bool) or value not in values:
            report.add("not_allowed", f"must be one of {', '.join(map(str, values))}", pointer, list(values))

    return rule


def array(item: Rule, maximum: int | None = None, *, minimum: int = 0) -> Rule:
    """A rule for a list of bounded length whose items all keep one rule."""

    def rule(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, list):
            report.add("invalid_type", "must provide an array", pointer, "array")
            return
        if maximum is not None and len(value) > maximum:
            report.add("too_many", f"no more than {maximum} items allowed", pointer, maximum)
        if len(value) < minimum:
            report.add("too_few", f"no fewer than {minimum} items allowed", pointer, minimum)
        for index, entry in enumerate(value):
            item(entry, f"{pointer}/{index}", report)

    return rule


def shape(
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule] | None = None,
    *also: Rule,
    kind: str | None = None,
) -> Rule:
    """A rule for an object with these fields and no others; `also` checks across them once each is sound."""
    needed = {**required, "type": one_of(kind)} if kind is not None else required
    known = {**needed, **(optional or {})}

    def rule(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("invalid_type", "must provide an object", pointer, "object")
            return
        before = len(report.findings)
        for name in needed:
            if name not in value:
                report.add("missing", f"missing required field: {name}", pointer, name)
        for name, entry in value.items():
            where = f"{pointer}/{_step(name)}"
            if name in known:
                known[name](entry, where, report)
            else:
                report.add("additional_property", f"invalid additional property: {name}", where, name)
        if len(report.findings) == before:
            for check in also:
                check(value, pointer, report)

    return rule


def by_type(shapes: Mapping[str, Rule]) -> Rule:
    """A rule that picks the shape by the object's `type`; other types are refused."""

    def rule(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("invalid_type", "must provide an object", pointer, "object")
            return
        kind = value.get("type")
        if not isinstance(kind, str):
            report.add("missing", "missing required field: type", pointer, "type")
        elif kind not in shapes:
            report.add("unsupported_type", f"unsupported type: {kind}", f"{pointer}/type", sorted(shapes))
        else:
            shapes[kind](value, pointer, report)

    return rule


def _step(name: str) -> str:
    """A property's name as a JSON pointer writes it (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
