"""Escalate: a reviewer asks the next tier, from the card's menu or from the button on an old card."""

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from blocks import ids
from handlers.slack.cards import CARDS, Card, card_of
from handlers.slack.clicks import Body, Click, button_click
from handlers.slack.desk import Desk
from handlers.slack.present import refuse
from oversight.refusal import Refusal
from oversight.step import Step
from oversight.usecases.escalate_action import escalate_action


def register(app: AsyncApp, desk: Desk) -> None:
    """The button on old cards does what it says."""

    @app.action(ids.ESCALATE_RETIRED)
    async def pressed(ack: AsyncAck, body: Body) -> None:
        await escalate(ack, button_click(body), desk)


async def escalate(ack: AsyncAck, click: Click, desk: Desk) -> None:
    """The next tier is asked, or the person reads why not."""
    card = await card_of(click, CARDS, desk)
    answered: Card | Step | Refusal = card
    if not isinstance(card, Refusal):
        answered = await escalate_action(card.action_id, card.rung, click.user_id, desk.ports)
    await ack()
    if isinstance(answered, Refusal):
        await refuse(click, answered, card, desk)
