"""The draft on a card: how complete it is, what needs a person, and the agent's notes about it; bounded."""

from collections.abc import Iterator
from dataclasses import dataclass

from blocks.card.drafting_words import asked_for, block_label, provenance_words, type_words
from blocks.kit.message import Block
from blocks.kit.rich_text import bullets, line, part, rich_text
from blocks.kit.text import shorten, shown, shown_start
from oversight.action.action import Action
from oversight.action.draft import BlockType, Draft
from oversight.editing.draft.completion import completion, progress
from oversight.editing.draft.drafting import Drafting
from oversight.editing.draft.final_text import to_be_opened_for, unfinished
from oversight.editing.draft.seen import hides_draft, seen_draft
from oversight.editing.draft.work import Piece, Work, begin
from oversight.editing.redaction import REDACTED
from oversight.policy import CardHints
from oversight.voting.drafted import approvable

BLOCKS = 6
TEXT = 110
NOTE = 110
NAME = 80


def draft_section(action: Action, drafting: Drafting, hints: CardHints) -> list[Block]:
    """The section of the card; nothing where there is no draft, or where it was finished."""
    lines = list(_told(action, drafting, hints))
    if not lines:
        return []
    head, *rest = lines
    elements = [line(part(head.said, bold=True), part(head.after))]
    if listed := [told for told in rest if told.is_block]:
        elements.append(bullets([line(part(told.said, bold=True), part(told.after)) for told in listed]))
    elements += [line(part(told.said, bold=True), part(told.after)) for told in rest if not told.is_block]
    return [rich_text("draft", elements)]


def draft_words(action: Action, drafting: Drafting, hints: CardHints) -> list[str]:
    """The same for a screen reader, one sentence a line."""
    return [f"{told.said}{told.after}" for told in _told(action, drafting, hints)]


def provenance_lines(action: Action) -> list[Block]:
    """Who wrote what of a draft that people finished, in one line; nothing where there is no such draft."""
    return [line(part(words)) for words in finished_words(action)]


def finished_words(action: Action) -> list[str]:
    """The same for a screen reader."""
    return [] if action.version.draft is None else [provenance_words(action.version.draft)]


@dataclass(frozen=True, slots=True)
class _Told:
    said: str
    after: str = ""
    is_block: bool = False


def _told(action: Action, drafting: Drafting, hints: CardHints) -> Iterator[_Told]:
    draft = action.proposal.draft
    if draft is None or action.version.draft is not None:
        return
    work = drafting.work or begin(draft)
    settled = progress(draft, work)
    own = f": the agent is sure of {completion(draft).done} of {len(draft.blocks)} blocks"
    yield _Told(f"📝 Draft {completion(draft)} complete", own)
    target = drafting.settings.target or draft.target
    is_hidden, seen = hides_draft(hints, target), seen_draft(draft, hints, target)
    wanting = [piece for piece in work.pieces if _needs_a_person(draft, piece)]
    for piece in wanting[:BLOCKS]:
        name = f"{type_words(seen, piece)} {block_label(seen, piece)}"
        yield _Told(name, _block_words(seen, piece, is_hidden=is_hidden), is_block=True)
    if len(wanting) > BLOCKS:
        yield _Told("", f"{len(wanting) - BLOCKS:,} more blocks need a person; all are under Details", is_block=True)
    if people := _people(work):
        yield _Told("✏️ In work", f": {people} · {settled.done} of {settled.of} blocks settled")
    if not approvable(action, drafting):
        still_open = _still_open(draft, drafting)
        words = f": {still_open} still to do" if still_open else ""
        yield _Told("👉 Edit the draft to approve it", words)


def _needs_a_person(draft: Draft, piece: Piece) -> bool:
    return piece.source is not None and draft.blocks[piece.source].type is not BlockType.CONFIDENT


def _block_words(draft: Draft, piece: Piece, *, is_hidden: bool) -> str:
    """“: “We will pay 100 EUR.” · the agent notes: “Is it 100?””."""
    assert piece.source is not None
    block = draft.blocks[piece.source]
    hand = piece.dropper if piece.dropped else piece.author
    if hand is not None:
        by = shorten(shown(hand.by.name), NAME)
        if piece.dropped:
            return f": dropped by {by}"
        if piece.text and piece.text != block.text:
            return f": {_quoted(piece.text, is_hidden=is_hidden)} by {by}"
    own = asked_for(block) if block.type is BlockType.PLACEHOLDER else block.content
    noted = f" · the agent notes: “{shown_start(block.notes, NOTE)}”" if block.notes and block.notes != own else ""
    return f": {_quoted(own, is_hidden=is_hidden)}{noted}"


def _quoted(text: str, *, is_hidden: bool) -> str:
    return REDACTED if is_hidden else f"“{shown_start(text, TEXT)}”"


def _people(work: Work) -> str:
    names = dict.fromkeys(piece.by.name for piece in work.pieces if piece.by)
    return shorten(shown(", ".join(names)), NAME)


def _still_open(draft: Draft, drafting: Drafting) -> str:
    if drafting.work is None:
        count = len(to_be_opened_for(draft, drafting.settings))
    else:
        count = len(unfinished(draft, drafting.work, drafting.settings))
    return f"{count} thing{'s' if count != 1 else ''}" if count else ""
