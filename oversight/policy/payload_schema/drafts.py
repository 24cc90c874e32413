"""The drafts of JSON Schema: which keywords each knows, and where other schemas stand in them."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from oversight.exact_json.walk import Path

ONE, LISTED, NAMED = "one", "listed", "named"
"""How schemas stand in a keyword: one alone, in a list, or by name."""
LIMITS_OF_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
OF_NUMBERS = (*LIMITS_OF_NUMBERS, "multipleOf")
"""Keywords that look at numbers alone."""

_FOURTH = (
    *("$schema", "$ref", "title", "description", "default", "type", "enum", "format", "multipleOf", "maximum"),
    *("exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems"),
    *("uniqueItems", "maxProperties", "minProperties", "required"),
)
_FOURTH_SCHEMAS = {
    **dict.fromkeys(("additionalProperties", "not", "items", "additionalItems"), (ONE,)),
    **dict.fromkeys(("allOf", "anyOf", "oneOf"), (LISTED,)),
    **dict.fromkeys(("properties", "patternProperties", "definitions", "dependencies"), (NAMED,)),
    "items": (ONE, LISTED),
}
_SIXTH = ("$id", "const", "examples")
_SIXTH_SCHEMAS = dict.fromkeys(("contains", "propertyNames"), (ONE,))
_SEVENTH = ("$comment", "readOnly", "writeOnly", "contentEncoding", "contentMediaType")
_SEVENTH_SCHEMAS = dict.fromkeys(("if", "then", "else"), (ONE,))
_EIGHTH = ("$anchor", "$vocabulary", "deprecated", "dependentRequired", "maxContains", "minContains")
_EIGHTH_SCHEMAS = {
    "$defs": (NAMED,),
    "dependentSchemas": (NAMED,),
    **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties", "contentSchema"), (ONE,)),
}
_GONE = ("additionalItems", "dependencies", "$recursiveRef", "$recursiveAnchor")


def types_of(schema: Mapping[str, Any]) -> list[Any]:
    """What stands under ``type``, one or several; nothing where any type is meant."""
    given = schema.get("type")
    return [given] if isinstance(given, str) else given if isinstance(given, list) else []


class Draft(Struct, frozen=True):
    """One draft."""

    name: str
    plain: frozenset[str]
    """The keywords that hold no schemas."""
    schemas: Mapping[str, tuple[str, ...]]
    """Those that hold some, and how."""
    ignores_beside_ref: bool = False
    """Whatever stands beside ``$ref`` does nothing."""

    @property
    def keywords(self) -> frozenset[str]:
        """Every keyword."""
        return self.plain | self.schemas.keys()

    def within(self, schema: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
        """Every schema that stands right within this one, with its path from here."""
        for keyword, ways in self.schemas.items():
            held = schema.get(keyword)
            if LISTED in ways and isinstance(held, list):
                yield from (((keyword, index), item) for index, item in enumerate(held))
            elif NAMED in ways and isinstance(held, dict):
                yield from (((keyword, name), value) for name, value in held.items() if not isinstance(value, list))
            elif ONE in ways and isinstance(held, dict | bool):
                yield (keyword,), held


def _without(schemas: Mapping[str, tuple[str, ...]], *gone: str) -> dict[str, tuple[str, ...]]:
    return {keyword: ways for keyword, ways in schemas.items() if keyword not in gone}


_S7 = _FOURTH_SCHEMAS | _SIXTH_SCHEMAS | _SEVENTH_SCHEMAS
_P7 = frozenset((*_FOURTH, *_SIXTH, *_SEVENTH))
DRAFT_4 = Draft("draft 4", frozenset((*_FOURTH, "id")), _FOURTH_SCHEMAS, ignores_beside_ref=True)
DRAFT_6 = Draft("draft 6", frozenset((*_FOURTH, *_SIXTH)), _FOURTH_SCHEMAS | _SIXTH_SCHEMAS, ignores_beside_ref=True)
DRAFT_7 = Draft("draft 7", _P7, _S7, ignores_beside_ref=True)
DRAFT_2019 = Draft(
    "draft 2019-09",
    _P7 | {*_EIGHTH, "$recursiveRef", "$recursiveAnchor"},
    _without(_S7, "dependencies") | _EIGHTH_SCHEMAS,
)
DRAFT_2020 = Draft(
    "draft 2020-12",
    _P7 | {*_EIGHTH, "$dynamicRef", "$dynamicAnchor"},
    _without(_S7, *_GONE) | _EIGHTH_SCHEMAS | {"prefixItems": (LISTED,), "items": (ONE,)},
)
BY_ADDRESS: Mapping[str, Draft] = {
    "json-schema.org/draft-04/schema": DRAFT_4,
    "json-schema.org/draft-06/schema": DRAFT_6,
    "json-schema.org/draft-07/schema": DRAFT_7,
    "json-schema.org/draft/2019-09/schema": DRAFT_2019,
    "json-schema.org/draft/2020-12/schema": DRAFT_2020,
}


def draft_of(schema: Mapping[str, Any]) -> Draft | None:
    """The draft that a schema declares, 2020-12 where it declares none; None where it declares an unknown one."""
    address = schema.get("$schema")
    if address is None:
        return DRAFT_2020
    return BY_ADDRESS.get(str(address).rstrip("#").partition("://")[2])
