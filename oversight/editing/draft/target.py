"""The field of the payload that gets the final text."""

from oversight.action.draft import Draft
from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import read_json_path
from oversight.exact_json.walk import Path, value_at
from oversight.policy.draft_settings import DraftSettings


def target_of(draft: Draft, settings: DraftSettings) -> Path | None:
    """Where the text goes; None where neither the policy nor the draft says it."""
    named = settings.target or draft.target
    return None if named is None else read_json_path(named)


def text_at(payload: Json, path: Path) -> str | None:
    """The text in this field; empty where there is none yet; None where no text can stand there."""
    value = value_at(payload, path)
    if value is None:
        return "" if not path or _holds(value_at(payload, path[:-1]), path[-1]) else None
    return value if isinstance(value, str) else None


def with_text(payload: Json, path: Path, text: str) -> Json:
    """The payload with this text in the field, all else as it was; for a path of which :func:`text_at` is no None."""
    if not path:
        return text
    step, *rest = path
    if isinstance(payload, list):
        assert isinstance(step, int)
        return [with_text(inner, tuple(rest), text) if at == step else inner for at, inner in enumerate(payload)]
    return {**payload, step: with_text(payload.get(step), tuple(rest), text)}


def _holds(parent: Json, step: str | int) -> bool:
    if isinstance(parent, list):
        return isinstance(step, int) and step < len(parent)
    return isinstance(parent, dict) and isinstance(step, str)
