"""What somebody typed when it could not be sent in any more: nothing is lost, and all of it can be copied."""

import json
from collections.abc import Iterable, Iterator

from blocks.editing.meanwhile import LISTED
from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.limits import VIEW_BLOCKS, VIEW_BYTES
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
MOST_BYTES = VIEW_BYTES // 2
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
        "elements": [_shows(token, 0, SHOW, "Show what I had typed, to copy it")],
    }


def _shows(token: str, page: int, face: str, label: str) -> Block:
    return button(ids.EDIT_SHOW_TYPED, face, ids.button_value(token, page), label)


def typed_window(edit: Edit, hints: CardHints, page: int = 0) -> View:
    """All that the edit holds: what was changed, the reason, the payload as it would have been sent; page by page."""
    pages = list(_pages(_blocks(edit, hints)))
    page = min(page, len(pages) - 1)
    blocks = list(pages[page])
    if page + 1 < len(pages):
        more = _shows(edit.token, page + 1, f"Next ▶ (page {page + 2:,} of {len(pages):,})", "Next page")
        blocks.append({"type": "actions", "block_id": "typed", "elements": [more]})
    return modal(ids.DETAILS_VIEW, "What you had typed", blocks, "")


def _pages(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks, as many at a time as a window holds."""
    kept: list[Block] = []
    used = 0
    for block in blocks:
        size = len(json.dumps(block))
        if kept and (len(kept) >= MOST or used + size > MOST_BYTES):
            yield kept
            kept, used = [], 0
        kept.append(block)
        used += size
    yield kept


def _blocks(edit: Edit, hints: CardHints) -> Iterator[Block]:
    made = payload_changes(edit.base, edit.working.value)
    told = [line(part(text)) for text in change_lines(made[:LISTED], hints)]
    if told:
        yield rich_text("changes", [line(part("You had changed:", bold=True)), bullets(told)])
    for number, (name, text) in enumerate(_texts(edit, hints)):
        yield rich_text(f"name.{number}", [line(part(name, bold=True))])
        yield from (_copyable(f"text.{number}.{index}", piece) for index, piece in enumerate(pieces(text, PIECE)))


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
