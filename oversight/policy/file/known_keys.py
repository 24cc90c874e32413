"""Which keys may stand where in the file, so that a misspelt one can be corrected."""

from functools import cache
from typing import Any

from oversight.exact_json.walk import Path
from oversight.policy.file.document import PolicyDocument


def keys_beside(path: Path) -> tuple[str, ...]:
    """The keys that may stand in the map that holds this one; none where they are not known."""
    whole = _shape()
    here: Any = whole
    for step in path[:-1]:
        here = _resolved(here, whole)
        if isinstance(step, int):
            here = here.get("items")
        else:
            here = here.get("properties", {}).get(step, here.get("additionalProperties"))
        if not isinstance(here, dict):
            return ()
    return tuple(_resolved(here, whole).get("properties", ()))


def _resolved(shape: Any, whole: dict[str, Any]) -> dict[str, Any]:
    for choice in shape.get("anyOf", [shape]):
        if "$ref" in choice:
            found: dict[str, Any] = whole["$defs"][choice["$ref"].rpartition("/")[2]]
            return found
    return next((choice for choice in shape.get("anyOf", ()) if choice.get("type") != "null"), shape)


@cache
def _shape() -> dict[str, Any]:
    return PolicyDocument.model_json_schema(by_alias=True)
