"""Opens modals and turns their pages within the three seconds of a click's trigger. A sentence says if that failed."""

from collections.abc import Awaitable
from typing import Protocol

import structlog
from slack_sdk.errors import SlackApiError

from blocks.kit.message import View
from handlers.slack.kit.answers import MAY_HAVE_WORKED
from handlers.slack.kit.clicks import Click
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import UNREACHABLE, fault_of, in_patience, show_window, tell
from oversight.action.action import Action
from oversight.policy import CardHints

log = structlog.get_logger(__name__)

NOT_OPENED = "⚠️ Slack did not open the window. Press the button again."
PERHAPS_OPENED = "⚠️ Slack did not say whether the window opened. If you see none, press the button again."
TOO_MANY = "⚠️ Slack did not open another window above these. Close one, then press the button again."
NOT_TURNED = "⚠️ Slack did not turn the page. Press again, or close the window and open it anew."
PERHAPS_TURNED = "⚠️ Slack did not say whether the page was turned. If it was not, press again."
WINDOW_GONE = "⚠️ The page was not turned, because this window is no longer open. Open it anew."


class Builder(Protocol):
    """Draws the modal for an action."""

    def __call__(self, action: Action, private_metadata: str, hints: CardHints) -> View | Awaitable[View]:
        """The modal; one that shows more than the action and its hints may have to look that up."""


async def open_modal(click: Click, view: View, ports: SlackPorts) -> None:
    """The person has the modal in front of them, or reads that it did not open."""
    error = await _error_of(show_window(click, view, ports))
    if error is not None:
        refused = TOO_MANY if error == "push_limit_reached" else NOT_OPENED
        await tell(click, PERHAPS_OPENED if error in MAY_HAVE_WORKED else refused, ports)


async def turn_modal(click: Click, view: View, ports: SlackPorts) -> None:
    """The open modal shows this page instead, or the person reads why not."""
    assert click.view is not None
    view_id = click.view["id"]
    error = await _error_of(ports.slack.views_update(view_id=view_id, hash=click.view.get("hash"), view=view))
    if error == "hash_conflict":
        # The modal is newer than the one that was pressed in; the press still says which page is wanted.
        error = await _error_of(ports.slack.views_update(view_id=view_id, view=view))
    if error is not None:
        refused = WINDOW_GONE if error == "not_found" else NOT_TURNED
        await tell(click, PERHAPS_TURNED if error in MAY_HAVE_WORKED else refused, ports)


async def _error_of(call: Awaitable[object]) -> str | None:
    """The error word that Slack gave; None where it did as asked."""
    try:
        await in_patience(call)
    except UNREACHABLE as error:
        log.warning("a window was not shown", error=error)
        return fault_of(error) if isinstance(error, SlackApiError) else "request_timeout"
    return None
