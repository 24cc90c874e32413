"""Approve and Reject: the buttons that answer at once, or after a question."""

from blocks.kit import ids
from blocks.kit.message import View
from blocks.windows.reject import chosen_reason, reject_modal
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import Card
from handlers.slack.kit.clicks import Body, Click, button_click, submission
from handlers.slack.kit.form_state import chosen_text, entered_text
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.press import press
from handlers.slack.kit.question import ask, take
from oversight.action.action import Action
from oversight.action.decision import VoteKind
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition
from oversight.policy import CardHints
from oversight.usecases.actions.decide_action import decide_action
from oversight.voting.decide import Answer


def register(app: Listeners, ports: SlackPorts) -> None:
    """The two buttons and the modal behind one of them are answered."""
    _register_buttons(app, ports)
    _register_modals(app, ports)


def _register_buttons(app: Listeners, ports: SlackPorts) -> None:

    @app.action(ids.APPROVE)
    async def approve(ack: Ack, body: Body) -> None:
        click = button_click(body)
        await press(ack, click, ports, lambda card: _decide(card, click, VoteKind.APPROVE, ports))

    @app.action(ids.REJECT)
    async def ask_why(ack: Ack, body: Body) -> None:
        async def window(action: Action, private_metadata: str, hints: CardHints) -> View:
            return reject_modal(action, private_metadata, hints, await ports.reject_reasons(action))

        await ask(ack, button_click(body), window, ports)


def _register_modals(app: Listeners, ports: SlackPorts) -> None:
    @app.view(ids.REJECT_VIEW)
    async def reject(ack: Ack, body: Body) -> None:
        click, view = submission(body), body["view"]
        chosen = chosen_text(view, ids.REJECT_REASON_BLOCK, ids.REJECT_REASON_INPUT)
        remark = entered_text(view, ids.REASON_BLOCK, ids.REASON_INPUT)
        reason, reject_reason = remark if remark.strip() else None, chosen_reason(chosen)

        async def rejected(card: Card) -> Transition | Refusal:
            answer = Answer(
                VoteKind.REJECT, click.version, card.rung, reason, reject_reason=reject_reason, shown=card.posting.shown
            )
            return await decide_action(card.action_id, click.user_id, answer, ports.use_cases)

        await take(ack, click, ids.REASON_BLOCK, ports, rejected)


async def _decide(
    card: Card, click: Click, kind: VoteKind, ports: SlackPorts, *, reason: str | None = None
) -> Transition | Refusal:
    answer = Answer(kind, click.version, card.rung, reason, shown=card.posting.shown)
    return await decide_action(card.action_id, click.user_id, answer, ports.use_cases)
