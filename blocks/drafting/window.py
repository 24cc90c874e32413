"""The window in which people finish a draft: what they are to do, the whole draft, and the text as it would be."""

from collections.abc import Iterator
from itertools import islice

from blocks.card.drafting_words import NAME
from blocks.card.title import title
from blocks.drafting.block_item import edited_item, read_item
from blocks.drafting.paging import Item, page_with, pages
from blocks.drafting.questions import questions
from blocks.drafting.shown_draft import ShownDraft, Tab
from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.hidden_characters import reveal
from blocks.kit.limits import MODAL_TITLE
from blocks.kit.message import Block, View
from blocks.kit.modal import modal
from blocks.kit.rich_text import bullets, date_part, line, part, rich_text
from blocks.kit.text import pieces, plain, shorten, shorten_counting, shown
from oversight.editing.draft.completion import progress
from oversight.editing.draft.final_text import final_text
from oversight.policy import CardHints

NAME_OF_WINDOW = "Edit the draft"
ITEMS = {Tab.TODO: 8, Tab.WHOLE: 12, Tab.PREVIEW: 8}
CHARACTERS = 14_000
SECTION = 2_900
STILL_OPEN = 10
SAVED_BY_BUTTONS = "Every button here saves what you typed. Press Save before you close the window."
TABS = {
    Tab.TODO: (ids.DRAFT_TODO, "To do"),
    Tab.WHOLE: (ids.DRAFT_WHOLE, "Whole draft"),
    Tab.PREVIEW: (ids.DRAFT_PREVIEW, "Preview"),
}


def draft_window(
    shown_draft: ShownDraft, tab: Tab, page: int, private_metadata: str, hints: CardHints, *, notice: str = ""
) -> View:
    """This page of this side of the window; for a page that does not exist, the nearest one."""
    every = _pages_of(shown_draft, tab)
    number = min(max(page, 1), len(every))
    blocks = [_head(shown_draft, hints), *_notice(notice, shown_draft), _tabs(shown_draft, tab)]
    blocks += [block for item in every[number - 1] for block in item.blocks]
    blocks += page_turns(number, len(every), f"{tab.value}.{shown_draft.work.version}")
    view = modal(ids.DRAFT_VIEW, NAME_OF_WINDOW, blocks, private_metadata, submit="Approve this text")
    return view | {"close": plain("Close", MODAL_TITLE)}


def page_about(shown_draft: ShownDraft, tab: Tab, block: str | None) -> int:
    """The number of the page of this side that shows this block of the draft."""
    return page_with(_pages_of(shown_draft, tab), block)


def first_open_page(shown_draft: ShownDraft, *, untouched: bool = False) -> int:
    """The first page on which something is still to do; with ``untouched``, or something that nobody looked at."""
    blocks = shown_draft.open_blocks | (shown_draft.untouched if untouched else frozenset())
    points = shown_draft.open_points
    made = enumerate(_pages_of(shown_draft, Tab.TODO), 1)
    return next((number for number, page in made for item in page if item.about in blocks or item.point in points), 1)


def page_turns(number: int, count: int, since: str) -> list[Block]:
    """“page 2 of 5”, and the buttons that turn; nothing where there is one page."""
    if count == 1:
        return []
    turns = []
    if number > 1:
        turns.append(button(ids.DRAFT_PREVIOUS, "Previous", str(number - 1), f"Previous page, {number - 1}"))
    if number < count:
        turns.append(button(ids.DRAFT_NEXT, "Next", str(number + 1), f"Next page, {number + 1}"))
    said = plain(f"page {number} of {count}")
    return [
        {"type": "context", "block_id": f"draft_page.{since}.{number}", "elements": [said]},
        {"type": "actions", "block_id": f"draft_turn.{since}.{number}", "elements": turns},
    ]


def text_items(text: str, about: str) -> Iterator[Item]:
    """A text to be read, in pieces that each fit, hidden characters spelled."""
    for number, piece in enumerate(pieces(reveal(text).text or "(empty)", SECTION)):
        section: Block = {"type": "section", "block_id": f"{about}.{number}", "text": plain(piece), "expand": True}
        yield Item([section])


