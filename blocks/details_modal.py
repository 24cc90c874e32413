"""Everything about an action, on as many pages as it takes, so that nothing is cut silently."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from blocks import ids
from blocks.buttons import button
from blocks.details_lines import DetailLine, Recorded, detail_lines
from blocks.hidden_characters import BADGE, reveal
from blocks.letter import Block, View
from blocks.limits import HEADER
from blocks.modal import modal, subject
from blocks.rich_text import date_part, line, part, rich_text
from blocks.text import escaped_length, pieces, plain
from oversight.action import Action
from oversight.policy import CardHints

PAGE_CHARACTERS = 6_000
PAGE_LINES = 80
PIECE = 2_500
"""Longer values go on in a second line, perhaps on the next page."""


def details_modal(
    action: Action, page: int, private_metadata: str, hints: CardHints, history: Sequence[Recorded]
) -> View:
    """The page, counted from 1, of the action's details; a page that does not exist is the nearest one that does."""
    pages = _pages(piece for each in detail_lines(action, hints, history) for piece in _split(each))
    place = min(max(page, 1), len(pages))
    blocks: list[Block] = [subject(action, hints), *_page(pages[place - 1], place)]
    if _hides_something(action):
        blocks.append(rich_text("badge", [line(part(BADGE, bold=True))]))
    blocks.append(
        {"type": "context", "block_id": f"page.{place}", "elements": [plain(f"page {place} of {len(pages)}")]}
    )
    turns = []
    if place > 1:
        turns.append(button(ids.DETAILS_PREVIOUS, "Previous", str(place - 1), f"Previous page, {place - 1}"))
    if place < len(pages):
        turns.append(button(ids.DETAILS_NEXT, "Next", str(place + 1), f"Next page, {place + 1}"))
    if turns:
        blocks.append({"type": "actions", "block_id": f"turn.{place}", "elements": turns})
    return modal(ids.DETAILS_VIEW, "Details", blocks, private_metadata)


def _split(whole: DetailLine) -> Iterator[DetailLine]:
    """The line in pieces that a page can hold; a key of enormous length is a text like any other."""
    *first, label = pieces(whole.label, PIECE)
    for name in first:
        yield DetailLine(whole.heading, "", name)
    for number, text in enumerate(pieces(whole.text, PIECE)):
        yield DetailLine(whole.heading, f"{label} (continued)" if number else label, text, None if number else whole.at)


def _pages(lines: Iterator[DetailLine]) -> list[list[DetailLine]]:
    pages: list[list[DetailLine]] = [[]]
    used = 0
    for each in lines:
        size = escaped_length(each.label) + escaped_length(each.text) + 2
        if pages[-1] and (used + size > PAGE_CHARACTERS or len(pages[-1]) >= PAGE_LINES):
            pages.append([])
            used = 0
        pages[-1].append(each)
        used += size
    return pages


def _page(lines: list[DetailLine], place: int) -> Iterator[Block]:
    for number, (heading, under) in enumerate(groupby(lines, key=lambda each: each.heading)):
        yield {"type": "header", "block_id": f"heading.{place}.{number}", "text": plain(heading, HEADER)}
        yield rich_text(f"lines.{place}.{number}", [_drawn(each) for each in under])


def _drawn(each: DetailLine) -> Block:
    label = [part(f"{each.label}: ", bold=True)] if each.label else []
    when = [date_part(each.at)] if each.at else []
    return line(*label, *when, *([part(each.text)] if each.text or not when else []))


def _hides_something(action: Action) -> bool:
    proposal = action.proposal
    own = (proposal.description, proposal.reasoning, proposal.on_behalf_of, proposal.action_type, action.agent.name)
    return _hides([action.version.payload, *own, proposal.draft, dict(proposal.context), dict(proposal.labels)])


def _hides(value: object) -> bool:
    if isinstance(value, str):
        return reveal(value).hidden
    if isinstance(value, dict):
        return any(_hides(key) or _hides(inner) for key, inner in value.items())
    return isinstance(value, list) and any(_hides(inner) for inner in value)
