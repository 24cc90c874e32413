"""Lines of a window on as many pages as it takes, so that nothing is cut silently."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from blocks.kit.buttons import button
from blocks.kit.limits import HEADER
from blocks.kit.message import Block
from blocks.kit.rich_text import date_part, line, part, rich_text
from blocks.kit.text import escaped_length, pieces, plain
from blocks.windows.detail_line import PIECE, DetailLine

PAGE_CHARACTERS = 6_000
PAGE_LINES = 80
LONGEST_ESCAPE = 5
"""Slack counts an ampersand as that many characters."""
COUNTED = 30
"""Pages after this one are not drawn before somebody turns to them, so their number is not known."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of several, counted from 1."""

    number: int
    lines: Sequence[DetailLine]
    of: str
    """How many there are, in words."""
    is_last: bool

    @property
    def blocks(self) -> list[Block]:
        """Its lines under their headings, and which page it is."""
        place = f"page {self.number} of {self.of}"
        number: Block = {"type": "context", "block_id": f"page.{self.number}", "elements": [plain(place)]}
        return [*_under_headings(self.lines, self.number), number]

    def turns(self, previous: str, following: str) -> list[Block]:
        """The row of buttons, with these ids, to the pages beside it; none where it is the only one."""
        turns = []
        if self.number > 1:
            turns.append(button(previous, "Previous", str(self.number - 1), f"Previous page, {self.number - 1}"))
        if not self.is_last:
            turns.append(button(following, "Next", str(self.number + 1), f"Next page, {self.number + 1}"))
        return [{"type": "actions", "block_id": f"turn.{self.number}", "elements": turns}] if turns else []


def page_of(lines: Iterator[DetailLine], wanted: int) -> Page:
    """This page of the lines; for one that does not exist, the nearest."""
    drawn = (piece for whole in lines for piece in _split(whole))
    pages = list(islice(_pages(drawn), max(wanted, COUNTED) + 1))
    of = f"{len(pages)}" if len(pages) <= max(wanted, COUNTED) else f"more than {len(pages) - 1}"
    number = min(max(wanted, 1), len(pages))
    return Page(number, pages[number - 1], of, is_last=number == len(pages))


def _split(whole: DetailLine) -> Iterator[DetailLine]:
    """The line in pieces that a page can hold; a key of enormous length is a text like any other."""
    if whole.more is None and len(whole.label) + len(whole.text) < PIECE // LONGEST_ESCAPE:
        yield whole
        return
    *first, label = pieces(whole.label, PIECE)
    for name in first:
        yield replace(whole, label="", text=name, at=None, more=None)
    texts = whole.more or (whole.text,)
    for number, text in enumerate(piece for whole in texts for piece in pieces(whole, PIECE)):
        named = f"{label} (continued)" if number else label
        yield replace(whole, label=named, text=text, at=None if number else whole.at, more=None)


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


def _under_headings(lines: Sequence[DetailLine], number: int) -> Iterator[Block]:
    for index, (heading, under) in enumerate(groupby(lines, key=lambda detail_line: detail_line.heading)):
        yield {"type": "header", "block_id": f"heading.{number}.{index}", "text": plain(heading, HEADER)}
        yield rich_text(f"lines.{number}.{index}", [_drawn(detail_line) for detail_line in under])


def _drawn(told: DetailLine) -> Block:
    label = [part(f"{told.label}: ", bold=True)] if told.label else []
    when = [date_part(told.at)] if told.at else []
    return line(*label, *when, *([part(told.text)] if told.text or not when else []))
