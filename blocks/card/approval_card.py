"""The card of one rung of one action, in every state: what would run, who asks, why it is here, who decided.

While it waits here it has everything that the decision needs, in few lines. Afterwards it is short.
"""

from blocks.card.buttons import card_buttons
from blocks.card.closed_card import closed_blocks
from blocks.card.draft_section import draft_section, draft_words, finished_words, provenance_lines
from blocks.card.fallback_text import fallback_text
from blocks.card.sections import agents_words, facts_line, open_facts
from blocks.card.status import is_elsewhere
from blocks.card.title import title
from blocks.kit.length import text_length
from blocks.kit.limits import HEADER, MESSAGE_CHARACTERS
from blocks.kit.message import Block, SlackMessage
from blocks.kit.rich_text import line, part, rich_text
from blocks.kit.text import plain
from blocks.kit.warnings import warnings
from blocks.payload.changes import changes
from blocks.payload.payload import CHARACTERS, PayloadView, payload_view
from oversight.action.action import Action
from oversight.editing.draft.drafting import NO_WORK, Drafting
from oversight.policy import CardHints

RESERVED = 2_600
"""Characters kept for what depends on how much of the payload fits: the notices and the buttons."""


def approval_card(
    action: Action, rung: int, token: str, hints: CardHints, *, similar: bool = False, drafting: Drafting = NO_WORK
) -> SlackMessage:
    """The card as it looks now; ``token`` is what its buttons carry, ``similar`` offers to allow what looks like it."""
    head: Block = {"type": "header", "block_id": "title", "text": plain(title(action, hints), HEADER)}
    closed = action.status.is_final or is_elsewhere(action, rung)
    before, after = [head, open_facts(action, rung)], _after_payload(action, hints)
    drafted = draft_section(action, drafting, hints)
    room = MESSAGE_CHARACTERS - RESERVED - text_length([*before, *drafted, *after])
    view = payload_view(action.version.payload, hints, min(CHARACTERS, room))
    warned = warnings(action, hints)
    if closed:
        blocks = [head, *closed_blocks(action, rung, hints), *_notices([], warned)]
    else:
        blocks = [*before, *drafted, _payload(action, view), *_notices(view.notices, warned), *after]
    buttons = card_buttons(
        action, rung, token, hints, complete=view.missing is None, similar=similar, drafting=drafting
    )
    blocks.append({"type": "actions", "block_id": "buttons", "elements": buttons})
    # New ids with every state: Slack keeps what it has shown under an id that it knows.
    state = f"{rung}.{action.revision}{'.similar' if similar else ''}"
    if drafting.work is not None:
        state += f".w{drafting.work.version}"
    fresh = [block | {"block_id": f"{block['block_id']}.{state}"} for block in blocks]
    told = [*([] if closed else draft_words(action, drafting, hints)), *finished_words(action)]
    return SlackMessage(fallback_text(action, rung, hints, view, [*told, *warned]), fresh)


def _payload(action: Action, view: PayloadView) -> Block:
    version = f" (version {action.version.number}, edited by a reviewer)" if action.version.number > 1 else ""
    return rich_text("payload", [line(part(f"What would run{version}", bold=True)), *view.lines])


def _notices(missing: list[str], warned: list[str]) -> list[Block]:
    notices = [*missing, *warned]
    return [rich_text("notices", [line(part(notice, bold=True)) for notice in notices])] if notices else []


def _after_payload(action: Action, hints: CardHints) -> list[Block]:
    edited: list[Block] = []
    if action.version.number > 1:
        edited.append(rich_text("changes", [*changes(action, hints), *provenance_lines(action)]))
    small: Block = {"type": "context", "block_id": "facts", "elements": [plain(facts_line(action))]}
    return [*edited, agents_words(action, hints), small]
