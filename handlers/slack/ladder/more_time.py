"""More time: a reviewer moves the deadline, within what the policy allows."""

from handlers.slack.kit.ack import Ack
from handlers.slack.kit.clicks import Click
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.press import press
from oversight.usecases.ladder.extend_deadline import extend_deadline


async def give_more_time(ack: Ack, click: Click, ports: SlackPorts) -> None:
    """The deadline is later, or the person reads why not."""
    await press(
        ack,
        click,
        ports,
        lambda card: extend_deadline(card.action_id, card.rung, click.user_id, ports.use_cases, shown=click.shown),
    )
