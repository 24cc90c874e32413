"""Which shapes a value may have: what ``anyOf``, ``oneOf``, several types, ``enum`` and ``const`` come to."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from oversight.exact_json.canonical import Json
from oversight.policy.payload_schema.description.choosing import known_type
from oversight.policy.payload_schema.description.description import Branch, Description
from oversight.policy.payload_schema.description.merging import UNIONS
from oversight.policy.payload_schema.drafts import types_of

Flatten = Callable[[Any], dict[str, Any]]
_WORDS: Mapping[str, str] = {
    "string": "Text",
    "number": "Number",
    "integer": "Whole number",
    "boolean": "Yes or no",
    "array": "List",
    "object": "Fields",
}
_SCALARS = frozenset({"string", "number", "integer", "boolean"})
_TYPE_OF: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("object", ("properties", "patternProperties", "required", "additionalProperties", "minProperties")),
    ("array", ("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains")),
    ("string", ("format", "pattern", "minLength", "maxLength")),
    ("number", ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")),
)
"""What type is meant where none is named."""
_SHAPES = frozenset({"type", "properties", "enum", "const", "items", "prefixItems", "format", "pattern", UNIONS})
"""What makes a branch more than a condition on what is said already."""


def described_branches(flat: dict[str, Any], flatten: Flatten) -> Description:
    """The description of a schema in one piece; null is never a branch, and one branch alone is none."""
    is_nullable = flat.get("nullable") is True
    rest = {key: value for key, value in flat.items() if key != UNIONS}
    several: list[tuple[Any, dict[str, Any]]] = []
    waiting = list(flat.get(UNIONS, ()))
    while waiting:
        listed = list(_spliced(waiting.pop(0), flatten))
        shapes = [(raw, one) for raw, one in listed if not _is_null(one)]
        is_nullable = is_nullable or len(shapes) < len(listed)
        if len(shapes) == 1:
            rest = flatten({"allOf": [rest, shapes[0][0]]})
            waiting += rest.pop(UNIONS, ())
        elif not several and any(_SHAPES & one.keys() for _, one in shapes):
            several = shapes
    return _described(rest, several, is_nullable=is_nullable)


def _spliced(union: list[Any], flatten: Flatten) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each branch, and instead of one that is nothing but a union the branches of that."""
    for raw in union:
        flat = flatten(raw)
        if UNIONS in flat and len(flat[UNIONS]) == 1 and not flat.keys() - {UNIONS, "title", "description", "default"}:
            yield from _spliced(flat[UNIONS][0], flatten)
        else:
            yield raw, flat


def _described(rest: dict[str, Any], several: list[tuple[Any, dict[str, Any]]], *, is_nullable: bool) -> Description:
    given = types_of(rest)
    types = [name for name in given if name != "null"]
    choices = _values(rest)
    if several and all(_values(flat) for _, flat in several):
        choices = [(value, _label(flat) or label) for _, flat in several for value, label in _values(flat) or ()]
        several = []
    elif several and (one := _one_type([flat for _, flat in several])):
        types, several = [one], []
    branches: tuple[Branch, ...] = ()
    if several:
        branches = tuple(_branch(index, raw, flat, rest) for index, (raw, flat) in enumerate(several))
    elif not choices and len(types) > 1:
        number = [name for name in types if name in ("number", "integer")]
        types = [name for name in types if name != "integer"] if len(number) > 1 else types
        if len(types) > 1:
            branches = tuple(_of_type(index, name, rest) for index, name in enumerate(types))
    if choices is not None:
        is_nullable = is_nullable or any(value is None for value, _ in choices)
    return Description(
        type=None if branches else types[0] if len(types) == 1 else _meant(rest) if not given else None,
        is_nullable=is_nullable or "null" in given,
        title=_text(rest.get("title")),
        remark=_text(rest.get("description")),
        keywords=rest,
        choices=tuple((value, label) for value, label in choices or () if value is not None),
        branches=branches,
        tag=_tag(rest),
    )


