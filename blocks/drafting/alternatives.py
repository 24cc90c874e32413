"""The agent's alternatives of a block: their text, and lettered radio buttons that put one into the block.

Details and provenance number them as the agent did. Here they stand in an order that no agent can choose, because the
first one is liked most, so letters name them.
"""

from blocks.card.drafting_words import source_of
from blocks.drafting.shown_draft import ShownDraft
from blocks.kit import ids
from blocks.kit.limits import OPTION_TEXT
from blocks.kit.message import Block
from blocks.kit.rich_text import line, part, rich_text
from blocks.kit.text import escaped_length, plain, shown, shown_start
from oversight.action.draft import BlockType
from oversight.editing.draft.spot_check import in_keyed_order
from oversight.editing.draft.work import Piece

TEXT = 6_000
"""Of all of them together; each is whole under Details, and once it is chosen."""
LETTERS = "ABCDEFGHIJ"
OWN = 0
"""What the radio button of the agent's own text carries."""


def alternatives(shown_draft: ShownDraft, piece: Piece) -> list[Block]:
    """The texts, and the buttons; nothing where the agent gave none."""
    block = source_of(shown_draft.draft, piece)
    if block is None or not block.alternatives:
        return []
    ordered = in_keyed_order(block.alternatives, shown_draft.action.id, piece.id, shown_draft.secret)
    own = [] if block.type is BlockType.PLACEHOLDER else [("The agent's text", block.text, OWN)]
    named = [*own, *((f"Text {LETTERS[at]}", text, number) for at, (number, text) in enumerate(ordered))]
    are_short = all(escaped_length(f"{name}: {shown(text)}") <= OPTION_TEXT for name, text, _ in named)
    room = TEXT // len(named)
    told = [line(part(f"{name}: ", bold=True), part(shown_start(text, room))) for name, text, _ in named]
    faces = [f"{name}: {shown(text)}" if are_short else name for name, text, _ in named]
    options = [
        {"text": plain(face, OPTION_TEXT), "value": f"{number}:{piece.version}"}
        for face, (_, _, number) in zip(faces, named, strict=True)
    ]
    radio: Block = {"type": "radio_buttons", "action_id": ids.DRAFT_CHOOSE, "options": options}
    chosen = (option for option, (_, text, _) in zip(options, named, strict=True) if text == piece.text)
    if (initial := next(chosen, None)) is not None:
        radio["initial_option"] = initial
    since = f"{piece.id}.{piece.version}"
    head = line(part("Texts to choose from:", bold=True))
    return [
        rich_text(f"draft_texts.{since}", [head] if are_short else [head, *told]),
        {"type": "actions", "block_id": f"draft_choice.{since}", "elements": [radio]},
    ]
