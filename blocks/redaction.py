"""What the policy keeps off every card: values under redacted keys, wherever they stand and however they are cased."""

import re

from oversight.exact_json.canonical import Json
from oversight.policy import CardHints

REDACTED = "[redacted]"

NO_HINTS = CardHints()

_STEP = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]*)|\['((?:\\.|[^'\\])*)'\]", re.DOTALL)
"""A key in a JSON path, plain or quoted; see :mod:`oversight.exact_json.json_path`. Places in lists redact nothing."""


def redacts(hints: CardHints, *path: str) -> bool:
    """Whether a value under these keys is kept off cards: named by its key, a key above it, or the path so far."""
    wanted = {name.casefold() for name in hints.redact}
    keys = [key.casefold() for key in path]
    dotted = {".".join(keys[:length]) for length in range(1, len(keys) + 1)}
    return bool(wanted) and not (wanted.isdisjoint(keys) and wanted.isdisjoint(dotted))


def redacts_json_path(hints: CardHints, path: str) -> bool:
    """The same for a JSON path such as ``$.payment[0].card_number``."""
    return redacts(hints, *(plain or re.sub(r"\\(.)", r"\1", quoted) for plain, quoted in _STEP.findall(path)))


def visible_path(hints: CardHints, path: str) -> str:
    """A JSON path as far as cards go: up to the first key whose value they hide."""
    keys: list[str] = []
    for step in _STEP.finditer(path):
        keys.append(step[1] or re.sub(r"\\(.)", r"\1", step[2]))
        if redacts(hints, *keys):
            return path[: step.end()]
    return path


def redacted(value: Json, hints: CardHints, *path: str) -> Json:
    """The value with ``[redacted]`` in every place that is kept off cards."""
    if redacts(hints, *path):
        return REDACTED
    if isinstance(value, dict):
        return {key: redacted(inner, hints, *path, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [redacted(inner, hints, *path) for inner in value]
    return value


def restored(edited: Json, original: Json, hints: CardHints, *path: str) -> Json:
    """An edited value with the original back in every redacted place that the editor left alone."""
    if redacts(hints, *path):
        return original if edited == REDACTED else edited
    if isinstance(edited, dict) and isinstance(original, dict):
        return {
            key: restored(inner, original[key], hints, *path, key) if key in original else inner
            for key, inner in edited.items()
        }
    if isinstance(edited, list) and isinstance(original, list) and len(edited) == len(original):
        return [restored(one, other, hints, *path) for one, other in zip(edited, original, strict=True)]
    return edited
