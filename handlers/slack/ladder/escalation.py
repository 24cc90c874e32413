"""Escalate: a reviewer asks the next tier, from the card's menu or from the button on an old card."""

from blocks.kit import ids
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.clicks import Body, Click, button_click
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.press import press
from oversight.usecases.ladder.escalate_action import escalate_action


def register(app: Listeners, ports: SlackPorts) -> None:
    """The button on old cards does what it says."""

    @app.action(ids.ESCALATE_RETIRED)
    async def pressed(ack: Ack, body: Body) -> None:
        await escalate(ack, button_click(body), ports)


async def escalate(ack: Ack, click: Click, ports: SlackPorts) -> None:
    """The next tier is asked, or the person reads why not."""
    await press(
        ack, click, ports, lambda card: escalate_action(card.action_id, card.rung, click.user_id, ports.use_cases)
    )
