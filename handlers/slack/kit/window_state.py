"""What a window of ours takes along to be sent in with it: its card, and what was chosen in the window before it.

It comes back from the person's client, so whatever it says is checked again.
"""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from blocks.drafting.shown_draft import Tab
from blocks.kit import ids

_Whole = Annotated[int, msgspec.Meta(ge=0, lt=10**ids.DIGITS)]


class PackedChoices(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What was chosen for a standing approval, with payload values by their position: short enough to travel."""

    seconds: _Whole
    uses: _Whole
    bounds: tuple[tuple[_Whole, int | float], ...]
    free: tuple[_Whole, ...]


class DraftPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What of a draft stands in its window, and how new that is."""

    tab: Tab = Tab.TODO
    page: _Whole = 1
    work: _Whole = 0
    """The version of the work that it was drawn from."""
    seen: dict[str, _Whole] = {}
    """By block, the version that its input shows, where that is newer than the one that it was first drawn from."""
    also: tuple[str, ...] = ()
    """The blocks that the person opened beside those that were opened for them."""


class WindowState(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """The ``private_metadata`` of every window that can be answered."""

    token: str
    """The posting that it belongs to."""
    version: _Whole
    channel: str
    choices: PackedChoices | None = None
    grants: int = 0
    """How often the action had been made the pattern of a standing approval when the window was opened."""
    draft: DraftPage | None = None

    edit: str = ""
    """The edit that it belongs to."""
    path: str = "$"
    """Which page of the edit it shows: the JSON path of the value."""
    page: _Whole = 0
    """Which part of that page, from 0."""
    as_text: bool = False
    """Whether the page is shown as text because somebody asked for that."""
    level: Annotated[int, msgspec.Meta(ge=0, lt=3)] = 0
    """How many of our windows stand below it; Slack stacks three."""
    drawn: _Whole = 0
    """How often something other than typing had changed the edit when the window was drawn."""
    theirs: _Whole = 0
    """The version of somebody else's that the window compares the edit with; 0 where it compares nothing."""
    inputs: _Whole = 0
    """How many inputs the text of the page had then, which are named by their number; 0 on a page of a form."""
    shifts: _Whole = 0
    """How many shifts of lists the edit had then: what stands in a list is named by its position."""

    @property
    def text(self) -> str:
        """As a window takes it along."""
        return msgspec.json.encode(self).decode()


def read_window_state(view: Mapping[str, Any]) -> WindowState | None:
    """What the window took along; None where that is nothing that this version writes."""
    try:
        return msgspec.json.decode(str(view.get("private_metadata") or ""), type=WindowState)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None
