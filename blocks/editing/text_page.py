"""A page of the text editor: what fits no form, or what somebody would rather edit as text."""

from blocks.editing.frame import FEW, EditFrame, alert, back, closing, edit_window, opening, turning
from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.limits import INPUT_VALUE
from blocks.kit.message import Block, View
from blocks.kit.text import escaped_length, plain, shown
from oversight.editing.form.page import TextPage
from oversight.editing.form.problems import by_place

SUBTREE, WHOLE, LONG = "Value (JSON)", "Payload (JSON)", "Text"


def text_modal(page: TextPage, frame: EditFrame, private_metadata: str) -> View:
    """The window of this page; what was typed into other pages of the same text is kept."""
    blocks = opening(frame, page.crumbs, page.title, page.number, page.pages)
    if wrong := by_place(page, frame.edit.problems).here:
        blocks.append(alert("wrong", "; ".join(map(str, wrong[:FEW]))))
    blocks += [_input(page, index, frame) for index in range(len(page.inputs))]
    ways = [*back(frame, page.depth), *turning(page.number, page.pages)]
    if frame.as_text:
        ways.append(button(ids.EDIT_AS_FORM, "Back to the form", "form", "Back to the form"))
    return edit_window(frame, [*blocks, *closing(frame, ways)], private_metadata)


def _input(page: TextPage, index: int, frame: EditFrame) -> Block:
    number, text = page.first + index, page.inputs[index]
    name = (WHOLE if not page.path else SUBTREE) if page.is_json else LONG
    is_one = page.pages == 1 and len(page.inputs) == 1
    element: Block = {
        "type": "plain_text_input",
        "action_id": ids.TEXT_INPUT,
        "multiline": True,
        "max_length": INPUT_VALUE,
    }
    if text:
        assert escaped_length(text) <= INPUT_VALUE, "a text is cut so that each piece fits"
        element["initial_value"] = text
    block: Block = {
        "type": "input",
        "block_id": ids.text_block(page.path, number, page.count, frame.edit.drawn),
        "label": plain(name if is_one else f"{name}, part {number + 1:,}"),
        "element": element,
        "optional": True,
    }
    return block | ({"hint": plain(shown(page.hint))} if page.hint and not index else {})
