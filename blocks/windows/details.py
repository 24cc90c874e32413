"""Everything about an action, on as many pages as it takes, so that nothing is cut silently."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.limits import HEADER
from blocks.kit.message import Block, View
from blocks.kit.modal import modal, subject
from blocks.kit.rich_text import date_part, line, part, rich_text
from blocks.kit.text import escaped_length, pieces, plain
from blocks.kit.warnings import warnings
from blocks.windows.details_lines import PIECE, DetailLine, LoggedEvent, detail_lines
from oversight.action.action import Action
from oversight.policy import CardHints

PAGE_CHARACTERS = 6_000
PAGE_LINES = 80
LONGEST_ESCAPE = 5
"""Slack counts an ampersand as that many characters."""
COUNTED = 30
"""Pages after this one are not drawn before somebody turns to them, so their number is not known."""


def details_modal(
    action: Action, page: int, private_metadata: str, hints: CardHints, history: Sequence[LoggedEvent]
) -> View:
    """This page of the action's details, counted from 1; for a page that does not exist, the nearest one."""
    drawn = (piece for detail_line in detail_lines(action, hints, history) for piece in _split(detail_line))
    pages = list(islice(_pages(drawn), max(page, COUNTED) + 1))
    of = f"{len(pages)}" if len(pages) <= max(page, COUNTED) else f"more than {len(pages) - 1}"
    number = min(max(page, 1), len(pages))
    blocks: list[Block] = [subject(action, hints)]
    if warned := warnings(action, hints, everything=True):
        blocks.append(rich_text("warnings", [line(part(warning, bold=True)) for warning in warned]))
    blocks += _page(pages[number - 1], number)
    blocks.append({"type": "context", "block_id": f"page.{number}", "elements": [plain(f"page {number} of {of}")]})
    turns = []
    if number > 1:
        turns.append(button(ids.DETAILS_PREVIOUS, "Previous", str(number - 1), f"Previous page, {number - 1}"))
    if number < len(pages):
        turns.append(button(ids.DETAILS_NEXT, "Next", str(number + 1), f"Next page, {number + 1}"))
    if turns:
        blocks.append({"type": "actions", "block_id": f"turn.{number}", "elements": turns})
    return modal(ids.DETAILS_VIEW, "Details", blocks, private_metadata)


def _split(whole: DetailLine) -> Iterator[DetailLine]:
    """The line in pieces that a page can hold; a key of enormous length is a text like any other."""
    if whole.more is None and len(whole.label) + len(whole.text) < PIECE // LONGEST_ESCAPE:
        yield whole
        return
    *first, label = pieces(whole.label, PIECE)
    for name in first:
        yield DetailLine(whole.heading, "", name)
    texts = whole.more or (whole.text,)
    for number, text in enumerate(piece for whole in texts for piece in pieces(whole, PIECE)):
        yield DetailLine(whole.heading, f"{label} (continued)" if number else label, text, None if number else whole.at)


def _pages(lines: Iterator[DetailLine]) -> Iterator[list[DetailLine]]:
    page: list[DetailLine] = []
    used = 0
    for detail_line in lines:
        size = escaped_length(detail_line.label) + escaped_length(detail_line.text) + 2
        if page and (used + size > PAGE_CHARACTERS or len(page) >= PAGE_LINES):
            yield page
            page, used = [], 0
        page.append(detail_line)
        used += size
    yield page


def _page(lines: list[DetailLine], number: int) -> Iterator[Block]:
    for index, (heading, under) in enumerate(groupby(lines, key=lambda detail_line: detail_line.heading)):
        yield {"type": "header", "block_id": f"heading.{number}.{index}", "text": plain(heading, HEADER)}
        yield rich_text(f"lines.{number}.{index}", [_drawn(detail_line) for detail_line in under])


def _drawn(told: DetailLine) -> Block:
    label = [part(f"{told.label}: ", bold=True)] if told.label else []
    when = [date_part(told.at)] if told.at else []
    return line(*label, *when, *([part(told.text)] if told.text or not when else []))
