"""A press that does something at once: it counts, or the person reads why not.

What counts is durable before Slack is answered.
"""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from handlers.slack.cards import CARDS, Card, card_of
from handlers.slack.clicks import Click
from handlers.slack.desk import Desk
from handlers.slack.present import refuse
from oversight.refusal import Refusal
from oversight.step import Step


async def press(ack: AsyncAck, click: Click, desk: Desk, does: Callable[[Card], Awaitable[Step | Refusal]]) -> None:
    """What the press does to the action of its card is done, or the person reads why not."""
    card = await card_of(click, CARDS, desk)
    answered = card if isinstance(card, Refusal) else await does(card)
    await ack()
    if isinstance(answered, Refusal):
        await refuse(click, answered, card, desk)
