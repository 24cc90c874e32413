"""What a reviewer changed, value by value."""

from oversight.canonical import Json
from oversight.decision import FieldChange


def payload_changes(before: Json, after: Json, path: str = "$") -> tuple[FieldChange, ...]:
    """Every differing value with its JSON path, in document order; equal values give nothing."""
    if isinstance(before, dict) and isinstance(after, dict):
        changes: list[FieldChange] = []
        for key, old in before.items():
            if key in after:
                changes += payload_changes(old, after[key], f"{path}.{key}")
            else:
                changes.append(FieldChange(f"{path}.{key}", old, None, "removed"))
        changes += [FieldChange(f"{path}.{key}", None, new, "added") for key, new in after.items() if key not in before]
        return tuple(changes)
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return tuple(
            change
            for index, (old, new) in enumerate(zip(before, after, strict=True))
            for change in payload_changes(old, new, f"{path}[{index}]")
        )
    same = type(before) is type(after) and before == after
    return () if same else (FieldChange(path, before, after, "changed"),)
