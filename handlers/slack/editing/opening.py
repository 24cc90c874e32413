"""Modify on a card, and what somebody had typed when it could not be sent in any more."""

from msgspec.structs import replace

from blocks.editing.typed import show_typed, typed_window
from blocks.kit import ids
from blocks.kit.plain_words import words_alone
from blocks.refusal import refusal_text
from handlers.slack.editing.window import drawn, drawn_meanwhile
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, Card, answerable, card_of
from handlers.slack.kit.clicks import Body, Click, button_click, button_value, state_of
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import redraw_old, refuse, tell
from handlers.slack.kit.windows import open_modal, turn_modal
from oversight.action.refusal import Refusal
from oversight.editing.edit import Edit
from oversight.usecases.editing.open_edit import open_edit
from oversight.usecases.editing.opened_edit import find_edit


def register(app: Listeners, ports: SlackPorts) -> None:
    """Both are answered."""

    @app.action(ids.MODIFY)
    async def ask_how(ack: Ack, body: Body) -> None:
        click = button_click(body)
        card = await card_of(click, CARDS, ports)
        action = card if isinstance(card, Refusal) else await answerable(card, click, ports)
        if isinstance(action, Refusal):
            await ack()
            await _refused(click, action, card, ports)
            return
        opened = await open_edit(action, click.user_id, ports.use_cases)
        state = replace(state_of(click), edit=opened.edit.token)
        view = drawn_meanwhile(opened, state) if opened.is_overtaken else drawn(opened, state)
        await open_modal(click, view, ports)
        await ack()

    @app.action(ids.EDIT_SHOW_TYPED)
    async def show(ack: Ack, body: Body) -> None:
        click = button_click(body)
        token, page = ids.read_button_value(button_value(body)) or ("", 0)
        opened = await find_edit(token, click.user_id, ports.use_cases)
        if isinstance(opened, Refusal):
            await ack()
            await refuse(click, opened, opened, ports)
            return
        view = typed_window(opened.edit, opened.hints, page)
        await (turn_modal if page else open_modal)(click, view, ports)
        await ack()


async def _refused(click: Click, refusal: Refusal, card: Card | Refusal, ports: SlackPorts) -> None:
    """The person reads why there is nothing to edit, and where they had typed something is offered to see it."""
    edit = None if isinstance(card, Refusal) else await _left(card, click, ports)
    if edit is None:
        await refuse(click, refusal, card, ports)
        return
    redraw_old(refusal, card, ports)
    words = refusal_text(refusal)
    await tell(click, words, ports, [*words_alone(words), show_typed(edit.token)])


async def _left(card: Card, click: Click, ports: SlackPorts) -> Edit | None:
    """What this person typed about the action within the last hour."""
    edit = await ports.use_cases.edits.of(card.action_id, click.user_id)
    is_kept = edit is not None and not edit.is_over(ports.use_cases.clock.now())
    return edit if is_kept and edit is not None and edit.revision > 1 else None
