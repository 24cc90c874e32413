"""The window that shows one entitled person what cards hide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blocks.card.subject import subject
from blocks.kit import ids
from blocks.kit.message import Block, View
from blocks.kit.modal import modal
from blocks.kit.rich_text import line, part, rich_text
from blocks.payload.payload import PayloadValue
from blocks.windows.detail_line import DetailLine
from blocks.windows.details_lines import value_line
from blocks.windows.pages import page_of
from oversight.action.action import Action
from oversight.editing.hidden import HiddenValue
from oversight.editing.redaction import NO_HINTS
from oversight.exact_json.walk import Path
from oversight.policy import CardHints

TOLD = "Only you see this window. That you looked, and at what, is in the audit log."


@dataclass(frozen=True, slots=True)
class HiddenValuesPage:
    """One page of the window, and which values are on it."""

    view: View
    paths: tuple[Path, ...]


def hidden_values_page(
    action: Action, hidden: Sequence[HiddenValue], page: int, private_metadata: str, hints: CardHints
) -> HiddenValuesPage:
    """This page of the hidden values, counted from 1; for one that does not exist, the nearest."""
    drawn = page_of(_lines(action, hidden), page)
    blocks: list[Block] = [subject(action, hints), rich_text("told", [line(part(TOLD))]), *drawn.blocks]
    blocks += drawn.turns(ids.REVEAL_PREVIOUS, ids.REVEAL_NEXT)
    view = modal(ids.REVEAL_VIEW, "Hidden values", blocks, private_metadata)
    return HiddenValuesPage(view, tuple(dict.fromkeys(told.path for told in drawn.lines)))


def _lines(action: Action, hidden: Sequence[HiddenValue]) -> Iterator[DetailLine]:
    version = f", version {action.version.number}" if action.version.number > 1 else ""
    for found in hidden:
        value = PayloadValue(found.path, found.value)
        yield value_line(f"Hidden values{version}", value.whole_name, value, NO_HINTS)
