"""What a type's schema says of a payload before there is one, as far as it says it plainly."""

from collections.abc import Mapping
from typing import Any

from oversight.policy.conditions.expression.kinds import ANY, Kind, Known

_KINDS: Mapping[str, Kind] = {
    "number": Kind.NUMBER,
    "integer": Kind.NUMBER,
    "string": Kind.TEXT,
    "boolean": Kind.TRUTH,
    "array": Kind.LIST,
    "object": Kind.MAP,
    "null": Kind.NULL,
}


def known_payload(schema: Any) -> Known:
    """The kind of the payload with those of its fields and items; whatever may be of several kinds is anything."""
    kind = _KINDS.get(schema["type"]) if isinstance(schema, dict) and isinstance(schema.get("type"), str) else None
    if kind is Kind.MAP:
        named = schema.get("properties")
        fields = {str(name): known_payload(value) for name, value in named.items()} if isinstance(named, dict) else {}
        is_closed = schema.get("additionalProperties") is False and "patternProperties" not in schema and bool(fields)
        return Known(kind, fields, is_closed=is_closed)
    if kind is Kind.LIST:
        items = schema.get("items")
        return Known(
            kind, items=known_payload(items) if isinstance(items, dict) and "prefixItems" not in schema else None
        )
    return ANY if kind is None else Known(kind)
