"""A place in the working value, with what the schema says of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from oversight.editing.form.field import ABSENT
from oversight.editing.form.form import Form
from oversight.editing.form.inference import described_by, shared_keys
from oversight.editing.form.working import Working
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path
from oversight.policy.payload_schema.description.choosing import chosen_branch
from oversight.policy.payload_schema.description.description import Branch, Description
from oversight.policy.payload_schema.description.fallbacks import MOST_FIELDS


@dataclass(frozen=True, slots=True)
class Place:
    """One value, or the lack of one."""

    path: Path
    value: Json
    of: Description
    """What is said of it, in the branch that it has."""
    is_required: bool = True
    union: Description | None = None
    """Where there are several branches: what is said of all."""
    branch: Branch | None = None
    like: Mapping[str, Json] = field(default_factory=dict)
    """Where no schema names the keys of an entry: those of the entries beside it."""

    @property
    def is_inferred(self) -> bool:
        """Whether no schema says what it is."""
        return self.of.type is None and not self.of.choices and self.union is None

    @property
    def is_nullable(self) -> bool:
        """Whether null may stand here."""
        return self.of.is_nullable or (self.union is not None and self.union.is_nullable)

    @property
    def is_named(self) -> bool:
        """Whether it stands under a key, so that it can be absent."""
        return bool(self.path) and isinstance(self.path[-1], str)


def place_at(form: Form, working: Working, path: Path) -> Place:
    """The place at the path, or the nearest one above that there is."""
    root = True if form.schemas is None else form.schemas.root
    place = _place(form, working, (), root, working.value, is_required=True)
    for step in path:
        below = step_into(form, working, place, step)
        if below is None:
            return place
        place = below
    return place


def step_into(form: Form, working: Working, place: Place, step: str | int) -> Place | None:
    """The place below, under a key or at a position; None where there cannot be one."""
    path, value, of = (*place.path, step), place.value, place.of
    if isinstance(step, int):
        if not isinstance(value, list) or not 0 <= step < len(value):
            return None
        first = of.first_items
        schema = first[step] if step < len(first) else of.items
        entry = _place(form, working, path, schema, value[step], is_required=True)
        is_open = entry.union is None and not entry.of.properties and isinstance(entry.value, dict)
        return replace(entry, like=shared_keys(value, step)) if is_open else entry
    if isinstance(value, list) or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return None
    inner = value.get(step, ABSENT) if isinstance(value, dict) else ABSENT
    if inner is ABSENT and step not in of.properties:
        return Place(path, ABSENT, described_by(place.like, step), is_required=False) if step in place.like else None
    schema = True if form.schemas is None else form.schemas.property(of, step)
    # Where there is no object, none of its keys has to be there either.
    is_required = step in of.required and isinstance(value, dict)
    return _place(form, working, path, schema, inner, is_required=is_required)


def children(form: Form, working: Working, place: Place) -> Iterator[Place]:
    """The places right below: named keys in the schema's order, then the payload's own; or the entries of a list."""
    steps: list[str | int] = list(range(len(place.value))) if isinstance(place.value, list) else [*keys_of(place)]
    found = (step_into(form, working, place, step) for step in steps)
    return (below for below in found if below is not None and not _says_the_branch(place, below))


def _says_the_branch(place: Place, below: Place) -> bool:
    """Whether it is only the word for the shape that the object has, which is chosen above its fields."""
    tags = {} if place.branch is None else place.branch.tags
    values = tags.get(str(below.path[-1]), ())
    return (
        below.is_required
        and len(values) == 1
        and below.value is not ABSENT
        and canonical(values[0]) == canonical(below.value)
    )


def keys_of(place: Place) -> list[str]:
    """The keys that a form of the object shows; those that may be absent are left out where there are too many."""
    there = place.value if isinstance(place.value, dict) else {}
    keys = list(dict.fromkeys([*place.of.properties, *there, *place.like]))
    if len(keys) <= MOST_FIELDS:
        return keys
    return [key for key in keys if key in there or key in place.of.required]


def _place(form: Form, working: Working, path: Path, schema: Any, value: Json, *, is_required: bool) -> Place:
    of = form.described(schema)
    if not of.branches or form.schemas is None:
        return Place(path, value, of, is_required)
    key = working.chosen.get(json_path(path))
    branch = next((branch for branch in of.branches if branch.key == key), None)
    if branch is None and value is not ABSENT and value is not None:
        branch = chosen_branch(of, value, form.schemas.fits)
    return Place(path, value, of if branch is None else form.described(branch.schema), is_required, of, branch)
