"""What Slack fills in when it stores blocks: missing ids and the defaults of text objects."""

import copy
import secrets
from typing import Any

from sandbox.validation.inside import elements_of, every_block

_ID_BYTES = 4
_INTERACTIVE_EXCEPT = {"image", "plain_text", "mrkdwn"}


def filled_in(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A copy of the blocks in which every block has a `block_id` and every element an `action_id`."""
    stored = copy.deepcopy(blocks)
    for _, block in every_block(stored):
        block["block_id"] = block.get("block_id") or secrets.token_urlsafe(_ID_BYTES)
        for _, element in elements_of(block):
            if element.get("type") not in _INTERACTIVE_EXCEPT:
                element["action_id"] = element.get("action_id") or secrets.token_urlsafe(_ID_BYTES)
    _fill_texts(stored)
    return stored


def _fill_texts(value: Any) -> None:
    if isinstance(value, list):
        for entry in value:
            _fill_texts(entry)
    elif isinstance(value, dict):
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        for entry in list(value.values()):
            _fill_texts(entry)
