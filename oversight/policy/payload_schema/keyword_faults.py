"""What is wrong with the keywords of a schema: JSON Schema itself silently ignores what it does not know."""

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from oversight.exact_json.walk import Path
from oversight.policy.file.fault import PolicyFault
from oversight.policy.payload_schema.drafts import BY_ADDRESS, DRAFT_2020, Draft, draft_of, types_of
from oversight.policy.payload_schema.formats import FORMATS, instead_of_format
from oversight.policy.payload_schema.idle_keywords import idle_keywords
from oversight.policy.payload_schema.references import References

VENDOR = "x-"
"""Keywords that begin so belong to other programs, and are left alone."""
_INSTEAD: Mapping[str, str] = {
    "nullable": "Write null into the type: type: [string, 'null']",
    "example": "Write a list: examples: [...]",
    "discriminator": "It checks nothing; write {propertyName: key} beside oneOf, so that forms know the schema by it",
    "xml": "Remove it; it says nothing of JSON",
    "externalDocs": "Remove it; description is for people",
    "id": "Write $id",
    "optional": "Remove it; what required does not name is optional",
    "divisibleBy": "Write multipleOf",
    "extends": "Write allOf",
    "disallow": "Write not",
    "additionalItems": "Write prefixItems for the first items, and items for all others",
    "dependencies": "Write dependentRequired or dependentSchemas",
    "$recursiveRef": "Write $dynamicRef",
    "$recursiveAnchor": "Write $dynamicAnchor",
    "values": "Write enum",
    "min": "Write minimum, minLength or minItems",
    "max": "Write maximum, maxLength or maxItems",
    "length": "Write minLength and maxLength",
    "regex": "Write pattern",
}


def keyword_faults(schema: Mapping[str, Any], at: Path) -> Iterator[PolicyFault]:
    """Each keyword that the schema's draft does not know, or that would do nothing; at every depth."""
    draft = draft_of(schema)
    if draft is None:
        known = ", ".join(f"https://{address}" for address in BY_ADDRESS)
        yield PolicyFault(
            (*at, "$schema"), "this draft of JSON Schema is not known", f"Leave it out, or write one of {known}"
        )
        return
    references = References(schema, draft)
    rest: list[tuple[Path, Any]] = [(at, schema)]
    seen: set[int] = set()
    while rest:
        path, found = rest.pop()
        if isinstance(found, dict) and id(found) not in seen:
            seen.add(id(found))
            yield from _of_one(found, path, draft)
            # Where a reference leads may be no place for schemas; the others come by themselves, with their own path.
            rest[:0] = [((*path, "$ref"), target) for target in references.of(found)]
            rest.extend(((*path, *inner), held) for inner, held in draft.within(found))


def _of_one(schema: Mapping[str, Any], path: Path, draft: Draft) -> Iterator[PolicyFault]:
    for key, value in schema.items():
        name = str(key)
        if name not in draft.keywords and not name.startswith(VENDOR) and not _tells_branches(schema, name):
            yield PolicyFault(
                (*path, name), f"{name!r} is no keyword of JSON Schema {draft.name}", _instead(name, draft)
            )
        elif name == "format" and isinstance(value, str) and value not in FORMATS:
            yield PolicyFault((*path, name), f"{value!r} is no format that is checked", instead_of_format(value))
        elif name in {"exclusiveMinimum", "exclusiveMaximum"} and value is True and "id" not in draft.plain:
            limit = schema.get(name.replace("exclusiveM", "m"), 0)
            yield PolicyFault((*path, name), "true is draft 4's way", f"Write the number itself: {name}: {limit}")
        elif name == "items" and isinstance(value, list) and "prefixItems" in draft.schemas:
            yield PolicyFault((*path, name), f"a list of schemas is not {draft.name}'s way", "Write prefixItems")
        elif name == "required" and isinstance(value, bool):
            yield PolicyFault(
                (*path, name), "required is a list of keys", "Write it beside properties: required: [key]"
            )
    yield from _of_values(schema, path)
    yield from idle_keywords(schema, path, draft)
    if draft.ignores_beside_ref and "$ref" in schema:
        for name in sorted(str(key) for key in schema.keys() - _BESIDE_REF):
            why = f"{draft.name} passes over what stands beside $ref"
            yield PolicyFault((*path, name), why, "Put the $ref into allOf, or leave out $schema")


def _tells_branches(schema: Mapping[str, Any], name: str) -> bool:
    """Whether it is a ``discriminator``, as OpenAPI and pydantic write it, beside the schemas that it tells apart."""
    named = schema[name] if name == "discriminator" and schema.keys() & {"oneOf", "anyOf"} else None
    return isinstance(named, dict) and isinstance(named.get("propertyName"), str)


_BESIDE_REF = frozenset(
    {"$ref", "definitions", "$schema", "id", "$id", "title", "description", "default", "examples", "$comment"}
)
"""What stands beside a reference and checks nothing anyway."""


def _of_values(schema: Mapping[str, Any], path: Path) -> Iterator[PolicyFault]:
    """Types that do not exist, and values that do not have the type beside them."""
    types = types_of(schema)
    for name in types:
        if not isinstance(name, str) or name not in _TYPES:
            close = get_close_matches(str(name).lower(), _TYPES, n=1)
            instead = "'null', in quotes" if name is None else close[0] if close else ", ".join(_TYPES)
            problem = f"{'null without quotes' if name is None else repr(name)} is no type of JSON Schema"
            yield PolicyFault((*path, "type"), problem, f"Write what this keyword takes: {instead}")
            return
    values = schema.get("enum")
    if not types:
        return
    for keyword, listed in (("enum", values if isinstance(values, list) else []), ("const", [schema.get("const")])):
        for value in listed if keyword in schema else ():
            if not any(isinstance(value, _TYPES[name]) and _fits(value, name) for name in types):
                problem = f"{json.dumps(value, default=str)} is never of the type {' or '.join(types)}"
                yield PolicyFault((*path, keyword), problem, "Put it in quotes if it is a text: YAML reads no as false")


def _fits(value: Any, name: str) -> bool:
    """Whether JSON, too, gives this value the named type: to Python, True and 1.5 are numbers as well."""
    if isinstance(value, bool):
        return name == "boolean"
    return name != "integer" or float(value).is_integer()


_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "null": (type(None),),
}
"""The types of JSON Schema, and what is of each."""


def _instead(name: str, draft: Draft) -> str:
    if name in DRAFT_2020.keywords:
        return f"Leave out $schema: the newest draft knows {name}"
    if name in _INSTEAD:
        return _INSTEAD[name]
    by_lower = {keyword.lower(): keyword for keyword in draft.keywords}
    swapped = [keyword for keyword in sorted(by_lower) if sorted(keyword) == sorted(name.lower())]
    close = swapped or get_close_matches(name.lower(), by_lower, n=1, cutoff=0.7)
    if close:
        return f"Write {by_lower[close[0]]}"
    return f"Remove it; or call it {VENDOR}{name.lstrip('$')} if another program reads it"
