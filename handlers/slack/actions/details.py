"""Details: everything about an action, page by page, from its card, a sample, the Home tab or a message's menu."""

from blocks.kit import ids
from blocks.kit.message import View
from blocks.windows.details import details_modal
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, NOT_A_CARD, SAMPLES, card_of
from handlers.slack.kit.clicks import Body, Click, button_click, button_value, message_shortcut, window_state
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse
from handlers.slack.kit.windows import open_modal, turn_modal
from oversight.action.refusal import Refusal, RefusalCode
from oversight.usecases.actions.entitled_to_reveal import hints_for, refuse_to_reveal
from oversight.usecases.apply import UNKNOWN_ACTION
from oversight.usecases.entitled import member

SHOWN_ON = CARDS | SAMPLES
PAGE_DIGITS = 5
NO_PAGE = Refusal(
    RefusalCode.STALE_CARD,
    "This window is from an earlier version. Open the details anew from the card.",
)


def register(app: Listeners, ports: SlackPorts) -> None:
    """The Details button, the pages behind it and the message shortcut are answered."""

    @app.action(ids.DETAILS)
    async def details(ack: Ack, body: Body) -> None:
        await show(ack, button_click(body), ports)

    @app.action(ids.DETAILS_PREVIOUS)
    async def previous_page(ack: Ack, body: Body) -> None:
        await _turn(ack, body, ports)

    @app.action(ids.DETAILS_NEXT)
    async def next_page(ack: Ack, body: Body) -> None:
        await _turn(ack, body, ports)

    @app.shortcut(ids.EXPLAIN_SHORTCUT)
    async def explain(ack: Ack, body: Body) -> None:
        token = _token_in(body.get("message") or {})
        click = message_shortcut(body, token)
        if token is None:
            await ack()
            await refuse(click, NOT_A_CARD, NOT_A_CARD, ports)
        else:
            await show(ack, click, ports)


async def show(ack: Ack, click: Click, ports: SlackPorts) -> None:
    """The first page is open, or the person reads why not."""
    view = await _page(click, 1, ports)
    if not isinstance(view, Refusal):
        await open_modal(click, view, ports)
    await ack()
    if isinstance(view, Refusal):
        await refuse(click, view, view, ports)


async def _turn(ack: Ack, body: Body, ports: SlackPorts) -> None:
    click, wanted = button_click(body), ids.read_number(button_value(body), PAGE_DIGITS)
    is_details = click.view is not None and click.view.get("callback_id") == ids.DETAILS_VIEW
    is_ours = is_details and click.token is not None
    view = await _page(click, wanted, ports) if is_ours and wanted is not None else NO_PAGE
    await ack()
    if isinstance(view, Refusal):
        await refuse(click, view, view, ports)
    else:
        await turn_modal(click, view, ports)


async def _page(click: Click, page: int, ports: SlackPorts) -> View | Refusal:
    card = await card_of(click, SHOWN_ON, ports)
    if isinstance(card, Refusal):
        return card
    person = await member(click.user_id, ports.use_cases)
    if isinstance(person, Refusal):
        return person
    action = await ports.use_cases.actions.action(card.action_id)
    if action is None:
        return UNKNOWN_ACTION
    history = await ports.use_cases.actions.events(action.id)
    hints, drafting = await hints_for(person, action, ports.use_cases), await ports.drafting(action)
    may_reveal = await refuse_to_reveal(person, action, ports.use_cases) is None
    state = window_state(click)
    return details_modal(action, page, state, hints, history, may_reveal=may_reveal, drafting=drafting)


def _token_in(message: Body) -> str | None:
    """The token in the message's own buttons; the token of a copied message is not known."""
    for block in message.get("blocks") or []:
        for element in block.get("elements") or []:
            if isinstance(element, dict) and (read := ids.read_button_value(str(element.get("value") or ""))):
                return read[0]
    return None
