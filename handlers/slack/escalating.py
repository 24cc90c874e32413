"""Escalate: a reviewer asks the next tier, from the card's menu or from the button on an old card."""

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from blocks import ids
from handlers.slack.clicks import Body, Click, button_click
from handlers.slack.desk import Desk
from handlers.slack.pressing import press
from oversight.usecases.escalate_action import escalate_action


def register(app: AsyncApp, desk: Desk) -> None:
    """The button on old cards does what it says."""

    @app.action(ids.ESCALATE_RETIRED)
    async def pressed(ack: AsyncAck, body: Body) -> None:
        await escalate(ack, button_click(body), desk)


async def escalate(ack: AsyncAck, click: Click, desk: Desk) -> None:
    """The next tier is asked, or the person reads why not."""
    await press(ack, click, desk, lambda card: escalate_action(card.action_id, card.rung, click.user_id, desk.ports))
