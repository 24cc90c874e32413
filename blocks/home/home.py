"""The Home tab: what waits for the person who opens it, and what runs without them."""

from collections.abc import Mapping, Sequence

from blocks.halts import home_halts
from blocks.home.waiting import NO_LINKS, waiting_rows, waiting_words
from blocks.kit import ids
from blocks.kit.limits import VIEW_BLOCKS
from blocks.kit.message import Block, View
from blocks.kit.text import plain
from blocks.standing.approval import home_standing, standing_count
from oversight.action.action import Action
from oversight.editing.redaction import NO_HINTS
from oversight.halts.halt import NO_HALTS, Halts
from oversight.policy import CardHints
from oversight.standing.standing_approval import StandingApproval

MOST = 45
"""Each takes two blocks of the 100 that Slack allows; standing approvals may take some of that room, too."""
AROUND = 6
"""Room for the title, halts, the count, standing approvals, the rest of the list, and the last line."""


def home(
    actions: Sequence[Action],
    links: Mapping[str, str] = NO_LINKS,
    hints: Mapping[str, CardHints] | None = None,
    halts: Halts = NO_HALTS,
    standing: Sequence[StandingApproval] = (),
    *,
    types: Mapping[str, CardHints] | None = None,
) -> View:
    """The tab for a person for whom these actions wait; ``links`` and ``hints`` by action id, ``types`` by type."""
    known = hints or {}
    allowed = home_standing(standing, types or {})
    most = min(MOST, (VIEW_BLOCKS - AROUND - len(allowed)) // 2)
    blocks: list[Block] = [
        {"type": "header", "block_id": "title", "text": plain("Your approvals")},
        *home_halts(halts),
        {"type": "section", "block_id": "count", "text": plain(waiting_words(len(actions))), "expand": True},
    ]
    if allowed:
        below = f"{standing_count(len(standing))} See below."
        blocks.append({"type": "context", "block_id": "allowed", "elements": [plain(below)]})
    for position, action in enumerate(actions[:most], 1):
        blocks += waiting_rows(action, position, links, known.get(action.id, NO_HINTS))
    if len(actions) > most:
        more = f"{len(actions) - most:,} more wait; the next deadlines are shown first."
        blocks.append({"type": "section", "block_id": "more", "text": plain(more), "expand": True})
    blocks += allowed
    foot = f"As of when this tab was opened. {ids.APPROVALS_COMMAND} shows the same list anywhere."
    blocks.append({"type": "context", "block_id": "foot", "elements": [plain(foot)]})
    return {"type": "home", "blocks": blocks}
