"""One block of a draft in its window: what it is, what the agent says of it, its text to read or to edit."""

from collections.abc import Iterator

from blocks.card.drafting_words import GROUNDS, NAME, asked_for, block_label, source_of, type_words
from blocks.drafting.alternatives import alternatives
from blocks.drafting.paging import Item
from blocks.drafting.parts import parts
from blocks.drafting.shown_draft import ShownDraft
from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.hidden_characters import hides, reveal
from blocks.kit.limits import OPTION_TEXT
from blocks.kit.message import Block
from blocks.kit.modal import text_input
from blocks.kit.rich_text import date_part, line, part, rich_text
from blocks.kit.text import plain, shorten, shorten_counting, shown, shown_start
from oversight.action.draft import BlockType
from oversight.editing.draft.opened import Ground, Opened
from oversight.editing.draft.work import Piece

LABEL = 150
NOTE = 1_500
EVIDENCE = 300
READ = 1_500
"""So much of a text is read beside the others; all of it is in the preview."""
ASIDE = 2_000
TOO_LARGE = (
    "This block is too large for a window of Slack, so it stays as it is. Drop it and add others in its place, "
    "or reject the draft and say what has to change."
)
INVISIBLE = "⚠️ It holds characters that cannot be seen here. The preview shows them as \\u{…}."


def edited_item(shown_draft: ShownDraft, piece: Piece, opened: Opened | None = None) -> Item:
    """The block with its text in inputs."""
    if piece.dropped:
        return read_item(shown_draft, piece)
    about = [_line(piece), _heading(shown_draft, piece, opened), *_agents_words(shown_draft, piece)]
    below = [
        *alternatives(shown_draft, piece),
        *_aside(shown_draft, piece),
        _actions(shown_draft, piece, is_edited=True),
    ]
    item = Item([*about, *_inputs(shown_draft, piece), *below], piece.id)
    if item.fits:
        return item
    said = rich_text(f"draft_large.{piece.id}", [line(part(TOO_LARGE))])
    return Item([*about, said, *below], piece.id)


def read_item(shown_draft: ShownDraft, piece: Piece) -> Item:
    """The block as text beside its neighbours, with *Edit this too*."""
    read = _heading(shown_draft, piece, None, with_text=True)
    return Item([_line(piece), read, _actions(shown_draft, piece, is_edited=False)], piece.id)


def _line(piece: Piece) -> Block:
    return {"type": "divider", "block_id": f"draft_line.{piece.id}"}


def _heading(shown_draft: ShownDraft, piece: Piece, opened: Opened | None, *, with_text: bool = False) -> Block:
    draft = shown_draft.draft
    mark = "👉 " if piece.id in shown_draft.open_blocks else ""
    name = f"{mark}{type_words(draft, piece)} · {block_label(draft, piece)}"
    lines = [line(part(name, bold=True), *_by(piece))]
    if why := _grounds(opened):
        lines.append(line(part(f"Opened: {'; '.join(why)}.", italic=True)))
    if hides(piece.text):
        lines.append(line(part(INVISIBLE)))
    if with_text:
        text = shorten_counting(reveal(_read_text(shown_draft, piece)).text, READ)
        style = {"italic": True} if piece.dropped or not piece.text else {}
        lines.append(line(part(text, **style)))
    return rich_text(f"draft_head.{piece.id}.{shown_draft.work.version}", lines)


def _grounds(opened: Opened | None) -> list[str]:
    """Why the block is opened, beside the agent's own mark, with which a new key is no news."""
    grounds = opened.grounds if opened else ()
    plain_grounds = {Ground.OWN_MARK, Ground.UNSEEN_KEY} if Ground.OWN_MARK in grounds else set()
    return [GROUNDS[ground] for ground in grounds if ground not in plain_grounds]


def _read_text(shown_draft: ShownDraft, piece: Piece) -> str:
    block = source_of(shown_draft.draft, piece)
    if piece.text or block is None or block.type is not BlockType.PLACEHOLDER:
        return piece.text or "(empty)"
    return f"(to be written: {asked_for(block)})"


def _by(piece: Piece) -> list[Block]:
    """“ · edited by Lea Brandt, today at 10:12”; nothing while it is the agent's."""
    if piece.dropped:
        did, hand = "dropped", piece.dropper
    elif piece.source is None:
        did, hand = "added", piece.author
    else:
        did, hand = "last touched", piece.touched
    return [] if hand is None else [part(f" · {did} by {shorten(shown(hand.by.name), NAME)}, "), date_part(hand.at)]


