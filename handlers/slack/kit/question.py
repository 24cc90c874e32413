"""Windows that ask a reviewer something: they open for a person who may answer, and close when the answer counts."""

from blocks.refusal import refusal_field
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, Card, answerable, card_of
from handlers.slack.kit.clicks import Click, window_state
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import redraw_old, refuse
from handlers.slack.kit.press import Does
from handlers.slack.kit.windows import Builder, open_modal
from oversight.action.refusal import Refusal
from oversight.ports.delivery import MessageKind


async def ask(ack: Ack, click: Click, build: Builder, ports: SlackPorts, *, to_vote: bool = True) -> None:
    """The modal is open, if the person may answer; Slack is answered last, within the life of the trigger."""
    card = await card_of(click, CARDS, ports)
    action = card if isinstance(card, Refusal) else await answerable(card, click, ports, to_vote=to_vote)
    if isinstance(action, Refusal):
        await ack()
        await refuse(click, action, card, ports)
        return
    view = build(action, window_state(click), (await ports.hints(action)).opened)
    await open_modal(click, view if isinstance(view, dict) else await view, ports)
    await ack()


async def take(
    ack: Ack, click: Click, block_id: str, ports: SlackPorts, does: Does, *, kinds: frozenset[MessageKind] = CARDS
) -> None:
    """The modal closes because the answer counts, or stays open and says under this field what is wrong."""
    ack.saving()
    card = await card_of(click, kinds, ports)
    answered = card if isinstance(card, Refusal) else await does(card)
    if isinstance(answered, Refusal):
        await ack(response_action="errors", errors={block_id: refusal_field(answered)})
        redraw_old(answered, card, ports)
    else:
        if isinstance(card, Card):
            ports.pressed(card.posting)
        await ack()
