"""Reveal: what cards hide, in a window for one entitled person. That they look is saved before they see it."""

from blocks.kit import ids
from blocks.windows.hidden_values import HiddenValuesPage, hidden_values_page
from handlers.slack.actions.details import NO_PAGE, PAGE_DIGITS, SHOWN_ON
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import card_of
from handlers.slack.kit.clicks import Body, Click, button_click, button_value, window_state
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse
from handlers.slack.kit.windows import open_modal, turn_modal
from oversight.action.refusal import Refusal
from oversight.editing.redaction import NO_HINTS
from oversight.usecases.actions.reveal_hidden import reveal_hidden


def register(app: Listeners, ports: SlackPorts) -> None:
    """The button in Details is answered, and the pages behind it."""

    @app.action(ids.REVEAL)
    async def reveal(ack: Ack, body: Body) -> None:
        await _show(ack, body, ports, ids.DETAILS_VIEW)

    @app.action(ids.REVEAL_PREVIOUS)
    async def previous_page(ack: Ack, body: Body) -> None:
        await _show(ack, body, ports, ids.REVEAL_VIEW)

    @app.action(ids.REVEAL_NEXT)
    async def next_page(ack: Ack, body: Body) -> None:
        await _show(ack, body, ports, ids.REVEAL_VIEW)


async def _show(ack: Ack, body: Body, ports: SlackPorts, pressed_in: str) -> None:
    ack.saving()
    click, wanted = button_click(body), ids.read_number(button_value(body), PAGE_DIGITS)
    is_ours = click.view is not None and click.view.get("callback_id") == pressed_in and click.token is not None
    shown = await _page(click, wanted, ports) if is_ours and wanted is not None else NO_PAGE
    if isinstance(shown, Refusal):
        await ack()
        await refuse(click, shown, shown, ports)
    elif pressed_in == ids.DETAILS_VIEW:
        await open_modal(click, shown.view, ports)
        await ack()
    else:
        await ack()
        await turn_modal(click, shown.view, ports)


async def _page(click: Click, page: int, ports: SlackPorts) -> HiddenValuesPage | Refusal:
    card = await card_of(click, SHOWN_ON, ports)
    if isinstance(card, Refusal):
        return card
    action = await ports.use_cases.actions.action(card.action_id)
    hints = (await ports.hints(action)).opened if action else None
    state = window_state(click)
    return await reveal_hidden(
        card.action_id,
        click.user_id,
        lambda now, hidden: hidden_values_page(now, hidden, page, state, hints or NO_HINTS),
        ports.use_cases,
    )
