"""How listeners are registered: each payload is answered by one of them, within Slack's three seconds.

Bolt looks for the next listener where one has not acknowledged in time. So ours always do, by one deadline for all that
a payload takes (directory, database, window), and the listeners for what nobody knows match only that. A payload that
comes again gets the first answer, and no listener is called.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from blocks.refusal import refusal_text
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.clicks import Body, Click, any_click
from handlers.slack.kit.deliveries import Deliveries
from handlers.slack.kit.ports import SlackPorts
from oversight.action.refusal import Refusal
from oversight.usecases.entitled import UNKNOWN_HERE, home_team
from oversight.voting.eligibility import FOREIGN

BUDGET_SECONDS = 2.0
"""From a payload's arrival to its acknowledgement, whatever is slow. Slack waits three seconds, network included."""

OLD_WINDOW = "✋ Nothing changed: this window is from an earlier version. Close it and press on the card again."

_ANYTHING = re.compile("")

Listener = Callable[[Ack, Body], Awaitable[None]]
Registered = Callable[[Listener], Listener]
Event = Callable[[Body], Awaitable[None]]


class Listeners:
    """Bolt's registry, with a deadline for each listener and a list of the ids that have one."""

    def __init__(self, bolt: AsyncApp, ports: SlackPorts, budget_seconds: float) -> None:
        """No listener is registered yet."""
        self._bolt = bolt
        self._ports = ports
        self._budget_seconds = budget_seconds
        self._known: set[tuple[str, str]] = set()
        self._deliveries = Deliveries()

    def action(self, action_id: str) -> Registered:
        """Listens for a button or menu."""
        return self._listening(self._bolt.action, "block_actions", action_id)

    def options(self, action_id: str) -> Registered:
        """Listens for what is typed into a menu whose options come from us."""
        return self._listening(self._bolt.options, "block_suggestion", action_id)

    def view(self, callback_id: str) -> Registered:
        """Listens for a window that is sent in."""
        return self._listening(self._bolt.view, "view_submission", callback_id)

    def shortcut(self, callback_id: str) -> Registered:
        """Listens for a shortcut."""
        return self._listening(self._bolt.shortcut, "shortcut", callback_id)

    def command(self, command: str) -> Registered:
        """Listens for a slash command."""
        return self._listening(self._bolt.command, "command", command)

    def event(self, kind: str | re.Pattern[str]) -> Callable[[Event], Event]:
        """Listens for what happens in the workspace; Bolt acknowledges events at once."""

        def register(listener: Event) -> Event:
            async def once(body: Body, event: Body) -> None:
                _, again = self._deliveries.take(body)
                if not again:
                    await listener(event)

            self._bolt.event(kind)(once)
            return listener

        return register

    def unknown(self, listener: Listener) -> None:
        """Answers everything from a person that no listener is registered for, and nothing else."""
        b = self._bolt
        for listen in (b.block_action, b.view_submission, b.view_closed, b.shortcut, b.command, b.options):
            listen(_ANYTHING, matchers=[self._is_unknown])(self._in_time(listener))

    async def _is_unknown(self, body: Body) -> bool:
        return _listened_for(body) not in self._known

    def _listening(self, listen: Callable[..., Any], kind: str, its_id: str) -> Registered:
        def register(listener: Listener) -> Listener:
            self._known.add((kind, its_id))
            listen(its_id)(self._in_time(self.from_here(listener)))
            return listener

        return register

    def from_here(self, listener: Listener) -> Listener:
        """The listener, which ignores everything from another workspace, and every window of an earlier version.

        The one place where that is checked; every registered listener has it around it.
        """

        async def heard(ack: Ack, body: Body) -> None:
            click = any_click(body)
            if elsewhere := await refuse_workspace(click, self._ports):
                await ack.say(refusal_text(elsewhere))
            elif body.get("type") == "view_submission" and click.state is None:
                await ack.say(OLD_WINDOW)
            else:
                await listener(ack, body)

        return heard

    def _in_time(self, listener: Listener) -> Callable[[AsyncAck, Body], Awaitable[None]]:
        async def answered(ack: AsyncAck, body: Body) -> None:
            delivery, again = self._deliveries.take(body)
            if again:
                await ack(**await delivery.answer(self._budget_seconds))
                return
            ours = Ack(ack, any_click(body), body, self._ports, delivery)
            work = self._ports.pending.start(_to_its_end(listener, ours, body))
            await asyncio.wait({work}, timeout=self._budget_seconds)
            await ours.hold()

        return answered


async def refuse_workspace(click: Click, ports: SlackPorts) -> Refusal | None:
    """Why nothing is done for whoever comes from there, whatever they ask; None for members of this workspace."""
    home = await home_team(ports.use_cases)
    if not home:
        return UNKNOWN_HERE
    return FOREIGN if click.teams - {home} else None


async def _to_its_end(listener: Listener, ack: Ack, body: Body) -> None:
    try:
        await listener(ack, body)
    except asyncio.CancelledError:
        await ack.stopped()
        raise
    except Exception as error:  # noqa: BLE001 - said to the person, and logged
        await ack.failed(error)
    if not ack.is_given:
        await ack()


def _listened_for(body: Body) -> tuple[str, str]:
    """The kind of payload, and the id by which its listener is found."""
    kind = str(body.get("type") or "command")
    if kind == "block_actions":
        return kind, str((body.get("actions") or [{}])[0].get("action_id") or "")
    if kind == "block_suggestion":
        return kind, str(body.get("action_id") or "")
    if kind in {"view_submission", "view_closed"}:
        return kind, str((body.get("view") or {}).get("callback_id") or "")
    if kind in {"shortcut", "message_action"}:
        return "shortcut", str(body.get("callback_id") or "")
    return kind, str(body.get("command") or "")
