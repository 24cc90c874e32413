"""Keywords of a schema that check nothing where they stand, and bounds that no payload can meet."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from oversight.exact_json.walk import Path
from oversight.policy.file.fault import PolicyFault
from oversight.policy.payload_schema.drafts import DRAFT_6, DRAFT_7, OF_NUMBERS, Draft, types_of

_READS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("minLength", "maxLength", "pattern", "format"), frozenset({"string"})),
    **dict.fromkeys(OF_NUMBERS, frozenset({"number", "integer"})),
    **dict.fromkeys(
        ("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems"),
        frozenset({"array"}),
    ),
    **dict.fromkeys(
        (
            *("properties", "patternProperties", "additionalProperties", "unevaluatedProperties", "propertyNames"),
            *("required", "minProperties", "maxProperties", "dependentRequired", "dependentSchemas"),
        ),
        frozenset({"object"}),
    ),
}
"""What each keyword looks at; of values of any other type it asks nothing."""
_BESIDE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("then", "else"), ("if",)),
    **dict.fromkeys(("minContains", "maxContains"), ("contains",)),
    "if": ("then", "else"),
}
"""What each keyword does nothing without."""
_PAIRS = (
    *(("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")),
    *(("minProperties", "maxProperties"), ("minContains", "maxContains")),
)
_CONTENT: Mapping[str, tuple[str, ...]] = {
    "contentEncoding": ("base64",),
    "contentMediaType": ("application/json",),
    "contentSchema": (),
}
"""What is checked of each, in the drafts where any of it is."""


def idle_keywords(schema: Mapping[str, Any], path: Path, draft: Draft) -> Iterator[PolicyFault]:
    """Each keyword of one schema that would do nothing, or let nothing through."""
    yield from _of_other_types(schema, path)
    for keyword, needed in _BESIDE.items():
        if keyword in schema and keyword in draft.keywords and not schema.keys() & set(needed):
            names = " or ".join(needed)
            yield PolicyFault((*path, keyword), f"{keyword} checks nothing without {names}", f"Write {names} beside it")
    for keyword, checked in _CONTENT.items():
        here = checked if draft in (DRAFT_6, DRAFT_7) else ()
        if keyword in draft.keywords and keyword in schema and schema[keyword] not in here:
            yield PolicyFault((*path, keyword), f"{keyword} is a remark here and checks nothing", "Write a pattern")
    yield from _impossible(schema, path)


def _of_other_types(schema: Mapping[str, Any], path: Path) -> Iterator[PolicyFault]:
    named = [name for name in types_of(schema) if isinstance(name, str)]
    for keyword in schema if named else ():
        read = _READS.get(str(keyword))
        if read is not None and read.isdisjoint(named):
            problem = f"{keyword} checks nothing of the type {' or '.join(named)}"
            yield PolicyFault((*path, keyword), problem, f"Remove it, or write type: {max(read)}")


def _impossible(schema: Mapping[str, Any], path: Path) -> Iterator[PolicyFault]:
    for least, most in _PAIRS:
        low, high = _number(schema.get(least)), _number(schema.get(most))
        if low is not None and high is not None and low > high:
            yield PolicyFault((*path, least), f"nothing is at least {low} and at most {high}", f"Correct it, or {most}")
    if schema.get("enum") == []:
        yield PolicyFault((*path, "enum"), "no value is one of none", "Write the values that there may be")
    known, required = schema.get("properties", {}), schema.get("required")
    if schema.get("additionalProperties") is not False or "patternProperties" in schema or not isinstance(known, dict):
        return
    for index, key in enumerate(required if isinstance(required, list) else ()):
        if isinstance(key, str) and key not in known:
            close = get_close_matches(key, map(str, known), n=1)
            problem = f"{key!r} is required, and refused by additionalProperties: it is not under properties"
            yield PolicyFault((*path, "required", index), problem, f"Write {close[0]}" if close else "Put it there")


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
