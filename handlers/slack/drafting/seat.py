"""A person at the window of a draft: what it shows now, and what it takes along."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from blocks.drafting.over_window import hidden_window, over_window
from blocks.drafting.shown_draft import ShownDraft
from blocks.drafting.window import draft_window, first_open_page
from blocks.kit.message import View
from handlers.slack.kit.clicks import Click
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.window_state import DraftPage, WindowState
from oversight.usecases.drafting.shared_draft import SharedDraft

MOST_ALSO = 150
"""So many block ids fit into what a window takes along."""
Drawn = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Seat:
    """The draft as this person has it, and where in the window they are."""

    click: Click
    shared: SharedDraft
    page: DraftPage
    drawn: Drawn
    """Inputs that stay as they are: by block, the version that they were first drawn from."""
    ports: SlackPorts

    def at(self, page: DraftPage) -> "Seat":
        """The same person on another page."""
        return replace(self, page=page)

    @property
    def shown(self) -> ShownDraft:
        """What there is to draw."""
        shared = self.shared
        return ShownDraft(
            action=shared.action,
            draft=shared.seen,
            settings=shared.settings,
            work=shared.work,
            reader=shared.person.id,
            secret=self.ports.use_cases.sample_secret,
            also=frozenset(self.page.also),
            drawn=self.drawn,
        )

    def view(self, notice: str = "") -> View:
        """The window as it is to look now."""
        hints, shown = self.shared.hints, self.shown
        if self.shared.is_hidden:
            return hidden_window(shown, self._state(), hints)
        if self.shared.over is not None:
            return over_window(shown, self.shared.over.sentence, self.page.page, self._state(), hints)
        return draft_window(shown, self.page.tab, self.page.page, self._state(), hints, notice=notice)

    def _state(self) -> str:
        work = self.shared.work
        newer = {
            block: piece.version
            for block, since in self.drawn.items()
            if (piece := work.piece(block)) is not None and piece.version != since
        }
        page = DraftPage(
            tab=self.page.tab,
            page=self.page.page,
            work=work.version,
            seen=newer,
            also=self.page.also[-MOST_ALSO:],
        )
        return WindowState(
            token=self.click.token or "",
            version=self.shared.action.version.number,
            channel=self.click.channel_id or "",
            draft=page,
        ).text


def at_the_beginning(click: Click, shared: SharedDraft, ports: SlackPorts) -> Seat:
    """Somebody who opens the window: where something is still to do, if anything is."""
    seat = Seat(click, shared, DraftPage(), {}, ports)
    return seat.at(DraftPage(page=first_open_page(seat.shown, untouched=True)))