def _agents_words(shown_draft: ShownDraft, piece: Piece) -> Iterator[Block]:
    """The agent's note and its evidence, quoted as what they are: claims."""
    block = source_of(shown_draft.draft, piece)
    if block is None:
        return
    said = []
    if block.type is BlockType.PLACEHOLDER and len(asked_for(block)) > LABEL:
        said.append(f"The agent asks for: {shown_start(asked_for(block), NOTE)}")
    if block.notes and block.notes != asked_for(block):
        said.append(f"The agent notes: {shown_start(block.notes, NOTE)}")
    said += [f"Evidence, says the agent: {shown_start(text, EVIDENCE)}" for text in block.evidence]
    if said:
        quoted = {"type": "rich_text_quote", "elements": [part("\n".join(said))]}
        yield rich_text(f"draft_note.{piece.id}", [quoted])


def _inputs(shown_draft: ShownDraft, piece: Piece) -> Iterator[Block]:
    every = parts(piece.text)
    since = shown_draft.drawn.get(piece.id, piece.version) if len(every) == 1 else piece.version
    label = _label(shown_draft, piece)
    for number, text in enumerate(every):
        name = label if len(every) == 1 else f"{label} (part {number + 1} of {len(every)})"
        block_id = ids.draft_text_block(piece.id, since, number)
        yield text_input(block_id, ids.DRAFT_TEXT_INPUT, name, optional=True, value=text)


def _label(shown_draft: ShownDraft, piece: Piece) -> str:
    block = source_of(shown_draft.draft, piece)
    if block is None:
        return "Text of the added block"
    if block.type is BlockType.PLACEHOLDER:
        return shorten(shown(asked_for(block)), LABEL)
    return f"Text of block {block_label(shown_draft.draft, piece)}"


def _aside(shown_draft: ShownDraft, piece: Piece) -> list[Block]:
    """The person's own text that came too late, with what can be done with it."""
    aside = shown_draft.aside(piece.id)
    if aside is None:
        return []
    other = piece.author.by if piece.author and piece.author.by.id != aside.by.id else None
    by = f" {shorten(shown(other.name), NAME)} was faster." if other else ""
    head = line(part("✋ Your text, which is not in the draft.", bold=True), part(by))
    quoted = {"type": "rich_text_quote", "elements": [part(shorten_counting(reveal(aside.text).text, ASIDE))]}
    carried = f"{piece.id}:{piece.version}"
    named = block_label(shown_draft.draft, piece)
    buttons = [
        button(ids.DRAFT_TAKE, "Put mine there", carried, f"Put my text into block {named}"),
        button(ids.DRAFT_DISCARD, "Discard mine", carried, f"Discard my text for block {named}"),
    ]
    return [
        rich_text(f"draft_aside.{piece.id}.{shown_draft.work.version}", [head, quoted]),
        {"type": "actions", "block_id": f"draft_mine.{piece.id}.{shown_draft.work.version}", "elements": buttons},
    ]


def _actions(shown_draft: ShownDraft, piece: Piece, *, is_edited: bool) -> Block:
    named = block_label(shown_draft.draft, piece)
    elements = []
    if piece.dropped:
        elements.append(button(ids.DRAFT_RESTORE, "Put it back", piece.id, f"Put block {named} back"))
    elif not is_edited:
        elements.append(button(ids.DRAFT_ALSO, "Edit this too", piece.id, f"Edit block {named}, too"))
    elif _may_be_right(shown_draft, piece):
        carried = f"{piece.id}:{piece.version}"
        elements.append(button(ids.DRAFT_RIGHT, "Looks right", carried, f"Block {named} looks right as it is"))
    return {
        "type": "actions",
        "block_id": f"draft_do.{piece.id}.{shown_draft.work.version}",
        "elements": [*elements, _menu(shown_draft, piece)],
    }


def _may_be_right(shown_draft: ShownDraft, piece: Piece) -> bool:
    """Whether there is something of the agent's that nobody has said yes to."""
    if piece.id == shown_draft.work.spot:
        return piece.id in shown_draft.open_blocks
    return piece.by is None and bool(piece.text)


def _menu(shown_draft: ShownDraft, piece: Piece) -> Block:
    """At most five choices, as Slack wants it."""
    choices = [(ids.DRAFT_UP_CHOICE, "Move up"), (ids.DRAFT_DOWN_CHOICE, "Move down")]
    if not piece.dropped:
        choices.append((ids.DRAFT_DROP_CHOICE, "Drop this block"))
    choices.append((ids.DRAFT_ADD_CHOICE, "Add a block below"))
    block = source_of(shown_draft.draft, piece)
    if block is not None and block.text and block.text != piece.text and not piece.dropped:
        choices.append((ids.DRAFT_KEEP_CHOICE, "Back to the agent's text"))
    options = [
        {"text": plain(words, OPTION_TEXT), "value": f"{choice}:{piece.id}:{piece.version}"}
        for choice, words in choices
    ]
    return {"type": "overflow", "action_id": ids.DRAFT_MENU, "options": options}
