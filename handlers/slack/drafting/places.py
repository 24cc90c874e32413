"""Where in the window of a draft a person is after a press."""

from collections.abc import Callable

from msgspec.structs import replace

from blocks.drafting.shown_draft import Tab
from blocks.drafting.window import first_open_page, page_about
from handlers.slack.drafting.seat import Seat

Moved = Callable[[Seat], Seat]


def on(seat: Seat, tab: Tab) -> Seat:
    """Another side of the window: what is to do where something is, the others at their beginning."""
    page = first_open_page(seat.shown, untouched=True) if tab is Tab.TODO else 1
    return seat.at(replace(seat.page, tab=tab, page=page))


def with_block(seat: Seat, block: str) -> Seat:
    """The person edits this block, too."""
    also = tuple(dict.fromkeys((*seat.page.also, block)))
    return at_block(seat.at(replace(seat.page, also=also)), block)


def at_block(seat: Seat, block: str) -> Seat:
    """The page of this side on which this block stands."""
    page = page_about(seat.shown, seat.page.tab, block)
    return seat.at(replace(seat.page, page=page))


def at_the_added(seat: Seat) -> Seat:
    """The newest added block, ready to be written."""
    return with_block(seat.at(replace(seat.page, tab=Tab.WHOLE)), f"n{seat.shared.work.added}")
