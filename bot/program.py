"""The running program, as a table of contents: each part is opened in order and closed in the reverse order."""

import asyncio
from contextlib import AsyncExitStack
from typing import Self

from bot.health.metrics import Metrics
from bot.health.readiness import Readiness
from bot.precedents import PastDecisions
from bot.process.interpreter import spare_the_collector, switch_often
from bot.settings import Settings
from bot.start_refused import StartRefused
from bot.wiring.api import serve_agents
from bot.wiring.audit import keeper_of
from bot.wiring.clock import beating, heartbeat_of
from bot.wiring.delivery import deliver
from bot.wiring.departures import checkpoints_leave
from bot.wiring.listeners import listen_to_slack
from bot.wiring.signals import reload_on_hangup, told_to_stop
from bot.wiring.slack import open_workspace
from bot.wiring.storage import OUTAGES, open_storage
from handlers.http.api_ports import ApiPorts
from oversight.ports import Ports
from storage.store import Store


class Program:
    """One replica of Sayso, running while its ``async with`` block does."""

    store: Store
    ports: Ports
    url: str
    _stopped: asyncio.Event

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened yet."""
        self._settings = settings
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Everything runs; raises StartRefused or BadPolicy where it cannot."""
        if missing := self._settings.missing_for_slack():
            names = " and ".join(f"SAYSO_{name.upper()}" for name in missing)
            raise StartRefused(
                f"{names} not set. `sayso init` writes a file for them, `sayso doctor` tells more, "
                "and `sayso demo` needs nothing."
            )
        async with AsyncExitStack() as stack:
            # First of all: whoever reads that we are up may tell us to stop at once.
            self._stopped = stack.enter_context(told_to_stop())
            await self._start(stack)
            self._open = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Everything is closed, the newest first; what was committed stays, what was not sent is sent next time."""
        await self._open.aclose()

    async def until_stopped(self) -> None:
        """Returns when the process is told to stop (SIGINT, SIGTERM)."""
        await self._stopped.wait()

    async def _start(self, stack: AsyncExitStack) -> None:
        settings, opened = self._settings, stack.enter_async_context
        switch_often()
        store, policies = await opened(open_storage(settings))
        workspace = await opened(open_workspace(settings, store.clock))
        past = PastDecisions(store.database, policies, store.clock)
        ports = Ports(
            *(*store.books, store.clock, store.ids, workspace.directory, policies, settings.lottery_key(), past),
            apart=asyncio.to_thread,
        )
        courier = await opened(deliver(settings, store, ports, workspace))
        bolt, socket = await opened(listen_to_slack(settings, store, ports, workspace, courier))
        metrics = Metrics()
        keeper = keeper_of(settings, store)
        heartbeat = heartbeat_of(store, ports, past, keeper, metrics)
        ways_out = await opened(checkpoints_leave(settings, store, keeper))
        ready = Readiness(store, workspace, socket, courier, heartbeat, policies.file, keeper, ways_out)
        api = ApiPorts(ports, store.changes, store.audit, metrics.text, ready.checks(), OUTAGES)
        self.store, self.ports = store, ports
        self.url = await opened(serve_agents(settings, api, bolt))
        await opened(beating(heartbeat, past))
        spare_the_collector()
        stack.enter_context(reload_on_hangup(policies, metrics, settings.run_dir))
