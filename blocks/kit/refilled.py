"""A window that was sent in, drawn again with what was entered in it, so that nobody has to type it twice."""

from collections.abc import Mapping
from typing import Any

from blocks.kit.message import Block, View
from blocks.kit.plain_words import words_alone

SAID = "said."
"""The prefix of the ids of blocks that show words above a window."""

_KEPT = ("type", "callback_id", "title", "submit", "close", "private_metadata", "clear_on_close", "notify_on_close")
_INITIAL = {
    "value": "initial_value",
    "selected_user": "initial_user",
    "selected_date": "initial_date",
    "selected_date_time": "initial_date_time",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
}


def refilled(view: View, words: str) -> View:
    """The window of a ``view_submission`` with these words above it, in place of any that stood there."""
    values = (view.get("state") or {}).get("values") or {}
    said = [{**block, "block_id": f"{SAID}{index}"} for index, block in enumerate(words_alone(words))]
    before = [block for block in view.get("blocks") or [] if not str(block.get("block_id")).startswith(SAID)]
    blocks = [*said, *(_filled(block, values.get(block.get("block_id")) or {}) for block in before)]
    return {key: view[key] for key in _KEPT if view.get(key) is not None} | {"blocks": blocks}


def _filled(block: Block, values: Mapping[str, Any]) -> Block:
    element = block.get("element")
    entry = values.get(element["action_id"]) if isinstance(element, dict) and "action_id" in element else None
    if not isinstance(element, dict) or not isinstance(entry, dict):
        return block
    filled = {key: value for key, value in element.items() if key not in _INITIAL.values()}
    for key, initial in _INITIAL.items():
        if entered := entry.get(key):
            filled[initial] = _as_offered(entered, element)
    return {**block, "element": filled}


def _as_offered(entered: Any, element: Block) -> Any:
    """The chosen option exactly as the menu offers it, which Slack requires."""
    offered = {option.get("value"): option for option in element.get("options") or []}
    if isinstance(entered, dict):
        return offered.get(entered.get("value"), entered)
    if isinstance(entered, list):
        return [_as_offered(one, element) for one in entered]
    return entered
