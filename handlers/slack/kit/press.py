"""A press that does something at once: it counts, or the person reads why not. It is saved before Slack is answered."""

from collections.abc import Awaitable, Callable, Sequence

from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, Card, card_of
from handlers.slack.kit.clicks import Click
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition
from oversight.ports.delivery import MessageKind
from oversight.review.sample import Sample

Does = Callable[[Card], Awaitable[Transition | Sample | Sequence[Sample] | Refusal]]
"""What an answer does to the action of its card, or to samples."""


async def press(ack: Ack, click: Click, ports: SlackPorts, does: Does, kinds: frozenset[MessageKind] = CARDS) -> None:
    """The press counts and the person sees its card or sample change, or reads why not."""
    ack.saving()
    card = await card_of(click, kinds, ports)
    answered = card if isinstance(card, Refusal) else await does(card)
    if isinstance(card, Card) and not isinstance(answered, Refusal):
        ports.pressed(card.posting)
    await ack()
    if isinstance(answered, Refusal):
        await refuse(click, answered, card, ports)
    else:
        await ack.saved()