def _values(flat: Mapping[str, Any]) -> list[tuple[Json, str]] | None:
    """The only values that there may be, with their words; None where others may be, too."""
    if "const" in flat:
        return [(flat["const"], _label(flat))] if _may_be_chosen(flat["const"]) else None
    values = flat.get("enum")
    if isinstance(values, list) and all(map(_may_be_chosen, values)):
        return [(value, "") for value in values]
    return None


def _may_be_chosen(value: Json) -> bool:
    return not isinstance(value, dict | list)


def _is_null(flat: Mapping[str, Any]) -> bool:
    return types_of(flat) == ["null"] or ("const" in flat and flat["const"] is None) or flat.get("enum") == [None]


def _one_type(flats: list[dict[str, Any]]) -> str | None:
    """The type that all of them have, if it is one of single values."""
    types = {name for flat in flats for name in _types(flat) if name != "null"}
    if types == {"number", "integer"}:
        return "number"
    return types.pop() if len(types) == 1 and types <= _SCALARS else None


def _types(flat: Mapping[str, Any]) -> list[Any]:
    """The types that it names, or those of its only values, or the one that its keywords mean."""
    return types_of(flat) or [known_type(value) for value, _ in _values(flat) or ()] or [_meant(flat)]


def _meant(flat: Mapping[str, Any]) -> str | None:
    return next((name for name, keywords in _TYPE_OF if flat.keys() & set(keywords)), None)


def _branch(index: int, raw: Any, flat: dict[str, Any], rest: dict[str, Any]) -> Branch:
    tags: dict[str, tuple[Json, ...]] = {
        key: tuple(value for value, _ in values)
        for key, schema in (flat.get("properties") or {}).items()
        if isinstance(schema, dict) and (values := _values(schema))
    }
    if mapped := _mapped(raw, rest):
        tags[mapped[0]] = tuple(dict.fromkeys((*tags.get(mapped[0], ()), *mapped[1])))
    types = types_of(flat)
    own = types[0] if len(types) == 1 else _meant(flat) if not types else None
    needed = flat.get("required") or ()
    said = next((f"{key}: {values[0]}" for key, values in tags.items() if len(values) == 1 and key in needed), "")
    label = _label(flat) or said or _referred(raw) or (_WORDS.get(own, "") if own in _SCALARS else "")
    schema = {"allOf": [raw, {key: value for key, value in rest.items() if key not in ("title", "description")}]}
    return Branch(key=str(index), label=label or f"Shape {index + 1}", schema=schema, origin=raw, type=own, tags=tags)


def _referred(raw: Any) -> str:
    """The name of the schema that it refers to; empty where it is written out."""
    reference = raw.get("$ref") if isinstance(raw, dict) else None
    return reference.rpartition("/")[2] if isinstance(reference, str) else ""


def _mapped(raw: Any, rest: Mapping[str, Any]) -> tuple[str, tuple[str, ...]] | None:
    """The key of a ``discriminator``, and the values that its ``mapping`` gives for this branch."""
    tag, named = _tag(rest), rest.get("discriminator")
    mapping = named.get("mapping") if isinstance(named, dict) else None
    reference = raw.get("$ref") if isinstance(raw, dict) else None
    if tag is None or not isinstance(mapping, dict) or not isinstance(reference, str):
        return None
    return tag, tuple(str(value) for value, target in mapping.items() if target == reference)


def _of_type(index: int, name: str, rest: dict[str, Any]) -> Branch:
    schema = {**{key: value for key, value in rest.items() if key not in ("title", "description")}, "type": name}
    return Branch(key=str(index), label=_WORDS.get(name, name), schema=schema, type=name)


def _label(flat: Mapping[str, Any]) -> str:
    return _text(flat.get("title"))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _tag(rest: Mapping[str, Any]) -> str | None:
    named = rest.get("discriminator")
    tag = named.get("propertyName") if isinstance(named, dict) else named
    return tag if isinstance(tag, str) else None
