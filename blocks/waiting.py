"""One line for each action that waits for a person, on the Home tab and under /approvals."""

from collections.abc import Mapping

from blocks import ids
from blocks.buttons import button
from blocks.card_sections import risk_words
from blocks.deadline import deadline
from blocks.letter import Block
from blocks.redaction import NO_HINTS
from blocks.stages import place_words
from blocks.status import approvals_words
from blocks.text import escape, mrkdwn, plain, shorten, shown
from blocks.title import title
from oversight.action import Action
from oversight.policy import CardHints

NO_LINKS: Mapping[str, str] = {}


def waiting_rows(action: Action, place: int, links: Mapping[str, str], hints: CardHints = NO_HINTS) -> list[Block]:
    """What it is, who asks, how risky, until when, and the way to it; the button carries the action's id."""
    what = title(action, hints)
    channel = escape(shorten(shown(action.rung.channel), 80)) if action.rung else ""
    link = f"<{links[action.id]}|Open the card>" if action.id in links else f"The card is in {channel}"
    until = deadline(action)
    facts = filter(None, (risk_words(action), place_words(action), until.mrkdwn if until else "", link))
    return [
        {
            "type": "section",
            "block_id": f"waiting.{place}.{action.revision}",
            "text": plain(f"{what}\n{shorten(shown(action.agent.name), 120)} · {approvals_words(action)}"),
            "accessory": button(ids.OPEN_FROM_HOME, "Details", action.id, f"Details: {what}"),
        },
        {
            "type": "context",
            "block_id": f"facts.{place}.{action.revision}",
            "elements": [mrkdwn(" · ".join(facts))],
        },
    ]


def waiting_words(count: int) -> str:
    """How many wait."""
    if not count:
        return "✅ Nothing waits for your decision."
    return f"⏳ {count:,} action{'s wait' if count != 1 else ' waits'} for your decision."
