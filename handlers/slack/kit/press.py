"""A press that does something at once: it counts, or the person reads why not. It is saved before Slack is answered."""

from collections.abc import Awaitable, Callable

from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, Card, card_of
from handlers.slack.kit.clicks import Click
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition

Does = Callable[[Card], Awaitable[Transition | Refusal]]
"""What an answer on a card does to its action."""


async def press(ack: Ack, click: Click, desk: SlackPorts, does: Does) -> None:
    """The press has changed the action of its card, or the person reads why not."""
    ack.saving()
    card = await card_of(click, CARDS, desk)
    answered = card if isinstance(card, Refusal) else await does(card)
    await show_answered(ack, click, answered, card, desk)


async def show_answered(ack: Ack, click: Click, answered: object, card: Card | Refusal, desk: SlackPorts) -> None:
    """The person sees the card change, or reads why it does not."""
    if isinstance(card, Card) and not isinstance(answered, Refusal):
        desk.pressed(card.posting)
    await ack()
    if isinstance(answered, Refusal):
        await refuse(click, answered, card, desk)
    else:
        await ack.saved()
