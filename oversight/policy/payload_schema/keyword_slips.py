"""What is wrong with the keywords of a schema: JSON Schema itself passes over what it does not know without a word."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from oversight.policy.payload_schema.drafts import BY_ADDRESS, DRAFT_2020, Draft, Path, draft_of
from oversight.policy.payload_schema.formats import FORMATS, instead_of_format
from oversight.policy.slip import Slip

VENDOR = "x-"
"""Keywords that begin so belong to other programs, and are left alone."""
_INSTEAD: Mapping[str, str] = {
    "nullable": "Write null into the type: type: [string, 'null']",
    "example": "Write a list: examples: [...]",
    "discriminator": "It checks nothing here; write oneOf, with a const in each of its schemas",
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


def keyword_slips(schema: Mapping[str, Any], at: Path) -> Iterator[Slip]:
    """Each keyword that the schema's draft does not know, or that would do nothing; at every depth."""
    draft = draft_of(schema)
    if draft is None:
        known = ", ".join(f"https://{each}" for each in BY_ADDRESS)
        yield Slip((*at, "$schema"), "this draft of JSON Schema is not known", f"Leave it out, or write one of {known}")
        return
    rest: list[tuple[Path, Any]] = [(at, schema)]
    while rest:
        path, each = rest.pop()
        if isinstance(each, dict):
            yield from _of_one(each, path, draft)
            rest.extend(((*path, *inner), held) for inner, held in draft.within(each))


def _of_one(schema: Mapping[str, Any], path: Path, draft: Draft) -> Iterator[Slip]:
    for key, value in schema.items():
        name = str(key)
        if name not in draft.keywords and not name.startswith(VENDOR):
            yield Slip((*path, name), f"{name!r} is no keyword of JSON Schema {draft.name}", _instead(name, draft))
        elif name == "format" and isinstance(value, str) and value not in FORMATS:
            yield Slip((*path, name), f"{value!r} is no format that is checked", instead_of_format(value))
        elif name in {"exclusiveMinimum", "exclusiveMaximum"} and value is True and "id" not in draft.plain:
            limit = schema.get(name.replace("exclusiveM", "m"), 0)
            yield Slip((*path, name), "true is draft 4's way", f"Write the number itself: {name}: {limit}")
        elif name == "items" and isinstance(value, list) and "prefixItems" in draft.schemas:
            yield Slip((*path, name), f"a list of schemas is not {draft.name}'s way", "Write prefixItems")
        elif name == "required" and isinstance(value, bool):
            yield Slip((*path, name), "required is a list of keys", "Write it beside properties: required: [key]")
    if draft.ignores_beside_ref and "$ref" in schema:
        for name in sorted(str(key) for key in schema.keys() - _BESIDE_REF):
            why = f"{draft.name} passes over what stands beside $ref"
            yield Slip((*path, name), why, "Put the $ref into allOf, or leave out $schema")


_BESIDE_REF = frozenset(
    {"$ref", "definitions", "$schema", "id", "$id", "title", "description", "default", "examples", "$comment"}
)
"""What stands beside a reference and checks nothing anyway."""


_BESIDE_REF = frozenset(
    {"$ref", "definitions", "$schema", "id", "$id", "title", "description", "default", "examples", "$comment"}
)
"""What stands beside a reference and checks nothing anyway."""


def _instead(name: str, draft: Draft) -> str:
    if name in DRAFT_2020.keywords:
        return f"Leave out $schema: the newest draft knows {name}"
    if name in _INSTEAD:
        return _INSTEAD[name]
    close = get_close_matches(name.lower(), {each.lower(): each for each in draft.keywords}, n=1, cutoff=0.7)
    by_lower = {each.lower(): each for each in draft.keywords}
    if close:
        return f"Write {by_lower[close[0]]}"
    return f"Remove it; or call it {VENDOR}{name.lstrip('$')} if another program reads it"
