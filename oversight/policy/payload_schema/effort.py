"""What checking a payload may cost, worked out from the schema alone.

A part of a payload is looked at once for each schema that applies to it, and schemas multiply: two that both go on to a
third look at it twice, and so on at every level. The library remembers what a recursive reference said of a part, so
that saying yes or no stays quick; listing what is wrong goes every way anew. Both are counted here, level by level.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from oversight.exact_json.strict_json import MAX_DEPTH
from oversight.policy.payload_schema.drafts import LIMITS_OF_NUMBERS, OF_NUMBERS, Draft
from oversight.policy.payload_schema.references import References

_APPLIED = ("allOf", "anyOf", "oneOf")
_BROKEN_NUMBER, _ODD_VALUE = 120, 30
"""How much longer it takes to compare with a number with a fraction, or with a list or a map."""
_Weight = Callable[[Mapping[str, Any]], int]
LEVELS = MAX_DEPTH + 1
MANY = 1_000_000
"""Of what cannot be counted."""


class EndlessSchema(ValueError):
    """A schema refers to itself without going into the payload."""


class Effort:
    """How often each level of a payload is looked at, at most, on the way to any one part of it."""

    def __init__(self, root: Mapping[str, Any], draft: Draft) -> None:
        """Raises EndlessSchema."""
        self._draft = draft
        self._references = References(root, draft)
        self._root = root
        self._kept: dict[tuple[int, int, _Weight | None], int] = {}
        self._in_progress: set[int] = set()

    @cached_property
    def to_say_yes_or_no(self) -> int:
        """At any level; in units of some 30 ns."""
        return self._at_any_level(_weight)

    @cached_property
    def of_what_is_no_number(self) -> int:
        """At any level, for a value that is not a number: limits of numbers cost nothing there."""
        return self._at_any_level(_weight_of_no_number)

    def _at_any_level(self, weight: _Weight) -> int:
        entries = [self._root, *self._recursive.values()]
        return sum(max(self._visits(entry, level, weight) for level in range(LEVELS)) for entry in entries)

    @cached_property
    def to_say_what_is_wrong(self) -> tuple[int, ...]:
        """By level; in units of some 10 µs."""
        if self._references.leads_elsewhere:
            return (MANY,) * LEVELS
        return tuple(self._visits(self._root, level, None) for level in range(LEVELS))

    @cached_property
    def divides(self) -> bool:
        """Whether it asks for multiples of a fraction, which takes long where numbers are huge."""
        return any(map(_divides, self._all(self._root)))

    @cached_property
    def has_branches(self) -> bool:
        """Whether what is wrong may be wrong in several ways, each of which is worked out."""
        return any(keyword in schema for schema in self._all(self._root) for keyword in ("anyOf", "oneOf"))

    @cached_property
    def _recursive(self) -> dict[int, Any]:
        """Every schema that a reference leads to from within itself."""
        targets = {id(target): target for schema in self._all(self._root) for target in self._references.of(schema)}
        return {
            key: target
            for key, target in targets.items()
            if any(id(again) == key for schema in self._all(target) for again in self._references.of(schema))
        }

    def _all(self, schema: Any) -> Iterator[Mapping[str, Any]]:
        """The schema and all that can be reached from it."""
        seen: set[int] = set()
        rest = [schema]
        while rest:
            found = rest.pop()
            if isinstance(found, dict) and id(found) not in seen:
                seen.add(id(found))
                yield found
                rest.extend(inner for _, inner in self._draft.within(found))
                rest.extend(self._references.of(found))

    def _visits(self, schema: Any, level: int, weight: _Weight | None) -> int:
        """With a weight, what is remembered of recursive references is counted once."""
        if not isinstance(schema, dict):
            return int(level == 0)
        key = (id(schema), level, weight)
        if key not in self._kept:
            if id(schema) in self._in_progress:
                raise EndlessSchema
            self._in_progress.add(id(schema))
            here = 0 if level else weight(schema) if weight else 1
            same = sum(self._visits(part, level, weight) for part in self._same_place(schema, cut=weight is not None))
            either = (schema[name] for name in ("then", "else") if name in schema)
            same += max((self._visits(part, level, weight) for part in either), default=0)
            self._in_progress.discard(id(schema))
            below = self._below(schema, level - 1, weight) if level else 0
            self._kept[key] = here + same + below
        return self._kept[key]

    def _same_place(self, schema: Mapping[str, Any], *, cut: bool) -> Iterator[Any]:
        """The schemas that apply to the same part of the payload."""
        for keyword in _APPLIED:
            if isinstance(schema.get(keyword), list):
                yield from schema[keyword]
        yield from (schema[name] for name in ("not", "if") if name in schema)
        for keyword in ("dependentSchemas", "dependencies"):
            if isinstance(schema.get(keyword), dict):
                yield from (value for value in schema[keyword].values() if not isinstance(value, list))
        for target in self._references.of(schema):
            if not (cut and id(target) in self._recursive):
                yield target

    def _below(self, schema: Mapping[str, Any], level: int, weight: _Weight | None) -> int:
        """What applies to one part within: to the value of a key, or to an item of a list, whichever is more."""

        def visits(inner: Any) -> int:
            # A schema below begins anew: it may well be one that is in progress above.
            above, self._in_progress = self._in_progress, set()
            try:
                return self._visits(inner, level, weight)
            finally:
                self._in_progress = above

        named = schema.get("properties")
        patterns = schema.get("patternProperties")
        own = max(map(visits, named.values()), default=0) if isinstance(named, dict) else 0
        of_patterns = sum(1 + visits(pattern) for pattern in patterns.values()) if isinstance(patterns, dict) else 0
        others = [visits(schema[name]) for name in ("additionalProperties", "unevaluatedProperties") if name in schema]
        keys = visits(schema["propertyNames"]) if "propertyNames" in schema else 0
        of_key = max(own, *others, 0) + of_patterns + keys
        first = schema.get("prefixItems", schema.get("items"))
        items = [visits(item) for item in first] if isinstance(first, list) else []
        later = (schema.get(name) for name in ("items", "additionalItems"))
        items += [visits(item) for item in later if isinstance(item, dict | bool)]
        others = [visits(schema[name]) for name in ("contains", "unevaluatedItems") if name in schema]
        return max(of_key, max(items, default=0) + sum(others))


def _weight(schema: Mapping[str, Any]) -> int:
    """What the schema's own keywords cost at one part of a payload."""
    weight = 1
    values = schema.get("enum")
    kinds = set(map(type, values)) if isinstance(values, list) else set()
    if isinstance(values, list) and kinds not in ({str}, {int}):
        weight += sum(map(_compared, values))
    if "const" in schema:
        weight += _compared(schema["const"])
    limits = [schema.get(name) for name in LIMITS_OF_NUMBERS]
    weight += sum(_BROKEN_NUMBER for limit in limits if type(limit) is float and not limit.is_integer())
    return weight + (_BROKEN_NUMBER if _divides(schema) else 0)


def _weight_of_no_number(schema: Mapping[str, Any]) -> int:
    """What they cost at a part that is not a number."""
    return _weight({key: value for key, value in schema.items() if key not in OF_NUMBERS})


def _divides(schema: Mapping[str, Any]) -> bool:
    step = schema.get("multipleOf")
    return type(step) is float and not step.is_integer()


def _compared(value: Any) -> int:
    if type(value) is float:
        return _BROKEN_NUMBER
    return _ODD_VALUE if type(value) is int else 1 if isinstance(value, str | bool | None) else _ODD_VALUE
