"""One row of a form: what it leads to, and what can be done with it."""

import json

from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.limits import OPTION_TEXT, PRIVATE_METADATA
from blocks.kit.message import Block
from blocks.kit.text import plain, shorten, shown, shown_start
from oversight.editing.form.page import Row, RowKind
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path

LABEL, SUMMARY, HINT = 150, 300, 200
LONGEST_PATH = PRIVATE_METADATA // 2
"""A window takes the path of its page along; what has a longer one is edited in the text of something above it."""
_WORDS = {
    ids.OPEN_CHOICE: "Edit",
    ids.ADD_CHOICE: "Add an entry",
    ids.UP_CHOICE: "Move up",
    ids.DOWN_CHOICE: "Move down",
    ids.REMOVE_CHOICE: "Remove",
    ids.EMPTY_CHOICE: "Empty it",
}


def row_block(row: Row, drawn: int) -> Block:
    """The row with its button, or with a menu where more than one thing can be done with it."""
    name = shorten(shown(row.label), LABEL) or "Payload"
    block: Block = {
        "type": "section",
        "block_id": f"row.{ids.item_id(row.path)}.{drawn}",
        "text": plain(f"{_words(row, name)}\n{shown_start(row.hint, HINT)}" if row.hint else _words(row, name)),
        "expand": True,
    }
    accessory = _accessory(row, name)
    return block | ({"accessory": accessory} if accessory else {})


def choices_of(row: Row) -> list[str]:
    """What can be done with the row, most usual first."""
    may_open = row.kind is not RowKind.KEPT and fits_a_window(row.path)
    offered = (
        (ids.OPEN_CHOICE, may_open and not (row.kind is RowKind.LIST and row.is_absent and row.may_add)),
        (ids.ADD_CHOICE, row.may_add and may_open),
        (ids.UP_CHOICE, row.may_move_up),
        (ids.DOWN_CHOICE, row.may_move_down),
        (ids.REMOVE_CHOICE, row.is_entry),
        (ids.EMPTY_CHOICE, row.may_clear),
    )
    return [choice for choice, is_offered in offered if is_offered]


def fits_a_window(path: Path) -> bool:
    """Whether a window can take the path along, quoted as it is there."""
    return len(json.dumps(json_path(path), ensure_ascii=False)) <= LONGEST_PATH


def _words(row: Row, name: str) -> str:
    mark = "✏️ " if row.is_changed else ""
    indent = "    " if row.is_entry else ""
    changed = " (changed)" if row.is_changed else ""
    summary = shorten(shown(row.summary), SUMMARY)
    return f"{indent}{mark}{name}{changed}: {summary}" if summary else f"{indent}{mark}{name}{changed}"


def _accessory(row: Row, name: str) -> Block | None:
    choices = choices_of(row)
    if not choices:
        return None
    if len(choices) == 1:
        action_id = ids.EDIT_ADD if choices[0] == ids.ADD_CHOICE else ids.EDIT_OPEN
        if choices[0] in (ids.OPEN_CHOICE, ids.ADD_CHOICE):
            words = _WORDS[choices[0]]
            return button(action_id, words, ids.item_id(row.path), f"{words}: {name}")
    return {
        "type": "overflow",
        "action_id": ids.EDIT_ROW_MENU,
        "options": [
            {"text": plain(_WORDS[choice], OPTION_TEXT), "value": ids.row_value(choice, row.path)} for choice in choices
        ],
    }
