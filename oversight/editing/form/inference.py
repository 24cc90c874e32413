"""What can be told of values that no schema describes: by themselves, and by the entries beside them."""

from collections.abc import Mapping

from oversight.exact_json.canonical import Json
from oversight.policy.payload_schema.description.description import Description

_SIBLINGS = 20
"""Entries of a list that are looked at to see what another one may hold."""


def own_type(value: Json) -> str:
    """What a value is by itself; without a schema no number has to stay whole."""
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def shared_keys(entries: list[Json], position: int) -> dict[str, Json]:
    """The keys of the entries beside this one, each with a value that it has there; null tells nothing."""
    found: dict[str, Json] = {}
    for index, entry in enumerate(entries[:_SIBLINGS]):
        if index != position and isinstance(entry, dict):
            found.update((key, value) for key, value in entry.items() if found.get(key) is None)
    return {key: value for key, value in found.items() if value is not None}


def described_by(like: Mapping[str, Json], key: str) -> Description:
    """A value that is not there, as one of the kind that it has elsewhere."""
    return Description(type=own_type(like[key]))
