"""A press in a window of an edit: what was typed is saved, then the press does its own, then the window shows it."""

from collections.abc import Callable

import structlog
from slack_sdk.errors import SlackApiError

from blocks.kit.message import View
from handlers.slack.editing.window import OLD, as_it_is, drawn, is_old, with_typed
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.clicks import Body, Click, button_click
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import UNREACHABLE, fault_of, in_patience, refuse
from handlers.slack.kit.window_state import WindowState
from handlers.slack.kit.windows import open_modal, turn_modal
from oversight.action.refusal import Refusal
from oversight.editing.edit import Edit
from oversight.usecases.editing.change_edit import change_edit
from oversight.usecases.editing.opened_edit import OpenedEdit

log = structlog.get_logger(__name__)

Does = Callable[[OpenedEdit, WindowState], tuple[Edit, WindowState]]
"""What a press makes of the edit in which everything typed is saved, and what is shown then."""


async def pressed(ack: Ack, body: Body, does: Does, ports: SlackPorts, *, on_shown: bool = False) -> None:
    """It is saved, and the person sees the page that the press leads to; or reads why there is nothing to save.

    With ``on_shown`` the press is about something on the page. In a window that is older than the edit it only shows
    the page as it is: pressed twice, *Remove* would take the next entry along.
    """
    click = button_click(body)
    state = click.state
    if state is None or not state.edit:
        await refuse_press(ack, click, OLD, ports)
        return
    shown = state

    def change(opened: OpenedEdit) -> Edit:
        nonlocal shown
        typed, shown = with_typed(opened, click), as_it_is(opened, state)
        if on_shown and is_old(opened, state):
            return typed.edit
        edit, shown = does(typed, shown)
        return edit

    opened = await change_edit(state.edit, click.user_id, change, ports.use_cases)
    if isinstance(opened, Refusal):
        await refuse_press(ack, click, opened, ports)
        return
    view = drawn(opened, shown)
    if shown.level == state.level:
        await ack()
        await turn_modal(click, view, ports)
        return
    pressed_in = click.view or {}
    # Of two presses at once, Slack takes the hash from one: the other one's page is open already.
    if await refresh(str(pressed_in.get("id")), drawn(opened, state), ports, pressed_in.get("hash")):
        await open_modal(click, view, ports)
    await ack()


async def refresh(view_id: str, view: View, ports: SlackPorts, as_of: str | None = None) -> bool:
    """A window that stands below shows this; False if it is another one than ``as_of`` by now.

    Where that fails otherwise it is old, and shows it after the next press in it.
    """
    try:
        await in_patience(ports.slack.views_update(view_id=view_id, view=view, hash=as_of))
    except UNREACHABLE as error:
        log.info("a window below another was not refreshed", error=error)
        return not (isinstance(error, SlackApiError) and fault_of(error) == "hash_conflict")
    return True


async def refuse_press(ack: Ack, click: Click, refusal: Refusal, ports: SlackPorts) -> None:
    """The press is answered, and the person reads why it did nothing."""
    await ack()
    await refuse(click, refusal, refusal, ports)
