"""Which of several shapes a value has."""

from collections.abc import Callable, Mapping
from typing import Any

from oversight.exact_json.canonical import Json, canonical
from oversight.policy.payload_schema.description.description import Branch, Description


def known_type(value: Json) -> str:
    """The JSON type of a value; a whole number is an integer however it is written."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def is_of(value: Json, name: str) -> bool:
    """Whether the value is of the type."""
    known = known_type(value)
    return known == name or (name == "number" and known == "integer")


def chosen_branch(of: Description, value: Json, fits: Callable[[Any, Json], bool]) -> Branch | None:
    """The branch that the value has: by what it is tagged with, then by asking the validator, then by its type."""
    tags = [of.tag] if of.tag is not None else [key for key in of.branches[0].tags if _tells_apart(of, key)]
    if isinstance(value, dict) and tags:
        tagged = [branch for branch in of.branches if _is_tagged(branch, tags, value)]
        if len(tagged) == 1:
            return tagged[0]
    typed = [branch for branch in of.branches if branch.type is None or is_of(value, branch.type)]
    for branch in typed:
        if branch.origin is not None and fits(branch.origin, value):
            return branch
    return typed[0] if len(typed) == 1 else None


def _tells_apart(of: Description, key: str) -> bool:
    """Whether every branch binds the key, and not all to the same values: any other key tells nothing."""
    bound = [{canonical(value) for value in branch.tags.get(key, ())} for branch in of.branches]
    return all(bound) and any(values != bound[0] for values in bound)


def _is_tagged(branch: Branch, tags: list[str], value: Mapping[str, Json]) -> bool:
    return all(key in value and canonical(value[key]) in map(canonical, branch.tags.get(key, ())) for key in tags)
