"""Small rules that are put together into the shape of every block and element.

A rule looks at one value, knows its JSON pointer, and writes what is wrong into a report.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.validation.escaping import escaped_length
from sandbox.validation.finding import Report, as_got, kind_of

Rule = Callable[[Any, str, Report], None]


def anything(_value: Any, _pointer: str, _report: Report) -> None:
    """Nothing is checked: Slack does not document what is allowed here."""


def boolean(value: Any, pointer: str, report: Report) -> None:
    """The value is true or false."""
    if not isinstance(value, bool):
        report.add("type", "must provide a boolean", pointer, "boolean", kind_of(value))


def string(maximum: int | None = None, *, minimum: int = 0, pattern: str | None = None) -> Rule:
    """A rule for a string of bounded length that no person reads: an id, an address, a value."""
    return _string(len, maximum, minimum, pattern)


def words(maximum: int | None = None, *, minimum: int = 0) -> Rule:
    """A rule for a bare string that people read, counted as it is after escaping."""
    return _string(lambda text: escaped_length(text, plain=True), maximum, minimum, None)


def _string(length: Callable[[str], int], maximum: int | None, minimum: int, pattern: str | None) -> Rule:
    def rule(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add("type", "must provide a string", pointer, "string", kind_of(value))
        elif maximum is not None and length(value) > maximum:
            report.add("max_length", f"must be less than {maximum + 1} characters", pointer, maximum, length(value))
        elif len(value) < minimum:
            report.add("min_length", f"must be more than {minimum - 1} characters", pointer, minimum, len(value))
        elif pattern is not None and not re.fullmatch(pattern, value):
            report.add("pattern", f"failed to match pattern {pattern}", pointer, pattern, value)

    return rule


def number(minimum: float | None = None, maximum: float | None = None) -> Rule:
    """A rule for a number within bounds."""

    def rule(value: Any, pointer: str, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            report.add("type", "must provide a number", pointer, "number", kind_of(value))
        elif minimum is not None and value < minimum:
            report.add("minimum", f"must be at least {minimum}", pointer, minimum, value)
        elif maximum is not None and value > maximum:
            report.add("maximum", f"must be at most {maximum}", pointer, maximum, value)

    return rule


def integer(minimum: int | None = None, maximum: int | None = None) -> Rule:
    """A rule for a whole number within bounds."""
    within = number(minimum, maximum)

    def rule(value: Any, pointer: str, report: Report) -> None:
        if isinstance(value, float) and not value.is_integer():
            report.add("type", "must provide an integer", pointer, "integer", kind_of(value))
        else:
            within(value, pointer, report)

    return rule


def one_of(*values: Any) -> Rule:
    """A rule for a value out of a fixed set."""

    def rule(value: Any, pointer: str, report: Report) -> None:
        # True equals 1 in Python and does not in JSON.
        if isinstance(value, bool) or value not in values:
            message = f"must be one of {', '.join(map(str, values))}"
            report.add("enum", message, pointer, list(values), as_got(value))

    return rule


def typed(*kinds: str) -> Rule:
    """A rule for the `type` of an object, which says what it is."""

    def rule(value: Any, pointer: str, report: Report) -> None:
        if value not in kinds:
            report.add("enum", f"unsupported type: {as_got(value)}", pointer, list(kinds), as_got(value))

    return rule


def array(item: Rule, maximum: int | None = None, *, minimum: int = 0) -> Rule:
    """A rule for a list of bounded length whose items all keep one rule."""

    def rule(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, list):
            report.add("type", "must provide an array", pointer, "array", kind_of(value))
            return
        if maximum is not None and len(value) > maximum:
            report.add("max_items", f"no more than {maximum} items allowed", pointer, maximum, len(value))
        if len(value) < minimum:
            report.add("min_items", f"no fewer than {minimum} items allowed", pointer, minimum, len(value))
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
    needed = {**required, "type": typed(kind)} if kind is not None else required
    known = {**needed, **(optional or {})}

    def rule(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("type", "must provide an object", pointer, "object", kind_of(value))
            return
        before = len(report.findings)
        for name in needed:
            if name not in value:
                report.add("required", f"missing required field: {name}", pointer, name)
        for name, entry in value.items():
            where = f"{pointer}/{_step(name)}"
            if name in known:
                known[name](entry, where, report)
            else:
                report.add("additional_property", f"invalid additional property: {name}", where, got=name)
        if len(report.findings) == before:
            for check in also:
                check(value, pointer, report)

    return rule


def by_type(shapes: Mapping[str, Rule]) -> Rule:
    """A rule that picks the shape by the object's `type`; other types are refused."""

    def rule(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("type", "must provide an object", pointer, "object", kind_of(value))
            return
        kind = value.get("type")
        if not isinstance(kind, str):
            report.add("required", "missing required field: type", pointer, "type")
        elif kind not in shapes:
            report.add("enum", f"unsupported type: {kind}", f"{pointer}/type", sorted(shapes), kind)
        else:
            shapes[kind](value, pointer, report)

    return rule


def _step(name: str) -> str:
    """A property's name as a JSON pointer writes it (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
