"""What a reviewer changed, value by value."""

from oversight.action.decision import ChangeKind, FieldChange
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.json_path import child


def payload_changes(before: Json, after: Json, path: str = "$") -> tuple[FieldChange, ...]:
    """Every differing value with its JSON path, in document order; values with one digest give nothing."""
    if isinstance(before, dict) and isinstance(after, dict):
        changes: list[FieldChange] = []
        for key, old in before.items():
            if key in after:
                changes += payload_changes(old, after[key], child(path, key))
            else:
                changes.append(FieldChange(child(path, key), old, None, ChangeKind.REMOVED))
        changes += [
            FieldChange(child(path, key), None, new, ChangeKind.ADDED)
            for key, new in after.items()
            if key not in before
        ]
        return tuple(changes)
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return tuple(
            change
            for index, (old, new) in enumerate(zip(before, after, strict=True))
            for change in payload_changes(old, new, child(path, index))
        )
    same = canonical(before) == canonical(after)
    return () if same else (FieldChange(path, before, after, ChangeKind.CHANGED),)
