"""One line for each action that waits for a person, on the Home tab and under /approvals."""

from collections.abc import Mapping
from dataclasses import replace

from blocks.card.deadline import deadline
from blocks.card.sections import risk_words
from blocks.card.stages import place_words
from blocks.card.status import approvals_words
from blocks.card.title import title
from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.message import Block
from blocks.kit.text import mrkdwn, plain, shorten, shown
from oversight.action.action import Action
from oversight.editing.redaction import NO_HINTS
from oversight.policy import CardHints

NO_LINKS: Mapping[str, str] = {}


def waiting_rows(action: Action, position: int, links: Mapping[str, str], hints: CardHints = NO_HINTS) -> list[Block]:
    """What it is, who asks, how risky it is, its deadline and a link to it; the button carries the action's id."""
    what = title(action, hints)
    facts = filter(None, (risk_words(action), place_words(action)))
    return [
        {
            "type": "section",
            "block_id": f"waiting.{position}.{action.revision}",
            "text": plain(f"{what}\n{shorten(shown(action.agent.name), 120)} · {approvals_words(action)}"),
            "expand": True,
            "accessory": button(ids.OPEN_FROM_HOME, "Details", action.id, f"Details: {what}"),
        },
        {
            "type": "context",
            "block_id": f"facts.{position}.{action.revision}",
            "elements": [plain(" · ".join(facts)), *_until(action), _card_link(action, links)],
        },
    ]


def _until(action: Action) -> list[Block]:
    """The deadline in the reader's own time zone; who moved it is named in plain text."""
    until = deadline(action)
    if until is None or until.at is None:
        return [plain(until.words)] if until else []
    elements = [mrkdwn(replace(until, after="").mrkdwn)]
    return [*elements, plain(until.after.strip())] if until.after else elements


def _card_link(action: Action, links: Mapping[str, str]) -> Block:
    if action.id in links:
        return mrkdwn(f"<{links[action.id]}|Open the card>")
    return plain(f"The card is in {shorten(shown(action.rung.channel), 80) if action.rung else ''}")


def waiting_words(count: int) -> str:
    """How many actions wait, in words."""
    if not count:
        return "✅ Nothing waits for your decision."
    return f"⏳ {count:,} action{'s wait' if count != 1 else ' waits'} for your decision."
