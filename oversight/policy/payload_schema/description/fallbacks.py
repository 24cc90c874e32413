"""Which values of a type a form cannot show, so that they are edited as text."""

from collections.abc import Iterator
from typing import Any

from oversight.exact_json.walk import Path
from oversight.policy.payload_schema.description.description import Description
from oversight.policy.payload_schema.description.schemas import Schemas

MOST_FIELDS = 100
"""Fields and rows of one object or list; with more it is edited as text."""
MOST_LEVELS = 8
"""What holds values at a deeper level is edited as text."""
ENTRY = "[]"
"""A step of a path: any entry of a list."""


def text_fallbacks(schemas: Schemas) -> Iterator[tuple[Path, str]]:
    """Each value that falls back to text, with why; of a schema that is used in several places only the first."""
    seen: set[int] = set()
    waiting: list[tuple[Path, Any]] = [((), schemas.root)]
    while waiting:
        path, schema = waiting.pop(0)
        if not isinstance(schema, dict) or id(schema) in seen:
            continue
        seen.add(id(schema))
        of = schemas.described(schema)
        if why := _why(schemas, of, path):
            yield path, why
            continue
        for shape in (of, *(schemas.described(branch.schema) for branch in of.branches)):
            waiting += [((*path, key), inner) for key, inner in shape.properties.items()]
            waiting += [((*path, ENTRY), inner) for inner in (*shape.first_items, shape.items)]


def _why(schemas: Schemas, of: Description, path: Path) -> str:
    if of.type is None and not of.choices and not of.branches and path:
        return "may be anything"
    if any(schemas.described(branch.schema).branches for branch in of.branches):
        return "may have one of several shapes in each of several shapes"
    if len(of.properties) > MOST_FIELDS:
        return f"has {len(of.properties)} keys, and a form shows {MOST_FIELDS} at a place"
    if len(path) >= MOST_LEVELS and of.type in ("object", "array"):
        return f"holds values more than {MOST_LEVELS} levels deep"
    return ""
