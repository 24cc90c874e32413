"""Approve, Reject, Modify: the buttons that answer."""

from blocks.kit import ids
from blocks.kit.message import View
from blocks.windows.modify import modify_modal
from blocks.windows.reject import chosen_reason, reject_modal
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import Card, answerable
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
from oversight.editing.hidden_values import restored
from oversight.editing.typed_json import read_typed
from oversight.exact_json.canonical import Json
from oversight.policy import CardHints
from oversight.usecases.actions.decide_action import decide_action
from oversight.voting.decide import Answer


def register(app: Listeners, ports: SlackPorts) -> None:
    """The three buttons and the two modals behind them are answered."""
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

    @app.action(ids.MODIFY)
    async def ask_how(ack: Ack, body: Body) -> None:
        await ask(ack, button_click(body), modify_modal, ports)


def _register_modals(app: Listeners, ports: SlackPorts) -> None:
    @app.view(ids.REJECT_VIEW)
    async def reject(ack: Ack, body: Body) -> None:
        click, view = submission(body), body["view"]
        chosen = chosen_text(view, ids.REJECT_REASON_BLOCK, ids.REJECT_REASON_INPUT)
        remark = entered_text(view, ids.REASON_BLOCK, ids.REASON_INPUT)
        reason, reject_reason = remark if remark.strip() else None, chosen_reason(chosen)

        async def rejected(card: Card) -> Transition | Refusal:
            answer = Answer(VoteKind.REJECT, click.version, card.rung, reason, reject_reason=reject_reason)
            return await decide_action(card.action_id, click.user_id, answer, ports.use_cases)

        await take(ack, click, ids.REASON_BLOCK, ports, rejected)

    @app.view(ids.MODIFY_VIEW)
    async def modify(ack: Ack, body: Body) -> None:
        click = submission(body)
        await take(ack, click, ids.PAYLOAD_BLOCK, ports, lambda card: _modify(card, click, body["view"], ports))


async def _decide(
    card: Card, click: Click, kind: VoteKind, ports: SlackPorts, *, reason: str | None = None, payload: Json = None
) -> Transition | Refusal:
    answer = Answer(kind, click.version, card.rung, reason, payload)
    return await decide_action(card.action_id, click.user_id, answer, ports.use_cases)


async def _modify(card: Card, click: Click, view: Body, ports: SlackPorts) -> Transition | Refusal:
    """The vote for the payload as the reviewer edited it, with the hidden values put back; or what is wrong with it."""
    action = await answerable(card, click, ports)
    if isinstance(action, Refusal):
        return action
    edited = read_typed(entered_text(view, ids.PAYLOAD_BLOCK, ids.PAYLOAD_INPUT))
    if isinstance(edited, Refusal):
        return edited
    payload = restored(edited, action.version.payload, await ports.hints(action))
    if isinstance(payload, Refusal):
        return payload
    reason = entered_text(view, ids.REASON_BLOCK, ids.REASON_INPUT) or None
    return await _decide(card, click, VoteKind.MODIFY, ports, reason=reason, payload=payload)
