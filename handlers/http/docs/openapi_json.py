"""What the door for JSON refuses, in the words of JSON Schema, so that the document does not promise more."""

from typing import Any, Final

from oversight.exact_json.canonical import MAX_SAFE_INTEGER

Part = dict[str, Any]

NO_NUL: Final = r"^[^\u0000]*$"
EXACT_JSON: Final = "Json"
_REF: Final[Part] = {"$ref": f"#/components/schemas/{EXACT_JSON}"}

JSON_SCHEMA: Final[Part] = {
    "description": "Any JSON that every reader reads alike, at most 32 levels deep",
    "anyOf": [
        {"type": ["null", "boolean"]},
        {"type": "integer", "minimum": -MAX_SAFE_INTEGER, "maximum": MAX_SAFE_INTEGER},
        {"type": "number", "not": {"type": "integer"}},
        {"type": "string", "pattern": NO_NUL},
        {"type": "array", "items": _REF},
        {"type": "object", "propertyNames": {"pattern": NO_NUL}, "additionalProperties": _REF},
    ],
}


def exact(schema: Any) -> Any:
    """The schema of a body with what holds for every text and every free value in it."""
    if isinstance(schema, list):
        return [exact(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if not schema:
        return _REF
    said = {
        key: _values(value) if key == "properties" else exact(value) for key, value in schema.items() if key != "if"
    }
    said |= {key: schema[key] for key in ("if", "examples") if key in schema}
    if said.get("type") == "string" and not said.keys() & {"pattern", "enum", "const", "format"}:
        said["pattern"] = NO_NUL
    if said.get("type") == "object" and said.get("additionalProperties", True) is not False:
        names, values = said.get("propertyNames", {}), said.get("additionalProperties", True)
        said["propertyNames"] = {"pattern": NO_NUL} | names
        said["additionalProperties"] = _REF if values is True else values
    return said


def _values(properties: Part) -> Part:
    return {name: exact(_free(described)) for name, described in properties.items()}


def _free(schema: Part) -> Part:
    """A property about which pydantic says nothing may be any JSON."""
    said_of_values = schema.keys() - {"title", "description", "default", "examples"}
    return schema if said_of_values else schema | _REF
