"""The window of a draft that no longer waits for this person: why, and every text of theirs that is not in it."""

from collections.abc import Iterator

from blocks.card.drafting_words import block_label, source_of
from blocks.card.title import title
from blocks.drafting.paging import Item, pages
from blocks.drafting.shown_draft import ShownDraft
from blocks.drafting.window import CHARACTERS, NAME_OF_WINDOW, page_turns, text_items
from blocks.kit import ids
from blocks.kit.message import View
from blocks.kit.modal import modal
from blocks.kit.rich_text import date_part, line, part, rich_text
from blocks.kit.text import shorten, shown
from oversight.action.draft import Draft
from oversight.action.finished_draft import text_digest
from oversight.editing.draft.final_text import final_text
from oversight.editing.draft.work import Piece
from oversight.policy import CardHints

ITEMS = 12
WHY = 300
HIDDEN = (
    "✋ The policy hides the text of this draft by now, so it cannot be finished here. What people wrote is kept. "
    "Reject it, so that it is proposed anew."
)
UNUSED = "✋ What you wrote and is not in the text. Copy it now: it is kept until an hour after the decision."


def over_window(shown_draft: ShownDraft, why: str, page: int, private_metadata: str, hints: CardHints) -> View:
    """This page of the window; ``why`` says why nothing can be changed here any more."""
    made = pages(_items(shown_draft), ITEMS, CHARACTERS)
    number = min(max(page, 1), len(made))
    since = f"over.{shown_draft.work.version}"
    said = f"✋ This draft no longer waits for you. {shorten(shown(why), WHY)}"
    head = [line(part(title(shown_draft.action, hints), bold=True)), line(part(said, bold=True))]
    blocks = [rich_text(f"draft_why.{since}", head)]
    blocks += [block for item in made[number - 1] for block in item.blocks]
    blocks += page_turns(number, len(made), since)
    return modal(ids.DRAFT_VIEW, NAME_OF_WINDOW, blocks, private_metadata)


def hidden_window(shown_draft: ShownDraft, private_metadata: str, hints: CardHints) -> View:
    """The window where the policy has come to hide the text: nobody can finish what nobody may read."""
    head = [line(part(title(shown_draft.action, hints), bold=True)), line(part(HIDDEN))]
    blocks = [rich_text(f"draft_hidden.{shown_draft.work.version}", head)]
    return modal(ids.DRAFT_VIEW, NAME_OF_WINDOW, blocks, private_metadata)


def _items(shown_draft: ShownDraft) -> Iterator[Item]:
    unused = list(_unused(shown_draft))
    if unused:
        yield _said("draft_kept", UNUSED)
    for number, (block, text) in enumerate(unused):
        piece = shown_draft.work.piece(block)
        label = block_label(shown_draft.draft, piece) if piece else block
        at = [part(" · "), date_part(piece.at)] if piece and piece.at else []
        heading = rich_text(f"draft_mine.{number}", [line(part(f"Block {label}", bold=True), *at)])
        yield Item([heading])
        yield from text_items(text, f"draft_mine_text.{number}")
    finished = shown_draft.action.version.draft
    text = finished.text if finished else final_text(shown_draft.draft, shown_draft.work)
    yield _said("draft_left", "The final text" if finished else "The draft as it was left")
    yield from text_items(text, "draft_left_text")


def _unused(shown_draft: ShownDraft) -> Iterator[tuple[str, str]]:
    """The person's own texts that are not in the final text: those that came too late, and those not taken."""
    finished = shown_draft.action.version.draft
    digests = {block.digest for block in finished.provenance if not block.dropped} if finished else set()
    for aside in shown_draft.work.set_aside:
        if aside.by.id == shown_draft.reader:
            yield aside.block, aside.text
    for piece in shown_draft.work.pieces if finished else ():
        is_own = piece.author is not None and piece.author.by.id == shown_draft.reader
        if is_own and _is_typed(shown_draft.draft, piece) and text_digest(piece.text) not in digests:
            yield piece.id, piece.text


def _is_typed(draft: Draft, piece: Piece) -> bool:
    """Whether its text is none of those that the agent prepared."""
    block = source_of(draft, piece)
    return bool(piece.text) and (block is None or piece.text not in (block.text, *block.alternatives))


def _said(block_id: str, words: str) -> Item:
    return Item([rich_text(block_id, [line(part(words, bold=True))])])
