"""The running program: everything put together, started in order and stopped in the reverse order."""

import asyncio
import gc
import signal
import sys
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Self

import aiohttp
import structlog
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.channels import Channels
from bot.delivery.courier import Courier
from bot.delivery.pacing import Pacing
from bot.delivery.recovery import Mending
from bot.delivery.render import Renderer
from bot.delivery.send import Sender
from bot.health.metrics import Metrics
from bot.health.readiness import Readiness
from bot.listening import cannot_listen
from bot.policy.archive import PolicyArchive
from bot.policy.source import PolicyFile
from bot.precedents import EVERY as LOOK_EVERY
from bot.precedents import PastDecisions
from bot.process.running_record import open_record
from bot.process.stopping import end_soon
from bot.settings import Settings, Transport
from bot.slack.app import slack_app, slack_client
from bot.slack.directory import SlackDirectory
from bot.slack.http import PATH, slack_events
from bot.slack.socket import SlackSocket
from bot.start_refused import StartRefused
from handlers.http.api_ports import ApiPorts
from handlers.http.app import SERVER_OPTIONS, agents_api
from handlers.http.doors.listening import ApiRunner
from handlers.slack.kit.ports import SlackPorts
from oversight.ports import Ports
from scheduler.deadlines import deadlines
from scheduler.digests import digests
from scheduler.heartbeat import Heartbeat, Job
from storage.engine.errors import Closed, StorageError, StorageUnavailable
from storage.store import Store, open_store

log = structlog.get_logger(__name__)

SWITCH_SECONDS = 0.0005
"""How long a thread may hold the interpreter: the default of 5 ms is most of the API's tail."""
OUTAGES = (StorageUnavailable, Closed)
"""What the API answers with 503 and Retry-After."""
FAREWELL_SECONDS = 3.0
"""How long requests in hand have to end when we stop; a database that answers needs a fraction of it."""
GAUGES_EVERY = timedelta(seconds=5)
A_LONG_PAST = timedelta(minutes=10)
"""How long reading it at the first start may take."""


