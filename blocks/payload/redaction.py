"""Which JSON paths, spelled as text, lead to what the policy keeps off every card."""

from oversight.editing.masked import visible_steps
from oversight.editing.redaction import redacts
from oversight.exact_json.json_path import json_path, read_json_path
from oversight.policy import CardHints


def redacts_json_path(hints: CardHints, path: str) -> bool:
    """Whether a value is kept off cards, by its JSON path such as ``$.payment[0].card_number``."""
    return redacts(hints, read_json_path(path))


def visible_path(hints: CardHints, path: str) -> str:
    """A JSON path as far as cards go: up to the first key whose value they hide."""
    return json_path(visible_steps(hints, read_json_path(path)))
