"""The card of one rung of one action, in every state: what would run, who asks, why it is here, who decided."""

from blocks.card_buttons import card_buttons
from blocks.card_sections import action_fields, agents_words, changes, decision_lines, facts_line, origin
from blocks.card_story import card_story
from blocks.hidden_characters import BADGE, reveal
from blocks.letter import Block, Letter
from blocks.limits import HEADER, MESSAGE_CHARACTERS
from blocks.payload import CHARACTERS, PayloadView, payload_view
from blocks.rich_text import line, part, rich_text
from blocks.status import is_escalated_away, status_line
from blocks.text import plain
from blocks.title import title
from blocks.weight import weight
from oversight.action import Action
from oversight.policy import CardHints

RESERVED = 1_700
"""Characters kept for what depends on how much of the payload fits: the notices and the buttons."""


def approval_card(action: Action, rung: int, token: str, hints: CardHints) -> Letter:
    """The card as it looks now; ``token`` is what its buttons carry."""
    before, after = _before_payload(action, rung, hints), _after_payload(action, hints)
    room = MESSAGE_CHARACTERS - RESERVED - weight([*before, *after])
    view = payload_view(action.version.payload, hints, min(CHARACTERS, room))
    buttons = card_buttons(action, rung, token, hints, complete=view.missing is None)
    blocks = [
        *before,
        rich_text("payload", _payload_lines(action, view)),
        *_notices(action, view),
        *after,
        {"type": "actions", "block_id": "buttons", "elements": buttons},
    ]
    # New ids with every state: Slack keeps what it has shown under an id that it knows.
    fresh = [block | {"block_id": f"{block['block_id']}.{rung}.{action.revision}"} for block in blocks]
    return Letter(card_story(action, rung, hints, view), fresh)


def _before_payload(action: Action, rung: int, hints: CardHints) -> list[Block]:
    status = [line(part(status_line(action, rung), bold=True))]
    waits_here = not action.status.is_final and not is_escalated_away(action, rung)
    if not action.status.is_final and not waits_here:
        status.append(line(part("Why is in the thread of this card. Decide on the card there.")))
    fields = [{"type": "section", "block_id": "fields", "fields": action_fields(action)}]
    return [
        {"type": "header", "block_id": "title", "text": plain(title(action, hints), HEADER)},
        rich_text("status", [*status, *decision_lines(action)]),
        *(fields if waits_here else []),
        rich_text("origin", origin(action)),
    ]


def _payload_lines(action: Action, view: PayloadView) -> list[Block]:
    version = f" (version {action.version.number}, edited by a reviewer)" if action.version.number > 1 else ""
    if not action.status.is_final:
        verb = "What would run"
    else:
        verb = "What was approved" if action.status.releases else "What was proposed"
    return [line(part(f"{verb}{version}", bold=True)), *view.lines]


def _notices(action: Action, view: PayloadView) -> list[Block]:
    proposal = action.proposal
    texts = (proposal.description, proposal.reasoning, proposal.on_behalf_of, proposal.action_type, action.agent.name)
    notices = [f"✂️ Not complete: {view.missing}"] if view.missing else []
    if view.hidden or any(reveal(text or "").hidden for text in texts):
        notices.append(BADGE)
    return [rich_text("notices", [line(part(notice, bold=True)) for notice in notices])] if notices else []


def _after_payload(action: Action, hints: CardHints) -> list[Block]:
    edited = [rich_text("changes", changes(action, hints))] if action.version.number > 1 else []
    return [
        *edited,
        rich_text("agent_words", agents_words(action)),
        {"type": "context", "block_id": "facts", "elements": [plain(facts_line(action))]},
    ]
