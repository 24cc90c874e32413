"""What somebody typed when it could not be sent in any more: nothing is lost, and all of it can be copied."""

from collections.abc import Iterator

from blocks.editing.meanwhile import LISTED
from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.limits import VIEW_BLOCKS
from blocks.kit.message import Block, View
from blocks.kit.modal import modal
from blocks.kit.plain_words import words_alone
from blocks.kit.rich_text import bullets, line, part, rich_text
from blocks.kit.text import pieces
from blocks.payload.changes import change_lines
from blocks.refusal import refusal_text
from oversight.action.refusal import Refusal
from oversight.editing.changes import payload_changes
from oversight.editing.edit import Edit
from oversight.editing.form.pieces import joined
from oversight.editing.form.text import json_text
from oversight.editing.redaction import redacted
from oversight.policy import CardHints

PIECE = 2_500
MOST = VIEW_BLOCKS - 10
SHOW = "Show what I had typed"
KEPT = "What you typed is kept for an hour after you last changed it."


def refused_window(refusal: Refusal, edit: Edit) -> View:
    """Why an edit cannot be sent in any more, with a way to what was typed."""
    said = [*words_alone(refusal_text(refusal)), *words_alone(KEPT)]
    blocks = [{**block, "block_id": f"said.{index}"} for index, block in enumerate(said)]
    blocks.append(show_typed(edit.token))
    return modal(ids.DETAILS_VIEW, "Not sent", blocks, "")


def show_typed(token: str) -> Block:
    """The button that shows what was typed."""
    return {
        "type": "actions",
        "block_id": "typed",
        "elements": [button(ids.EDIT_SHOW_TYPED, SHOW, token, "Show what I had typed, to copy it")],
    }


def typed_window(edit: Edit, hints: CardHints) -> View:
    """All that the edit holds: what was changed, the reason, the payload as it would have been sent."""
    made = payload_changes(edit.base, edit.working.value)
    told = [line(part(text)) for text in change_lines(made[:LISTED], hints)]
    blocks = [rich_text("changes", [line(part("You had changed:", bold=True)), bullets(told)])] if told else []
    for number, (name, text) in enumerate(_texts(edit, hints)):
        blocks.append(rich_text(f"name.{number}", [line(part(name, bold=True))]))
        blocks += [_copyable(f"text.{number}.{index}", piece) for index, piece in enumerate(pieces(text, PIECE))]
    if len(blocks) > MOST:
        left = len(blocks) - MOST
        blocks = [*blocks[:MOST], rich_text("left", [line(part(f"and {left:,} more parts that do not fit here"))])]
    return modal(ids.DETAILS_VIEW, "What you had typed", blocks, "")


def _texts(edit: Edit, hints: CardHints) -> Iterator[tuple[str, str]]:
    if edit.reason:
        yield "Why", edit.reason
    for path, typed in edit.working.unread.items():
        if typed:
            yield f"{path}, not read yet", typed
    for path, text in edit.working.texts.items():
        yield f"{path}, not read yet", joined(text)
    yield "The payload, with your changes", json_text(redacted(edit.working.value, hints))


def _copyable(block_id: str, text: str) -> Block:
    preformatted = {"type": "rich_text_preformatted", "elements": [part(text)]}
    return {"type": "rich_text", "block_id": block_id, "elements": [preformatted]}
