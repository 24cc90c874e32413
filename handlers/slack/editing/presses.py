"""The buttons and menus in the windows of an edit."""

from blocks.kit import ids
from blocks.windows.reject import reject_modal
from handlers.slack.editing.moves import (
    as_form,
    as_text,
    begin_anew,
    choose_branch,
    go_back,
    keep_both,
    keep_mine,
    of_what_it_compares,
    turn_to,
)
from handlers.slack.editing.pressed import Does, pressed
from handlers.slack.editing.row_moves import ROW_CHOICES, add_entry, open_row
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, answerable, card_of
from handlers.slack.kit.clicks import Body, button_click, button_value, window_state
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse
from handlers.slack.kit.windows import turn_modal
from oversight.action.refusal import Refusal

PAGE_DIGITS = 4


def register(app: Listeners, ports: SlackPorts) -> None:
    """Each of them is answered."""
    plain: dict[str, Does] = {
        ids.EDIT_AS_TEXT: as_text,
        ids.EDIT_AS_FORM: as_form,
        ids.EDIT_BACK: go_back,
        ids.EDIT_ANEW: begin_anew,
        ids.EDIT_MINE: of_what_it_compares(keep_mine),
        ids.EDIT_THEIRS: of_what_it_compares(begin_anew),
        ids.EDIT_BOTH: of_what_it_compares(keep_both),
    }
    for action_id, does in plain.items():
        _register_plain(app, action_id, does, ports)
    _register_rows(app, ports)

    @app.action(ids.EDIT_REJECT)
    async def reject_instead(ack: Ack, body: Body) -> None:
        click = button_click(body)
        card = await card_of(click, CARDS, ports)
        action = card if isinstance(card, Refusal) else await answerable(card, click, ports)
        await ack()
        if isinstance(action, Refusal):
            await refuse(click, action, card, ports)
        else:
            await turn_modal(click, reject_modal(action, window_state(click), await ports.hints(action)), ports)


def _register_plain(app: Listeners, action_id: str, does: Does, ports: SlackPorts) -> None:
    @app.action(action_id)
    async def plain(ack: Ack, body: Body) -> None:
        await pressed(ack, body, does, ports)


def _register_rows(app: Listeners, ports: SlackPorts) -> None:
    @app.action(ids.EDIT_OPEN)
    async def row(ack: Ack, body: Body) -> None:
        await pressed(ack, body, open_row(button_value(body)), ports, on_shown=True)

    @app.action(ids.EDIT_ADD)
    async def add(ack: Ack, body: Body) -> None:
        await pressed(ack, body, add_entry(button_value(body)), ports, on_shown=True)

    @app.action(ids.EDIT_EMPTY)
    async def empty(ack: Ack, body: Body) -> None:
        await pressed(ack, body, ROW_CHOICES[ids.EMPTY_CHOICE](button_value(body)), ports, on_shown=True)

    @app.action(ids.EDIT_ROW_MENU)
    async def menu(ack: Ack, body: Body) -> None:
        choice, row_id = ids.read_row_value(button_value(body))
        await pressed(ack, body, ROW_CHOICES.get(choice, open_row)(row_id), ports, on_shown=True)

    @app.action(ids.EDIT_BRANCH)
    async def branch(ack: Ack, body: Body) -> None:
        await pressed(ack, body, choose_branch(button_value(body)), ports, on_shown=True)

    @app.action(ids.EDIT_PREVIOUS)
    async def previous_page(ack: Ack, body: Body) -> None:
        await pressed(ack, body, _page(body), ports)

    @app.action(ids.EDIT_NEXT)
    async def next_page(ack: Ack, body: Body) -> None:
        await pressed(ack, body, _page(body), ports)


def _page(body: Body) -> Does:
    return turn_to(ids.read_number(button_value(body), PAGE_DIGITS) or 0)
