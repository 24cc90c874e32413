"""Slack's one acknowledgement of a payload, and what follows it where a listener took longer than Slack waits.

In time, a listener's answer is the acknowledgement. Where it is late, Slack gets one that
promises nothing: a sentence says that the result is not known yet. When the listener's answer comes, it is shown in the
same place.
"""

import asyncio
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from blocks.kit import ids
from blocks.kit.message import View
from blocks.kit.modal import modal
from blocks.kit.plain_words import words_alone
from blocks.kit.refilled import SAID, refilled
from blocks.kit.text import escape
from blocks.refusal import refused_afterwards
from handlers.slack.kit.clicks import Body, Click
from handlers.slack.kit.deliveries import Delivery
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import UNREACHABLE, in_patience, tell

log = structlog.get_logger(__name__)

STILL_SAVING = "⏳ Not known yet: this is still being saved. You will read here what came of it."
TAKES_LONGER = "⏳ This takes longer than usual. The answer will follow here."
SAVED = "✅ Saved. It took longer than usual, and counts."
NOT_TAKEN = (
    "⚠️ Not saved, as far as is known: the database did not take it. "
    "Look again in a minute, and if nothing has changed, repeat what you did."
)
FAILED = (
    "⚠️ Something failed here, and it is not known whether this was saved. "
    "Look again in a minute, and if nothing has changed, repeat what you did."
)
NOT_SHOWN = "⚠️ Nothing is saved: the next window could not be shown. Press on the card again."
NOT_DONE = "⚠️ Not done: something failed here. Try again in a minute."
STOPPED = (
    "⚠️ Not known: the bot is being stopped while this is saved. "
    "Look again in a minute, and if nothing has changed, repeat what you did."
)


class Ack:
    """What a listener answers with. It may answer more than once; the first answer is Slack's acknowledgement."""

    def __init__(self, ack: AsyncAck, click: Click, body: Body, ports: SlackPorts, delivery: Delivery) -> None:
        """Nothing is answered yet."""
        self._ack = ack
        self._delivery = delivery
        self._click = click
        self._ports = ports
        self._is_window = body.get("type") == "view_submission"
        self._is_command = "command" in body
        self._view: View = body.get("view") or {}
        self._is_saving = False
        self._held = asyncio.Event()
        self.is_given = False
        self.is_late = False

    def saving(self) -> None:
        """From here on something may be saved; a person who waits too long reads that the result is not known yet."""
        self._is_saving = True

    async def __call__(self, **answer: Any) -> None:
        """This is the acknowledgement; where one was given already, the person is shown this afterwards."""
        if self.is_late:
            await self._held.wait()
            await self._afterwards(answer)
        elif not self.is_given:
            self.is_given = True
            await self._tell_slack(**answer)

    async def saved(self) -> None:
        """The press counts: the card shows it, and a person who read “not known yet” is told."""
        if self.is_late and not (self._is_window or self._is_command):
            await tell(self._click, SAVED, self._ports)

    async def say(self, words: str) -> None:
        """The person reads this sentence: in the window, under the command, or in a message that only they see."""
        if self._is_window:
            await self(response_action="update", view=notice(words))
        elif self._is_command:
            await self(text=words, response_type="ephemeral")
        else:
            await self()
            await tell(self._click, words, self._ports)

    async def hold(self) -> None:
        """Slack gets an answer that promises nothing, because it waits no longer; the listener goes on."""
        if self.is_given:
            return
        self.is_given = self.is_late = True
        words = STILL_SAVING if self._is_saving else TAKES_LONGER
        try:
            if self._is_window:
                await self._tell_slack(response_action="update", view=notice(words))
            elif self._is_command:
                await self._tell_slack(text=words, response_type="ephemeral")
            else:
                await self._tell_slack()
                if self._is_saving:  # else a window opens, or one sentence says why not
                    await tell(self._click, words, self._ports)
        finally:
            self._held.set()

    async def failed(self, error: Exception) -> None:
        """The person reads that the listener failed, and what is known of it."""
        if isinstance(error, self._ports.outages):
            log.warning("a click met an outage", user=self._click.user_id, error=error)
            await self._not_done(NOT_TAKEN if self._is_saving else NOT_DONE)
        else:
            log.error("a click failed", user=self._click.user_id, exc_info=error)
            await self._not_done(FAILED if self._is_saving else NOT_DONE)

    async def stopped(self) -> None:
        """The program stops before the result is known; the person who waits for it reads that."""
        if self._is_saving and self.is_late:
            await self._not_done(STOPPED)

    async def _not_done(self, words: str) -> None:
        if self._is_window:
            await self(response_action="update", view=refilled(self._view, words))
        else:
            await self.say(words)

    async def _tell_slack(self, **answer: Any) -> None:
        # A window that is delivered twice must not close for that; a command's words are read once.
        self._delivery.answered(answer if self._is_window else {})
        await self._ack(**answer)

    async def _afterwards(self, answer: dict[str, Any]) -> None:
        if self._is_window:
            await self._show(answer)
        elif self._is_command:
            await tell(self._click, str(answer.get("text") or SAVED), self._ports, answer.get("blocks"))

    async def _show(self, answer: dict[str, Any]) -> None:
        """The window that said “not known yet” shows the result; where it was closed, the person gets a message."""
        errors, view = answer.get("errors") or {}, answer.get("view")
        if errors:
            words = refused_afterwards(errors.values())
            view = refilled(self._view, words)
        elif view is not None:
            words = _said_in(view) or NOT_SHOWN
        else:
            words, view = SAVED, notice(SAVED)
        try:
            await in_patience(self._ports.slack.views_update(view_id=self._view.get("id"), view=view))
        except UNREACHABLE as error:
            log.info("a window could not say what came of it", error=error)
            await tell(self._click, words, self._ports)


def notice(words: str) -> View:
    """A window that says one thing."""
    return modal(ids.DETAILS_VIEW, "Your answer", words_alone(words), "")


def _said_in(view: View) -> str:
    """The sentence of a notice, or the one above a form; empty for a form without one."""
    blocks = view.get("blocks") or []
    said = [block for block in blocks if str(block.get("block_id")).startswith(SAID)]
    if not said and len(blocks) == 1 and blocks[0].get("type") == "section":
        said = blocks
    return escape("".join(block["text"]["text"] for block in said))
