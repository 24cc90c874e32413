"""The Details button where no card is at hand: on the Home tab, in lists, and under the samples of a digest."""

from dataclasses import replace

from blocks.kit import ids
from handlers.slack.actions.details import show
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import NOT_PLACED
from handlers.slack.kit.clicks import Body, Click, button_click, button_value
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse
from oversight.action.refusal import Refusal
from oversight.ports.delivery import MessageKind
from oversight.ports.message_id import card_id
from oversight.usecases.apply import UNKNOWN_ACTION
from oversight.usecases.entitled import member_of
from oversight.voting.viewers import NOT_A_VIEWER, viewers


def register(app: Listeners, ports: SlackPorts) -> None:
    """Whoever may look at the action sees its details."""

    @app.action(ids.OPEN_FROM_HOME)
    async def details(ack: Ack, body: Body) -> None:
        click = await _card_click(button_click(body), button_value(body), ports)
        if isinstance(click, Refusal):
            await ack()
            await refuse(button_click(body), click, click, ports)
        else:
            await show(ack, click, ports)


async def _card_click(click: Click, action_id: str, ports: SlackPorts) -> Click | Refusal:
    """The click as if it came from the action's own card; only who may look at the action can do that."""
    action = await ports.use_cases.actions.action(action_id)
    if action is None or action.assignment is None:
        return UNKNOWN_ACTION
    person = await member_of(viewers(action), click.user_id, NOT_A_VIEWER, ports.use_cases)
    if isinstance(person, Refusal):
        return person
    posting = await ports.postings.posting(MessageKind.CARD, card_id(action.id, action.assignment.rung))
    if posting is None:
        return NOT_PLACED
    return replace(
        click,
        token=posting.token,
        version=action.version.number,
        channel_id=posting.channel_id,
        message_ts=posting.ts,
    )
