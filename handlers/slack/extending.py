"""More time: a reviewer moves the deadline, within what the policy allows."""

from slack_bolt.context.ack.async_ack import AsyncAck

from handlers.slack.cards import CARDS, Card, card_of
from handlers.slack.clicks import Click
from handlers.slack.desk import Desk
from handlers.slack.present import refuse
from oversight.refusal import Refusal
from oversight.step import Step
from oversight.usecases.extend_deadline import extend_deadline


async def give_more_time(ack: AsyncAck, click: Click, desk: Desk) -> None:
    """The deadline is later, or the person reads why not."""
    card = await card_of(click, CARDS, desk)
    answered: Card | Step | Refusal = card
    if not isinstance(card, Refusal):
        answered = await extend_deadline(card.action_id, card.rung, click.user_id, desk.ports)
    await ack()
    if isinstance(answered, Refusal):
        await refuse(click, answered, card, desk)
