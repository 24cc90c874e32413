"""Two schemas of one value as one, as far as that is simple; the validator is what holds an edit to the rest."""

from collections.abc import Callable, Mapping
from typing import Any

from oversight.exact_json.canonical import canonical
from oversight.policy.payload_schema.drafts import types_of

UNIONS = " unions"
"""Where the branches of ``anyOf`` and ``oneOf`` are kept while schemas are merged; no keyword is called so."""
_NUMBERS = frozenset({"number", "integer"})


def merged(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """What both say; of what cannot be joined, what the outer one says."""
    result = {**inner, **outer}
    for keyword in outer.keys() & inner.keys():
        join = _JOINED.get(keyword)
        if join is not None:
            result[keyword] = join(outer[keyword], inner[keyword])
    if "type" in outer and "type" in inner:
        result["type"] = _common_types(types_of(outer), types_of(inner))
    return result


def _common_types(one: list[Any], other: list[Any]) -> list[Any]:
    common = [name for name in one if name in other]
    if "integer" not in common and any("integer" in names for names in (one, other)) and _NUMBERS & {*one} & _NUMBERS:
        return [*common, "integer"] if _NUMBERS & {*other} else common
    return common


def _both(one: Any, other: Any) -> Any:
    """Either where the other says nothing."""
    if one is False or other is False:
        return False
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one if isinstance(one, dict) else other
    return {"allOf": [one, other]}


def _by_name(one: Any, other: Any) -> Any:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one
    return {
        key: _both(one[key], other[key]) if key in one and key in other else {**other, **one}[key]
        for key in {**one, **other}
    }


def _listed(one: Any, other: Any) -> Any:
    return list(dict.fromkeys([*one, *other])) if isinstance(one, list) and isinstance(other, list) else one


def _shared(one: Any, other: Any) -> Any:
    if not isinstance(one, list) or not isinstance(other, list):
        return one
    known = {canonical(value) for value in other}
    return [value for value in one if canonical(value) in known]


def _limit(tighter: Callable[..., Any]) -> Callable[[Any, Any], Any]:
    def join(one: Any, other: Any) -> Any:
        are_numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in (one, other))
        return tighter(one, other) if are_numbers else one

    return join


_JOINED: Mapping[str, Callable[[Any, Any], Any]] = {
    **dict.fromkeys(("properties", "patternProperties"), _by_name),
    **dict.fromkeys(("items", "additionalProperties"), _both),
    "required": _listed,
    "enum": _shared,
    UNIONS: lambda one, other: [*one, *other],
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems"), _limit(max)),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems"), _limit(min)),
}
