"""Hand over: a reviewer names a colleague who may answer, too."""

from blocks.kit import ids
from blocks.windows.hand_over import hand_over_modal
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import Card
from handlers.slack.kit.clicks import Body, Click, submission
from handlers.slack.kit.form_state import entered_text, named_person
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.question import ask, take
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition
from oversight.usecases.ladder.hand_over import hand_over


def register(app: Listeners, ports: SlackPorts) -> None:
    """The modal is answered."""

    @app.view(ids.HAND_OVER_VIEW)
    async def handed(ack: Ack, body: Body) -> None:
        click = submission(body)
        await take(ack, click, ids.COLLEAGUE_BLOCK, ports, lambda card: _hand_over(card, click, body["view"], ports))


async def ask_to_whom(ack: Ack, click: Click, ports: SlackPorts) -> None:
    """The modal that asks to whom is open, or the person reads why not. Who has voted may hand over, too."""
    await ask(ack, click, hand_over_modal, ports, to_vote=False)


async def _hand_over(card: Card, click: Click, view: Body, ports: SlackPorts) -> Transition | Refusal:
    to = named_person(view, ids.COLLEAGUE_BLOCK, ids.COLLEAGUE_INPUT)
    note = entered_text(view, ids.NOTE_BLOCK, ids.NOTE_INPUT) or None
    return await hand_over(card.action_id, card.rung, click.user_id, to, ports.use_cases, note=note)
