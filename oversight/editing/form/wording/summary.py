"""What can be seen in an object or a list, on one line; values that cards hide are masked."""

from oversight.editing.form.field import ABSENT
from oversight.editing.form.wording.numbers import number_text
from oversight.editing.redaction import redacted
from oversight.exact_json.canonical import Json
from oversight.exact_json.unseen import spell_unseen
from oversight.exact_json.walk import Path
from oversight.policy import CardHints

LONGEST = 120
_VALUE = 40
_PARTS = 4


def summary(value: Json, hints: CardHints, path: Path) -> str:
    """Its first few values, with their keys."""
    if value is ABSENT:
        return "Left out"
    return _shortened(_said(_few(value, hints, path)), LONGEST)


def _few(value: Json, hints: CardHints, path: Path) -> Json:
    """As much of it as can be told, masked."""
    if isinstance(value, dict):
        return {key: redacted(value[key], hints, (*path, key)) for key in list(value)[:_PARTS]}
    return value if isinstance(value, list) else redacted(value, hints, path)


def _said(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return number_text(value)
        case str():
            return spell_unseen(" ".join(value[: _VALUE * 4].split())) or "(empty)"
        case list():
            return f"{len(value):,} {'entry' if len(value) == 1 else 'entries'}"
        case _:
            parts = (f"{key}: {_shortened(_inner(inner), _VALUE)}" for key, inner in value.items())
            return " · ".join(parts) or "Nothing in it yet"


def _inner(value: Json) -> str:
    return f"{len(value):,} {'field' if len(value) == 1 else 'fields'}" if isinstance(value, dict) else _said(value)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
