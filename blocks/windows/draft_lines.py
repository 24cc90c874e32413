"""A draft in the details: block by block as the agent sent it, and the text that people made of it."""

from collections.abc import Iterator

from msgspec.structs import replace

from blocks.card.drafting_words import COVERAGES, TYPES, final_block_words, provenance_words
from blocks.kit.text import shown, shown_pieces
from blocks.windows.detail_line import PIECE, DetailLine
from oversight.action.draft import Block, Draft
from oversight.action.finished_draft import FinishedDraft
from oversight.editing.draft.drafting import Drafting
from oversight.editing.draft.final_text import final_text
from oversight.editing.draft.seen import hides_draft, hides_part, seen_draft
from oversight.editing.redaction import REDACTED
from oversight.policy import CardHints

DRAFT = "The agent's draft, not checked"
FINISHED = "The final text"
SO_FAR = "The draft as people have it now"


def draft_lines(draft: Draft, drafting: Drafting, hints: CardHints) -> Iterator[DetailLine]:
    """The text so far, and each block of the agent with its notes, alternatives, and the evidence that it claims."""
    target = drafting.settings.target or draft.target
    is_hidden = hides_draft(hints, target)
    if drafting.work is not None and drafting.work.version:
        yield _text(SO_FAR, "", final_text(draft, drafting.work) or "(empty)", is_hidden=is_hidden)
    for number, block in enumerate(seen_draft(draft, hints, target).blocks, 1):
        key = f" · {shown(block.key)}" if block.key else ""
        yield _text(DRAFT, f"{number}{key} · {TYPES[block.type]}", block.content or "(empty)", is_hidden=is_hidden)
        for label, text in _beside(block):
            yield _text(DRAFT, f"{number} · {label}", text)


def finished_lines(finished: FinishedDraft, hints: CardHints) -> Iterator[DetailLine]:
    """The final text, who wrote which block of it, and what people answered about it."""
    yield _text(FINISHED, "", finished.text or "(empty)", is_hidden=hides_draft(hints, finished.target))
    yield DetailLine(FINISHED, "", provenance_words(finished))
    for block in finished.provenance:
        shown_block = replace(block, key=None) if hides_part(hints, "key") else block
        yield DetailLine(FINISHED, "Block", final_block_words(shown_block))
    if (check := finished.spot_check) is not None:
        found = "something was wrong with it" if check.found else "looked right"
        number = next((block.source for block in finished.provenance if block.block == check.block), None)
        which = "" if number is None else f"block {number + 1}: "
        yield DetailLine(FINISHED, "Spot check", f"{which}{found}, says {shown(check.by.name)}")
    for covered in finished.covered:
        yield DetailLine(FINISHED, shown(covered.point), f"{COVERAGES[covered.answer]}, says {shown(covered.by.name)}")


def _beside(block: Block) -> Iterator[tuple[str, str]]:
    if block.notes:
        yield "The agent's note", block.notes
    for number, text in enumerate(block.alternatives, 1):
        yield f"Alternative {number}", text
    for text in block.evidence:
        yield "Evidence, says the agent", text


def _text(heading: str, label: str, text: str, *, is_hidden: bool = False) -> DetailLine:
    if is_hidden:
        return DetailLine(heading, label, REDACTED)
    return DetailLine(heading, label, "", more=shown_pieces(text, PIECE))
