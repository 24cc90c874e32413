"""What a policy says of cards without effect: keys that no payload has, and leave to see what nobody may see."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from oversight.exact_json.walk import Path, value_at
from oversight.policy.file.fault import PolicyFault
from oversight.policy.payload_schema.description.description import Description
from oversight.policy.payload_schema.description.schemas import Schemas
from oversight.policy.policy import Policy

MOST_LEVELS = 12
MOST_PLACES = 2_000
"""What lies deeper, or is more, is not looked at: then nobody knows."""
ALIKE = 0.85
"""How alike two keys are that may have been mixed up."""

_ANOTHER_KEY = "Write a key that the schema has; leave it so if the context has it"


def card_warnings(policy: Policy, raw: Any) -> Iterator[PolicyFault]:
    """Each such entry of the policy that was read from this document."""
    for known in policy.action_types.values():
        at: Path = ("action_types", known.name, "card")
        if known.schema is not None:
            schemas = Schemas(known.schema.raw)
            for index, name in enumerate(known.card.redact):
                if fault := _without_effect(schemas, name, (*at, "redact", index)):
                    yield fault
        if known.card.reveal and not known.card.redact:
            yield PolicyFault(
                (*at, "reveal"), "nothing of this type is hidden", "Name what to hide under redact, or remove reveal"
            )
        elif value_at(raw, (*at, "reveal")) == []:
            yield PolicyFault(
                (*at, "reveal"), "it names nobody, so nobody sees what is hidden", "Name people or groups, or remove it"
            )


def _without_effect(schemas: Schemas, name: str, path: Path) -> PolicyFault | None:
    """The warning that no payload has such a key, or that it looks misspelt; None where nobody can know."""
    search = _Search(schemas, name.casefold())
    if search.finds():
        return None
    alike = {_plain(key): key for key in search.keys}
    near = get_close_matches(_plain(name.rpartition(".")[2]), alike, n=1, cutoff=ALIKE)
    if not search.is_open:
        fix = (
            f"Did you mean {alike[near[0]]}"
            if near
            else "Write a key that the schema has; leave it so if the context has it"
        )
        return PolicyFault(path, f"no payload of this type can have {name!r}, so nothing of it is hidden", fix)
    if near:
        return PolicyFault(
            path, f"the schema of this type does not name {name!r}", f"Did you mean {alike[near[0]]}? Else leave it so"
        )
    return None


def _plain(key: str) -> str:
    return "".join(filter(str.isalnum, key)).casefold()


@dataclass
class _Search:
    """Looks for a key that is hidden among all that a schema names."""

    schemas: Schemas
    name: str
    keys: set[str] = field(default_factory=set)
    """Those that were met."""
    is_open: bool = False
    """Whether payloads may have others than the schema names."""

    def finds(self) -> bool:
        """Whether the schema names such a key."""
        seen: set[tuple[int, Path]] = set()
        waiting: list[tuple[Path, Any]] = [((), self.schemas.root)]
        while waiting:
            path, schema = waiting.pop()
            if not isinstance(schema, dict) or len(path) > MOST_LEVELS or len(seen) > MOST_PLACES:
                self.is_open = self.is_open or schema is not False
                continue
            if (id(schema), path) in seen:
                continue
            seen.add((id(schema), path))
            of = self.schemas.described(schema)
            for shape in (of, *(self.schemas.described(branch.schema) for branch in of.branches)):
                self.is_open = self.is_open or _takes_others(shape)
                self.keys |= set(shape.properties)
                below = [((*path, key), inner) for key, inner in shape.properties.items()]
                if any(self._is_meant(here) for here, _ in below):
                    return True
                waiting += [*below, *((path, inner) for inner in (*shape.first_items, *_other_items(shape)))]
        return False

    def _is_meant(self, path: Path) -> bool:
        """Whether redaction by this name hides what is at this path, which has no positions in it."""
        keys = [str(key).casefold() for key in path]
        return self.name in (keys[-1], ".".join(keys))


def _other_items(of: Description) -> tuple[Any, ...]:
    return (of.items,) if of.type == "array" else ()


def _takes_others(of: Description) -> bool:
    """Whether such a value may hold keys that the schema does not name."""
    if of.type == "object":
        closed = any(of.keywords.get(name) is False for name in ("additionalProperties", "unevaluatedProperties"))
        return not closed or "patternProperties" in of.keywords
    return of.type is None and not of.choices and not of.branches
