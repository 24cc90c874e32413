"""One document of schemas, and what it says of each value."""

from collections.abc import Mapping
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from oversight.action.refusal import Detail
from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import Path, levels, walk
from oversight.policy.payload_schema.description.branches import described_branches
from oversight.policy.payload_schema.description.description import Description
from oversight.policy.payload_schema.description.merging import UNIONS, merged
from oversight.policy.payload_schema.drafts import DRAFT_2020, draft_of
from oversight.policy.payload_schema.effort import Effort
from oversight.policy.payload_schema.payload_schema import AT_MOST, LISTED, TO_LIST, compiled, problem_of
from oversight.policy.payload_schema.references import REFERENCES, References

_HERE = "urn:sayso:type"
_UNIONS = ("oneOf", "anyOf")
_BESIDE_REF = ("title", "description")


class Schemas:
    """Describes values; everything is worked out when it is first asked for."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self.root = root
        self._draft = draft_of(root) or DRAFT_2020
        self._references = References(root, self._draft)
        self._described: dict[int, tuple[Any, Description]] = {}
        self._fitting: dict[Path, jsonschema_rs.Validator] = {}

    def described(self, schema: Any) -> Description:
        """What this schema, or one made of the document's, says of a value."""
        known = self._described.get(id(schema))
        if known is None:
            # Kept with its schema, so that no other one takes over its identity.
            known = self._described[id(schema)] = (schema, described_branches(self.flat(schema), self.flat))
        return known[1]

    def flat(self, schema: Any, seen: frozenset[int] = frozenset()) -> dict[str, Any]:
        """The schema in one piece: references followed, ``allOf`` merged, its unions side by side."""
        if not isinstance(schema, dict) or id(schema) in seen:
            return {}
        seen |= {id(schema)}
        targets = list(self._references.of(schema))
        own = {key: value for key, value in schema.items() if key not in {*REFERENCES, *_UNIONS, "allOf"}}
        unions = [schema[name] for name in _UNIONS if isinstance(schema.get(name), list)]
        parts = schema.get("allOf")
        if targets and self._draft.ignores_beside_ref:
            own, unions, parts = {key: own[key] for key in _BESIDE_REF if key in own}, [], None
        if unions:
            own[UNIONS] = [*schema.get(UNIONS, ()), *unions]
        for part in (*targets, *(parts if isinstance(parts, list) else ())):
            own = merged(own, self.flat(part, seen))
        return own

    def fits(self, schema: Any, value: Json) -> bool:
        """Whether the validator takes the value for this schema of the document; no where asking takes too long."""
        validator = self._validator(schema, value)
        return validator is not None and validator.is_valid(value)

    def problems(self, schema: Any, value: Json) -> list[Detail]:
        """What of the value does not fit this schema of the document; empty, too, where listing it takes too long."""
        validator = self._validator(schema, value)
        if validator is None or max(self._effort.to_say_what_is_wrong) * _count(value) > TO_LIST:
            return []
        return [problem_of(error) for error in islice(validator.iter_errors(value), LISTED)]

    def _validator(self, schema: Any, value: Json) -> "jsonschema_rs.Validator | None":
        """The validator of a part of the document; None where it takes too long to ask it about the value."""
        path = self._paths.get(id(schema))
        if path is None or self._effort.to_say_yes_or_no * _count(value) > AT_MOST:
            return None
        if path not in self._fitting:
            asked = {key: self.root[key] for key in ("$schema",) if key in self.root} | {"$ref": _address(path)}
            self._fitting[path] = compiled(asked, self._draft, lambda _: self.root)
        return self._fitting[path]

    @cached_property
    def _paths(self) -> dict[int, Path]:
        """Where in the document each schema stands, by its identity."""
        return {id(value): path for path, value in walk(self.root) if isinstance(value, dict)}

    @cached_property
    def _effort(self) -> Effort:
        return Effort(self.root, self._draft)

    def property(self, of: Description, key: str) -> Any:
        """The schema of an object's key; True where nothing is said of it."""
        if key in of.properties:
            return of.properties[key]
        patterns = of.keywords.get("patternProperties")
        for pattern, schema in patterns.items() if isinstance(patterns, dict) else ():
            if jsonschema_rs.is_valid({"pattern": pattern}, key):
                return schema
        return of.keywords.get("additionalProperties", True)


def _count(value: Json) -> int:
    return sum(map(len, levels(value)))


def _address(path: Path) -> str:
    """The address of the part of the document that stands at the path."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return "".join((_HERE, "#", *(f"/{quote(step, safe='~')}" for step in steps)))
