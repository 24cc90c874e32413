"""What somebody entered in the window of a draft: the text of each block whose inputs stand there."""

from collections.abc import Mapping
from dataclasses import dataclass

from blocks.drafting.parts import read_parts
from blocks.kit import ids
from handlers.slack.kit.clicks import Body
from handlers.slack.kit.form_state import entered_text
from oversight.editing.draft.change import Write
from oversight.editing.draft.work import Work


@dataclass(frozen=True, slots=True)
class Entered:
    """The inputs of one block."""

    block: str
    since: int
    """The version that they were first drawn from."""
    parts: tuple[str, ...]


def entered_blocks(view: Body) -> list[Entered]:
    """The inputs of each block in the window, their parts in order."""
    found: dict[tuple[str, int], dict[int, str]] = {}
    for block_id in (view.get("state") or {}).get("values") or {}:
        read = ids.read_draft_text_block(str(block_id))
        if read is not None:
            block, since, part = read
            text = entered_text(view, block_id, ids.DRAFT_TEXT_INPUT)
            found.setdefault((block, since), {})[part] = text
    return [
        Entered(block, since, tuple(text for _, text in sorted(parts.items())))
        for (block, since), parts in found.items()
    ]


def writes(entered: list[Entered], seen: Mapping[str, int], work: Work) -> list[Write]:
    """What the inputs say, each about the version of its block that the person had before them."""
    made = []
    for inputs in entered:
        piece = work.piece(inputs.block)
        if piece is not None:
            version = seen.get(inputs.block, inputs.since)
            text = read_parts(inputs.parts, piece.text) if version == piece.version else "".join(inputs.parts)
            made.append(Write(inputs.block, version, text))
    return made
