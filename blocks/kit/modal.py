"""The frame of our modals."""

from blocks.kit.limits import INPUT_VALUE, MODAL_TITLE, PRIVATE_METADATA
from blocks.kit.message import Block, View
from blocks.kit.text import plain


def modal(
    callback_id: str, name: str, blocks: list[Block], private_metadata: str, *, submit: str | None = None
) -> View:
    """A modal; without ``submit`` it can only be closed."""
    assert len(private_metadata) <= PRIVATE_METADATA, "private metadata holds ids only"
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(name, MODAL_TITLE),
        "close": plain("Cancel" if submit else "Close", MODAL_TITLE),
        "private_metadata": private_metadata,
        "blocks": blocks,
    }
    return view | ({"submit": plain(submit, MODAL_TITLE)} if submit else {})


def text_input(block_id: str, action_id: str, label: str, *, optional: bool, value: str = "", hint: str = "") -> Block:
    """A field for several lines of text."""
    element: Block = {"type": "plain_text_input", "action_id": action_id, "multiline": True, "max_length": INPUT_VALUE}
    if value:
        element["initial_value"] = value
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    block["optional"] = optional
    return block | ({"hint": plain(hint)} if hint else {})