def _pages_of(shown_draft: ShownDraft, tab: Tab) -> list[list[Item]]:
    match tab:
        case Tab.TODO:
            items = _todo(shown_draft)
        case Tab.WHOLE:
            items = _whole(shown_draft)
        case Tab.PREVIEW:
            items = list(
                text_items(final_text(shown_draft.draft, shown_draft.work), _since("draft_text_now", shown_draft))
            )
    return pages(items, ITEMS[tab], CHARACTERS)


def _todo(shown_draft: ShownDraft) -> list[Item]:
    """The opened blocks, the riskiest first, and then the questions."""
    found = ((opened, shown_draft.work.piece(opened.block)) for opened in shown_draft.work.opened)
    items = [edited_item(shown_draft, piece, opened) for opened, piece in found if piece is not None]
    asked = questions(shown_draft)
    if items or asked:
        return [*items, *asked]
    said = "Nothing in this draft was opened for you. Read it under Whole draft, and change there what you want."
    return [Item([rich_text("draft_nothing", [line(part(said))])])]


def _whole(shown_draft: ShownDraft) -> list[Item]:
    return [
        edited_item(shown_draft, piece) if piece.id in shown_draft.also else read_item(shown_draft, piece)
        for piece in shown_draft.work.pieces
    ]


def _head(shown_draft: ShownDraft, hints: CardHints) -> Block:
    settled = progress(shown_draft.draft, shown_draft.work)
    count = len(shown_draft.still_open)
    left = f"{count} thing{'s' if count != 1 else ''} still to do" if count else "ready to be approved"
    lines = [
        line(part(title(shown_draft.action, hints), bold=True)),
        line(part(f"📝 {settled.done} of {settled.of} blocks settled · {left}"), *_others(shown_draft)),
    ]
    return rich_text(_since("draft_about", shown_draft), lines)


def _others(shown_draft: ShownDraft) -> list[Block]:
    """“ · ✏️ Tom Okafor was here, today at 10:12”: who else works on it."""
    theirs = [
        (piece.at, piece.by.name)
        for piece in shown_draft.work.pieces
        if piece.by is not None and piece.at is not None and piece.by.id != shown_draft.reader
    ]
    if not theirs:
        return []
    at, name = max(theirs)
    return [part(f" · ✏️ {shorten(shown(name), NAME)} worked on it, "), date_part(at)]


def _notice(notice: str, shown_draft: ShownDraft) -> list[Block]:
    if not notice:
        return []
    head, *rest = notice.split("\n")
    elements = [line(part(head, bold=True))]
    if rest:
        elements.append(bullets([line(part(text)) for text in islice(rest, STILL_OPEN)]))
    return [rich_text(_since("draft_notice", shown_draft), elements)]


def still_open_words(shown_draft: ShownDraft) -> str:
    """What is still to do, one thing a line."""
    every = [shorten_counting(shown(thing.words), 200) for thing in shown_draft.still_open]
    if len(every) > STILL_OPEN:
        every = [*every[: STILL_OPEN - 1], f"and {len(every) - STILL_OPEN + 1} more, marked with 👉"]
    return "\n".join(every)


def _tabs(shown_draft: ShownDraft, tab: Tab) -> Block:
    buttons = []
    for one, (action_id, name) in TABS.items():
        count = f" ({len(shown_draft.still_open)})" if one is Tab.TODO and shown_draft.still_open else ""
        face = f"{'▸ ' if one is tab else ''}{name}{count}"
        buttons.append(button(action_id, face, one.value, f"Show: {name}"))
    buttons.append(button(ids.DRAFT_SAVE, "Save", tab.value, "Save what you typed"))
    return {"type": "actions", "block_id": _since(f"draft_tabs.{tab.value}", shown_draft), "elements": buttons}


def _since(name: str, shown_draft: ShownDraft) -> str:
    return f"{name}.{shown_draft.work.version}"
