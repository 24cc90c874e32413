"""What a reviewer changed, value by value.

In a list, entries are aligned: what is gone is told by the position that it had, everything else
by the position that it has now. Applied in that order, removals from the end first, then additions, then changes, they
make the new list of the old one.
"""

from collections import Counter
from collections.abc import Iterator

from oversight.action.decision import ChangeKind, FieldChange
from oversight.editing.alignment import aligned
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path

_MOST_TO_ALIGN = 2_000
"""Entries of a list that is aligned; a longer one is told position by position, or whole where its length changed."""


def payload_changes(before: Json, after: Json) -> tuple[FieldChange, ...]:
    """Every differing value with its JSON path, in document order; values with one digest give nothing."""
    return tuple(_changes(before, after, ()))


def _changes(before: Json, after: Json, path: Path) -> Iterator[FieldChange]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key, old in before.items():
            if key in after:
                yield from _changes(old, after[key], (*path, key))
            else:
                yield _removed((*path, key), old)
        for key, new in after.items():
            if key not in before:
                yield _added((*path, key), new)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _in_list(before, after, path)
    elif canonical(before) != canonical(after):
        yield FieldChange(json_path(path), before, after, ChangeKind.CHANGED)


def _in_list(before: list[Json], after: list[Json], path: Path) -> Iterator[FieldChange]:
    is_long = max(len(before), len(after)) > _MOST_TO_ALIGN
    if _only_moved(before, after) or (is_long and len(before) != len(after)):
        # The same entries in another order are one change of the list, and not a change of each.
        yield FieldChange(json_path(path), before, after, ChangeKind.CHANGED)
    elif is_long:
        for position, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _changes(old, new, (*path, position))
    else:
        found = aligned(before, after)
        yield from (_removed((*path, position), before[position]) for position in found.removed)
        yield from (_added((*path, position), after[position]) for position in found.added)
        for old, new in found.pairs:
            yield from _changes(before[old], after[new], (*path, new))


def _only_moved(before: list[Json], after: list[Json]) -> bool:
    if len(before) != len(after):
        return False
    old, new = list(map(canonical, before)), list(map(canonical, after))
    return old != new and Counter(old) == Counter(new)


def _removed(path: Path, old: Json) -> FieldChange:
    return FieldChange(json_path(path), old, None, ChangeKind.REMOVED)


def _added(path: Path, new: Json) -> FieldChange:
    return FieldChange(json_path(path), None, new, ChangeKind.ADDED)
