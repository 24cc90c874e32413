"""What is said below a field: its remark, its limits in words, what emptying it does."""

from collections.abc import Iterator, Mapping
from typing import Any

from oversight.editing.form.field import Clearing, FieldKind
from oversight.editing.form.wording.numbers import number_text
from oversight.exact_json.canonical import Json
from oversight.policy.payload_schema.description.description import Description

_NUMBERS = (FieldKind.INTEGER, FieldKind.NUMBER)
_LISTS = (FieldKind.LINES, FieldKind.CHOICES)
SPELLED = "A backslash with u{…} is a character that nobody sees; leave it to keep it."
KEPT = "Cards hide this value. It stays as it is."
_EMPTIED = {
    Clearing.NULL: "Emptied, it becomes null.",
    Clearing.ABSENT: "Emptied, it is left out.",
    Clearing.EMPTY: "Emptied, it stays as an empty {}.",
}


def hint(of: Description, kind: FieldKind, clearing: Clearing | None, *, spelled: bool = False) -> str:
    """The remark of the schema and whatever else a person has to know to fill the field in."""
    if kind is FieldKind.KEPT:
        return KEPT
    said = [of.remark.strip(), *limits(of, kind)]
    if kind is FieldKind.LINES:
        said.append("One on each line.")
    if clearing is not None:
        said.append(_EMPTIED[clearing].format("list" if kind in _LISTS else "text"))
    if spelled:
        said.append(SPELLED)
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in said if part)


def limits(of: Description, kind: FieldKind) -> Iterator[str]:
    """Each limit as a short sentence; the validator is what holds an edit to them."""
    said = of.keywords
    if kind in _NUMBERS:
        yield from _of_number(said, unit_of(of))
    elif kind in _LISTS:
        yield from _counted(said, "minItems", "maxItems", "entry", "entries")
        if said.get("uniqueItems") is True:
            yield "No two alike."
    elif kind in (FieldKind.TEXT, FieldKind.MULTILINE, FieldKind.EMAIL, FieldKind.URL):
        yield from _counted(said, "minLength", "maxLength", "character", "characters")
        if of.format and kind in (FieldKind.TEXT, FieldKind.MULTILINE):
            yield f"Written as {of.format}."
        if isinstance(said.get("pattern"), str):
            yield f"Has to match {said['pattern']} ."


def unit_of(of: Description) -> str:
    """The unit that the schema names; empty where it names none."""
    unit = of.keywords.get("x-unit", of.keywords.get("unit"))
    return unit if isinstance(unit, str) else ""


def _of_number(said: Mapping[str, Any], unit: str) -> Iterator[str]:
    least, most = _number(said.get("minimum")), _number(said.get("maximum"))
    above, below = _number(said.get("exclusiveMinimum")), _number(said.get("exclusiveMaximum"))
    behind = f" {unit}" if unit else ""
    if least and most:
        yield f"From {least} to {most}{behind}."
    elif least or most:
        yield f"At least {least}{behind}." if least else f"At most {most}{behind}."
    if above:
        yield f"More than {above}{behind}."
    if below:
        yield f"Less than {below}{behind}."
    if step := _number(said.get("multipleOf")):
        yield f"In steps of {step}{behind}."
    if unit and not (least or most or above or below):
        yield f"In {unit}."


def _counted(said: Mapping[str, Any], least: str, most: str, one: str, many: str) -> Iterator[str]:
    low, high = said.get(least), said.get(most)
    if isinstance(low, int) and isinstance(high, int) and low:
        yield f"{_amount(low, one, many)}." if low == high else f"{low:,} to {_amount(high, one, many)}."
    elif isinstance(high, int):
        yield f"At most {_amount(high, one, many)}."
    elif isinstance(low, int) and low > 1:
        yield f"At least {_amount(low, one, many)}."


def _amount(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _number(value: Json) -> str:
    return number_text(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
