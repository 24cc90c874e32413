"""Entries of lists removed, added and moved, and whole values left out."""

from msgspec import Struct
from msgspec.structs import replace

from oversight.editing.form.field import ABSENT
from oversight.editing.form.form import Form
from oversight.editing.form.place import place_at
from oversight.editing.form.working import Shift, Working, forgotten, renamed, with_value
from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path
from oversight.policy.payload_schema.description.description import Description


class Added(Struct, frozen=True):
    """A list with one entry more."""

    working: Working
    path: Path
    """Of the new entry."""


def removed(working: Working, path: Path) -> Working:
    """Without this entry of a list."""
    entries, position = _list_of(working, path)
    if entries is None:
        return working
    order = [index for index in range(len(entries)) if index != position]
    return _in_order(working, path[:-1], entries, order)


def moved(working: Working, path: Path, by: int) -> Working:
    """With this entry of a list further up (-1) or down (+1)."""
    entries, position = _list_of(working, path)
    if entries is None or not 0 <= position + by < len(entries):
        return working
    order = list(range(len(entries)))
    order.insert(position + by, order.pop(position))
    return _in_order(working, path[:-1], entries, order)


def added(form: Form, working: Working, path: Path) -> Added:
    """With an empty entry at the end of this list: nothing in it is filled in."""
    place = place_at(form, working, path)
    entries = place.value if isinstance(place.value, list) else []
    first = place.of.first_items
    schema = first[len(entries)] if len(entries) < len(first) else place.of.items
    entry = start_value(form.described(schema), like=entries[-1] if entries else ABSENT)
    return Added(with_value(working, place.path, [*entries, entry]), (*place.path, len(entries)))


def cleared(form: Form, working: Working, path: Path) -> Working:
    """With this value left out where it may be absent, else null."""
    place = place_at(form, working, path)
    may_go = place.is_named and not place.is_required
    if not may_go and not place.is_nullable:
        return working
    return forgotten(with_value(working, place.path, None if place.is_nullable else ABSENT), place.path)


def start_value(of: Description, like: Json = ABSENT) -> Json:
    """What a value is before anybody has filled it in; ``like`` tells what it is where no schema does."""
    match of.type:
        case "object":
            return {}
        case "array":
            return []
        case "string" if not of.choices:
            return ""
        case None if not of.branches and not of.choices:
            return {} if isinstance(like, dict) else [] if isinstance(like, list) else None
        case _:
            return None


def _list_of(working: Working, path: Path) -> tuple[list[Json] | None, int]:
    entries, position = working.at(path[:-1]), path[-1] if path else ""
    if isinstance(entries, list) and isinstance(position, int) and 0 <= position < len(entries):
        return entries, position
    return None, 0


def _in_order(working: Working, path: Path, entries: list[Json], order: list[int]) -> Working:
    """With the entries in this order; what was typed and chosen in them goes with them."""
    done = len(working.shifts)
    shifted = replace(working, shifts=(*working.shifts, Shift(json_path(path), tuple(order))))
    followed = renamed(shifted, lambda known: shifted.path_now(known, done))
    return with_value(followed, path, [entries[old] for old in order])