class Program:
    """One replica of Sayso, running while its ``async with`` block does."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened yet."""
        self._settings = settings
        self._open = AsyncExitStack()
        self._stopped = asyncio.Event()
        self._gone: str | None = None
        self.store: Store
        self.url: str

    async def __aenter__(self) -> Self:
        """Everything runs; raises StartRefused or BadPolicy where it cannot."""
        if missing := self._settings.missing_for_slack():
            names = " and ".join(f"SAYSO_{name.upper()}" for name in missing)
            raise StartRefused(f"{names} not set. `sayso doctor` tells more; `sayso demo` needs nothing.")
        async with AsyncExitStack() as stack:
            # First of all: whoever reads that we are up may tell us to stop at once.
            self._stop_when_told(stack)
            await self._start(stack)
            self._open = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Everything is closed, the newest first; what was committed stays, what was not sent is sent next time."""
        await self._open.aclose()

    async def until_stopped(self) -> None:
        """Returns when the process is told to stop (SIGINT, SIGTERM)."""
        await self._stopped.wait()

    def _stop_when_told(self, stack: AsyncExitStack) -> None:
        loop = asyncio.get_running_loop()
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, self._stop)
            stack.callback(loop.remove_signal_handler, each)

    def _stop(self) -> None:
        if not self._stopped.is_set():
            end_soon()
        self._stopped.set()

    async def _start(self, stack: AsyncExitStack) -> None:
        settings = self._settings
        sys.setswitchinterval(SWITCH_SECONDS)
        policy_file = PolicyFile(settings.policy_file)
        try:
            store = self.store = await stack.enter_async_context(
                open_store(settings.database_url.get_secret_value(), serving=True)
            )
        except StorageError as error:
            raise StartRefused(str(error)) from error
        policies = PolicyArchive(policy_file, store.database, store.clock)
        await policies.remember()
        await store.ledger.begin_digests(store.clock.now())

        session = await stack.enter_async_context(aiohttp.ClientSession())
        slack = slack_client(settings.slack_bot_token.get_secret_value(), settings.slack_base_url, session)
        directory = SlackDirectory(slack)
        await stack.enter_async_context(directory.people.kept())
        past = PastDecisions(store.database, policies, store.clock)
        ports = Ports(store.ledger, store.clock, store.ids, directory, policies, settings.lottery_key(), past)

        pacing = Pacing(timedelta(seconds=1 / settings.slack_posts_per_second))
        renderer = Renderer(store.ledger, store.postings, policies, directory.group_id)
        sender = Sender(slack, renderer, store.postings, Channels(slack), pacing, directory=directory)
        courier = Courier(store.outbox, sender, Mending(store.outbox, sender, pacing, ports), pacing, store.clock)
        store.bell.listen(courier.wake)
        delivering = asyncio.create_task(courier.run(), name="courier")
        stack.push_async_callback(_ended, delivering)
        stack.push_async_callback(courier.close)

        desk = self._desk(ports, slack, sender, courier, directory)
        stack.push_async_callback(desk.pending.close)
        bolt = slack_app(
            desk,
            base_url=settings.slack_base_url,
            session=session,
            signing_secret=settings.slack_signing_secret.get_secret_value(),
        )
        socket = None
        if settings.slack_transport is Transport.SOCKET:
            socket = SlackSocket(bolt, settings.slack_app_token.get_secret_value())
            await socket.open()
            stack.push_async_callback(socket.close)

        metrics = Metrics()

        async def gauges() -> None:
            await metrics.refresh(store.ledger, store.outbox, store.clock)

        learning = Job("precedents", LOOK_EVERY, past.catch_up, may_take=A_LONG_PAST)
        hearing = Job("standing_approvals", LOOK_EVERY, store.ledger.standing.refresh)
        counting = Job("gauges", GAUGES_EVERY, gauges)
        heartbeat = Heartbeat((deadlines(ports), digests(ports), counting, learning, hearing))
        readiness = Readiness(
            store.outbox,
            store.vitals.problem,
            directory,
            socket,
            courier,
            heartbeat,
            policy_file,
            lambda: self._gone,
            store.ledger.halts,
        )
        api = ApiPorts(ports, store.agents, store.changes, metrics.text, readiness.checks(), OUTAGES)
        app = agents_api(api)
        if settings.slack_transport is Transport.HTTP:
            app.router.add_post(PATH, slack_events(bolt, settings.slack_signing_secret.get_secret_value()))
        self.url = await _listen(app, settings, stack)
        heartbeat.start()
        stack.push_async_callback(heartbeat.stop)
        stack.callback(past.stop)
        _spare_the_collector()
        self._reload_on_hangup(policies, metrics, stack)

    def _desk(
        self, ports: Ports, slack: AsyncWebClient, sender: Sender, courier: Courier, directory: SlackDirectory
    ) -> SlackPorts:
        return SlackPorts(
            ports,
            self.store.postings,
            slack,
            courier.redraw,
            self._uninstalled,
            lambda: directory.workspace_url,
            pressed=courier.pressed,
            heard=sender.response_urls.heard,
            outages=OUTAGES,
        )

    def _reload_on_hangup(self, policies: PolicyArchive, metrics: Metrics, stack: AsyncExitStack) -> None:
        loop = asyncio.get_running_loop()
        tasks: set[asyncio.Task[None]] = set()
        record = open_record(self._settings.run_dir)

        async def reload() -> None:
            metrics.policy_reloads.labels("ok" if await policies.reload() else "refused").inc()
            if record is not None:
                record.write(policies.file)

        def on_hangup() -> None:
            task = loop.create_task(reload())
            tasks.add(task)
            task.add_done_callback(tasks.discard)

        loop.add_signal_handler(signal.SIGHUP, on_hangup)
        stack.callback(loop.remove_signal_handler, signal.SIGHUP)
        if record is not None:
            # Only now: whoever reads the note may send the signal, which kills a process that does not handle it.
            record.write(policies.file)
            stack.callback(record.close)

    def _uninstalled(self, why: str) -> None:
        self._gone = why
        log.error("Slack no longer lets us in", why=why)


def _spare_the_collector() -> None:
    """What stands at start is never looked at again by the cycle collector, whose full round would stop us for 100 ms.

    Requests make little that is cyclic, so the rounds that remain may come rarely.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


async def _listen(app: web.Application, settings: Settings, stack: AsyncExitStack) -> str:
    runner = ApiRunner(app, **{**SERVER_OPTIONS, "shutdown_timeout": FAREWELL_SECONDS})
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, settings.host, settings.port)
    try:
        await site.start()
    except OSError as error:
        raise StartRefused(cannot_listen(error, settings)) from error
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}"


async def _ended(task: asyncio.Task[None]) -> None:
    await task
