"""Opens and turns modals while the click's trigger lives: three seconds."""

import asyncio
from typing import Protocol

import structlog

from blocks.letter import View
from handlers.slack.clicks import Click
from handlers.slack.desk import Desk
from handlers.slack.present import PATIENCE_SECONDS, UNREACHABLE, tell
from oversight.action import Action
from oversight.policy import CardHints

log = structlog.get_logger(__name__)

SORRY = "⚠️ Slack did not open the window in time. Press the button again."


class Builder(Protocol):
    """Draws the modal for an action."""

    def __call__(self, action: Action, private_metadata: str, hints: CardHints) -> View:
        """The modal."""


async def open_modal(click: Click, view: View, desk: Desk) -> None:
    """The person has the modal in front of them, or reads that it did not open."""
    inside_a_modal = click.view is not None and click.view.get("type") == "modal"
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            if inside_a_modal:
                await desk.slack.views_push(trigger_id=click.trigger_id, view=view)
            else:
                await desk.slack.views_open(trigger_id=click.trigger_id, view=view)
    except UNREACHABLE as error:
        log.warning("a modal did not open", error=error)
        await tell(click, SORRY, desk)


async def turn_modal(click: Click, view: View, desk: Desk) -> None:
    """The open modal shows this instead."""
    assert click.view is not None
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await desk.slack.views_update(view_id=click.view["id"], hash=click.view.get("hash"), view=view)
    except UNREACHABLE as error:
        log.warning("a page was not turned", error=error)
