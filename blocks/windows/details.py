"""Everything about an action, on as many pages as it takes, so that nothing is cut silently."""

from collections.abc import Sequence

from blocks.card.subject import subject
from blocks.kit import ids
from blocks.kit.buttons import reveal_button
from blocks.kit.message import Block, View
from blocks.kit.modal import modal
from blocks.kit.rich_text import line, part, rich_text
from blocks.kit.warnings import warnings
from blocks.windows.details_lines import LoggedEvent, detail_lines
from blocks.windows.pages import page_of
from oversight.action.action import Action
from oversight.editing.draft.drafting import NO_WORK, Drafting
from oversight.editing.hidden import hidden_in
from oversight.policy import CardHints


def details_modal(
    action: Action,
    page: int,
    private_metadata: str,
    hints: CardHints,
    history: Sequence[LoggedEvent],
    *,
    may_reveal: bool = False,
    drafting: Drafting = NO_WORK,
) -> View:
    """This page of the action's details, counted from 1; for a page that does not exist, the nearest one.

    With ``may_reveal`` a button leads to what cards hide, if there is anything.
    """
    drawn = page_of(detail_lines(action, hints, history, drafting), page)
    blocks: list[Block] = [subject(action, hints)]
    if warned := warnings(action, hints, everything=True):
        blocks.append(rich_text("warnings", [line(part(warning, bold=True)) for warning in warned]))
    blocks += [*drawn.blocks, *drawn.turns(ids.DETAILS_PREVIOUS, ids.DETAILS_NEXT)]
    if may_reveal and next(hidden_in(action, hints), None) is not None:
        blocks.append(
            {"type": "actions", "block_id": f"reveal.{drawn.number}", "elements": [reveal_button(ids.REVEAL, "1")]}
        )
    return modal(ids.DETAILS_VIEW, "Details", blocks, private_metadata)
