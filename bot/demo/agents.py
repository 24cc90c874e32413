"""Four agents that propose real actions, wait, and then do them or not."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle

from rich.console import Console

from bot.demo.airline import BadCalls, recorded_calls, recordings
from bot.demo.builtin_actions import BUILTIN
from bot.demo.intention import Intention
from bot.demo.refunds import refunds
from bot.demo.release_notes import release_notes
from bot.demo.shop import NotDone, Shop
from bot.demo.tags import tags
from bot.demo.terminal import Terminal
from sayso import BadKey, Client, Decision, SaysoError, Unavailable

AIRLINE_DESK, BACK_OFFICE, REFUND_BOT, TAGGER = "airline-desk", "back-office", "refund-bot", "tagger"
WRITER = "writer"
MOST_PENDING = 8
"""An agent that waits for so many answers asks for nothing more."""
FEW_PENDING = 4
"""With so few it is at ease again, and will say so if it has to stop once more."""
Crew = Mapping[str, Iterable[Intention]]
"""The agents by name, each with what it wants to do."""


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
    BACK_OFFICE: Pace(at_once=2, first_pause=15, every=30),
    REFUND_BOT: Pace(at_once=3, first_pause=30, every=30),
    TAGGER: Pace(at_once=2, first_pause=12, every=12),
    WRITER: Pace(at_once=1, first_pause=300, every=300),
}


@dataclass(slots=True)
class DemoAgent:
    """One agent: its own key, its own pace, the common shop."""

    name: str
    client: Client
    shop: Shop
    terminal: Terminal
    waiting: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_PENDING))
    pending: int = 0
    has_stopped: bool = False

    async def work(self, intentions: Iterable[Intention], pace: Pace) -> None:
        """Proposes one after another and waits for all of them at the same time, until cancelled."""
        try:
            async with asyncio.TaskGroup() as answers:
                for number, intention in enumerate(intentions, 1):
                    await self._room_for_one_more()
                    answers.create_task(self._see_through(intention))
                    if number >= pace.at_once:
                        await asyncio.sleep(pace.first_pause if number == pace.at_once else pace.every)
        except* BadKey as errors:
            self.terminal.trouble(self.name, f"{errors.exceptions[0]} I stop.")

    async def _room_for_one_more(self) -> None:
        """Fewer answers are open than the agent may wait for; that it has to wait is said once."""
        if self.pending >= MOST_PENDING and not self.has_stopped:
            self.has_stopped = True
            words = f"waits: {MOST_PENDING} of its requests have no answer yet. It asks again when one is decided."
            self.terminal.notes(self.name, words)
        await self.waiting.acquire()
        self.pending += 1

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
        except SaysoError as error:
            self.terminal.trouble(self.name, f"{error} [{intention.description}]")
        finally:
            self.pending -= 1
            self.has_stopped = self.has_stopped and self.pending > FEW_PENDING
            self.waiting.release()

    def _act(self, intention: Intention, decision: Decision) -> tuple[str | None, str]:
        """What is to be reported, and what the agent did, in words."""
        if not decision.released:
            return None, "not done"
        try:
            return "executed", self.shop.carry_out(intention.action_type, decision.payload)
        except NotDone as error:
            return "failed", f"tried and failed: {error}"


def demo_crew(terminal: Terminal) -> Crew:
    """The demo's four agents: an airline's desk where there is a recording of one, else a shop's back office."""
    name, intentions = first_agent(terminal)
    return {name: intentions, REFUND_BOT: refunds(), TAGGER: tags(), WRITER: release_notes()}


async def run_agents(url: str, keys: Mapping[str, str], crew: Crew, console: Console) -> None:
    """These agents at work against the bot at this URL, each with its key by name, until cancelled."""
    shop, terminal = Shop(), Terminal(console)
    async with AsyncExitStack() as clients, asyncio.TaskGroup() as agents:
        for name, intentions in crew.items():
            client = await clients.enter_async_context(Client(url, keys[name]))
            agents.create_task(DemoAgent(name, client, shop, terminal).work(intentions, PACES[name]))


def first_agent(terminal: Terminal) -> tuple[str, Iterable[Intention]]:
    """The airline's desk with its recorded calls, else the shop's back office; over and over."""
    paths = recordings()
    if not paths:
        return BACK_OFFICE, cycle(BUILTIN)
    try:
        calls = recorded_calls(*paths)
    except BadCalls as error:
        terminal.trouble(BACK_OFFICE, f"{error}. Here are the built-in actions instead.")
        return BACK_OFFICE, cycle(BUILTIN)
    terminal.notes(
        AIRLINE_DESK, f"{len(calls)} recorded calls of a real airline agent, from {', '.join(map(str, paths))}"
    )
    return AIRLINE_DESK, cycle(calls)
