"""Three agents that propose real actions, wait, and then do them or not."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle

from rich.console import Console

from bot.demo.airline import BadRecording, recorded_calls, recording
from bot.demo.builtin_actions import BUILTIN
from bot.demo.intention import Intention
from bot.demo.refunds import refunds
from bot.demo.shop import NotDone, Shop
from bot.demo.tags import tags
from bot.demo.terminal import Terminal
from countersign import BadKey, Client, CountersignError, Decision, Unavailable

AIRLINE_DESK, REFUND_BOT, TAGGER = "airline-desk", "refund-bot", "tagger"
AGENTS = (AIRLINE_DESK, REFUND_BOT, TAGGER)
MOST_PENDING = 8
"""An agent that waits for so many answers asks for nothing more."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an agent asks: a handful, a pause, then steadily."""

    at_once: int
    first_pause: float
    every: float
    """Seconds."""


# A card every 15 s from these two in turn; the tagger's are mostly released without one.
PACES = {
    AIRLINE_DESK: Pace(at_once=2, first_pause=15, every=30),
    REFUND_BOT: Pace(at_once=3, first_pause=30, every=30),
    TAGGER: Pace(at_once=2, first_pause=12, every=12),
}


@dataclass(slots=True)
class DemoAgent:
    """One agent: its own key, its own pace, the common shop."""

    name: str
    client: Client
    shop: Shop
    terminal: Terminal
    waiting: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_PENDING))

    async def work(self, intentions: Iterable[Intention], pace: Pace) -> None:
        """Proposes one after another and waits for all of them at the same time, until cancelled."""
        try:
            async with asyncio.TaskGroup() as answers:
                for number, intention in enumerate(intentions, 1):
                    await self.waiting.acquire()
                    answers.create_task(self._see_through(intention))
                    if number >= pace.at_once:
                        await asyncio.sleep(pace.first_pause if number == pace.at_once else pace.every)
        except* BadKey as errors:
            self.terminal.trouble(self.name, f"{errors.exceptions[0]} I stop.")

    async def _see_through(self, intention: Intention) -> None:
        try:
            self.terminal.proposes(self.name, intention)
            action = await self.client.propose(
                intention.action_type, description=intention.description, payload=intention.payload, **intention.claims
            )
            decision = await action.wait()
            outcome, then = self._act(intention, decision)
            self.terminal.told(self.name, intention, decision, then)
            if outcome:
                await action.report(outcome, note=then)
        except BadKey:
            raise
        except Unavailable as error:
            self.terminal.trouble(self.name, f"{error} Not done: {intention.description}")
        except CountersignError as error:
            self.terminal.trouble(self.name, f"{error} [{intention.description}]")
        finally:
            self.waiting.release()

    def _act(self, intention: Intention, decision: Decision) -> tuple[str | None, str]:
        """What is to be reported, and what the agent did, in words."""
        if not decision.released:
            return None, "not done"
        try:
            return "executed", self.shop.carry_out(intention.action_type, decision.payload)
        except NotDone as error:
            return "failed", f"tried and failed: {error}"


async def run_agents(url: str, keys: Mapping[str, str], console: Console) -> None:
    """The three agents at work against the bot at this URL, each with its key by name, until cancelled."""
    shop, terminal = Shop(), Terminal(console)
    work = {AIRLINE_DESK: airline_desk(terminal), REFUND_BOT: refunds(), TAGGER: tags()}
    async with AsyncExitStack() as clients, asyncio.TaskGroup() as agents:
        for name, intentions in work.items():
            client = await clients.enter_async_context(Client(url, keys[name]))
            agents.create_task(DemoAgent(name, client, shop, terminal).work(intentions, PACES[name]))


def airline_desk(terminal: Terminal) -> Iterable[Intention]:
    """The recorded calls where there is a recording, else the built-in actions; over and over."""
    path = recording()
    if path is None:
        return cycle(BUILTIN)
    try:
        calls = recorded_calls(path)
    except BadRecording as error:
        terminal.trouble(AIRLINE_DESK, f"{error}. I go on with the built-in actions.")
        return cycle(BUILTIN)
    terminal.notes(AIRLINE_DESK, f"{len(calls)} recorded calls of a real airline agent, from {path}")
    return cycle(calls)
