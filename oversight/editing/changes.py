"""What a reviewer changed, value by value."""

from collections.abc import Iterator

from oversight.action.decision import ChangeKind, FieldChange
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path


def payload_changes(before: Json, after: Json) -> tuple[FieldChange, ...]:
    """Every differing value with its JSON path, in document order; values with one digest give nothing."""
    return tuple(_changes(before, after, ()))


def _changes(before: Json, after: Json, path: Path) -> Iterator[FieldChange]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key, old in before.items():
            if key in after:
                yield from _changes(old, after[key], (*path, key))
            else:
                yield FieldChange(json_path((*path, key)), old, None, ChangeKind.REMOVED)
        for key, new in after.items():
            if key not in before:
                yield FieldChange(json_path((*path, key)), None, new, ChangeKind.ADDED)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for position, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _changes(old, new, (*path, position))
    elif canonical(before) != canonical(after):
        yield FieldChange(json_path(path), before, after, ChangeKind.CHANGED)
