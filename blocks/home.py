"""The Home tab: what waits for the person who opens it."""

from collections.abc import Mapping, Sequence

from blocks import ids
from blocks.halts import home_halts
from blocks.letter import Block, View
from blocks.text import plain
from blocks.waiting import NO_LINKS, waiting_rows, waiting_words
from oversight.action import Action
from oversight.halts.halt import NO_HALTS, Halts
from oversight.policy import CardHints

MOST = 45
"""Two blocks each leave room for the rest of the 100."""


def home(
    actions: Sequence[Action],
    links: Mapping[str, str] = NO_LINKS,
    hints: Mapping[str, CardHints] | None = None,
    halts: Halts = NO_HALTS,
) -> View:
    """The tab for somebody whom these actions wait for; ``links`` and ``hints`` by action id and action type."""
    known = hints or {}
    blocks: list[Block] = [
        {"type": "header", "block_id": "title", "text": plain("Your approvals")},
        *home_halts(halts),
        {"type": "section", "block_id": "count", "text": plain(waiting_words(len(actions)))},
    ]
    for place, action in enumerate(actions[:MOST], 1):
        blocks += waiting_rows(action, place, links, known.get(action.proposal.action_type, CardHints()))
    if len(actions) > MOST:
        more = f"{len(actions) - MOST:,} more wait; the next deadlines are shown first."
        blocks.append({"type": "section", "block_id": "more", "text": plain(more)})
    foot = f"As of when this tab was opened. {ids.APPROVALS_COMMAND} shows the same list anywhere."
    blocks.append({"type": "context", "block_id": "foot", "elements": [plain(foot)]})
    return {"type": "home", "blocks": blocks}
