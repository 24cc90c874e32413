"""A whole bot before an embedded Slack, and a way to tell what happens there as a person would.

``await leads.expect_card("Refund").click("Approve", as_="lea").expect("Approved by Lea Brandt")``

Only the clock is ours: it stands still until a test moves it. Nothing sleeps; what cannot be known at once is waited
for on the workspace's own stream of changes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.delivery.channels import Channels
from bot.delivery.courier import Courier
from bot.delivery.pacing import Pacing
from bot.delivery.recovery import Recovery
from bot.delivery.render import Renderer
from bot.delivery.send import Sender
from bot.slack.app import slack_app, slack_client
from bot.slack.directory import SlackDirectory
from bot.slack.http import PATH, slack_events
from bot.slack.socket import SlackSocket
from handlers.http.app import SERVER_OPTIONS
from handlers.http.doors.listening import ApiRunner
from handlers.slack.kit.listeners import BUDGET_SECONDS
from handlers.slack.kit.ports import SlackPorts
from oversight.action.action import Action, Agent, Proposal
from oversight.policy import Policy
from oversight.ports import Ports
from oversight.usecases.actions.submit_action import Submission, submit_action
from oversight.usecases.ladder.run_due import run_due
from sandbox.server import Sandbox
from storage.engine.errors import Closed, StorageUnavailable
from storage.store import Store, open_store
from tests.builders import policy_of
from tests.scenario.telling import Channel

POLICY = """
version: 1
tiers:
  team_member:
    {channel: "#agent-approvals", reviewers: ["@support"], remind_after: 5m, escalate_after: 10m}
  team_lead: {channel: "#agent-approvals-leads", reviewers: [U0LEA], escalate_after: 10m}
  domain_expert: {channel: "#agent-approvals-risk", reviewers: ["@fraud"], approvals_required: 2}
defaults: {review_timeout: 25m}
action_types:
  refund.issue:
    risk: high
    schema: {type: object, required: [order_id, amount], properties: {amount: {type: number, minimum: 0}}}
    card: {headline: [amount, order_id], redact: [card_number]}
    validators: [{name: within_policy, check: "payload.amount <= 5000"}]
  deploy.run: {risk: high, tier: team_lead}
  wire.send: {risk: critical, tier: domain_expert}
  ticket.tag: {risk: low, reversible: true}
lazy_review:
  base_rate: 1.0
  reviewers: [U0LEA]
  digest: {channel: "#agent-digest"}
"""
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MANIFEST = Path(__file__).parents[2] / "manifest.yml"
PEOPLE = {"sam": "U0SAM", "lea": "U0LEA", "devi": "U0DEV", "mina": "U0MINA", "oliver": "U0OLI"}
AGENT = Agent("agt_refunds", "refund-bot", owner="U0OLI")
ENOUGH_SECONDS = 5.0


@dataclass(slots=True)
class StageClock:
    """Stands still until a test moves it."""

    at: datetime = MORNING

    def now(self) -> datetime:
        return self.at


@dataclass(slots=True)
class StagePolicy:
    """The policy in force."""

    policy: Policy

    async def pinned(self, policy_hash: str) -> Policy | None:
        return self.policy if policy_hash == self.policy.hash else None


class Stage:
    """One bot, started and stopped on its own database, in a workspace that lives on."""

    def __init__(
        self,
        sandbox: Sandbox,
        store: Store,
        http: aiohttp.ClientSession,
        policy: Policy,
        clock: StageClock,
        *,
        post_every: timedelta,
        budget_seconds: float = BUDGET_SECONDS,
    ):
        self.sandbox, self.store, self.http, self.clock = sandbox, store, http, clock
        self.base_url = f"{sandbox.url}/api/"
        self.slack = slack_client(sandbox.bot_token, self.base_url, http)
        self.directory = SlackDirectory(self.slack, now=clock.now, vouched_by="slack_socket")
        self.policies = StagePolicy(policy)
        self.ports = Ports(*store.books, clock, store.ids, self.directory, self.policies, b"a secret")
        self.pacing = Pacing(post_every)
        renderer = Renderer(store.books, store.postings, self.policies, self.directory.group_id, store.audit)
        sender = Sender(
            self.slack, renderer, store.postings, Channels(self.slack), self.pacing, directory=self.directory
        )
        recovery = Recovery(store.outbox, sender, self.pacing, self.ports)
        self.courier = Courier(store.outbox, sender, recovery, self.pacing, clock)
        self.lost: list[str] = []
        slack_ports = SlackPorts(
            self.ports,
            store.postings,
            self.slack,
            self.courier.redraw,
            self.lost.append,
            lambda: self.directory.workspace_url,
            pressed=self.courier.pressed,
            heard=sender.response_urls.heard,
            outages=(StorageUnavailable, Closed),
        )
        self.pending = slack_ports.pending
        self.bolt = slack_app(
            slack_ports,
            base_url=self.base_url,
            session=http,
            signing_secret=sandbox.signing_secret,
            budget_seconds=budget_seconds,
        )

    async def propose(self, action_type: str = "refund.issue", payload: Any = None, **fields: Any) -> Action:
        """The agent has proposed this, and what came of it stands in Slack."""
        proposal = Proposal(
            action_type=action_type,
            description=fields.pop("description", "Refund the parcel that never arrived"),
            payload={"order_id": "4711", "amount": 900} if payload is None else payload,
            **fields,
        )
        action = await submit_action(Submission(proposal, AGENT), self.ports)
        assert isinstance(action, Action), action
        await self.settle()
        return action

    async def settle(self) -> None:
        """All that can be delivered now has been."""
        while await self.courier.deliver_due_once(self.clock.now()):
            pass

    async def advance(self, **span: float) -> None:
        """So much time has passed, and what fell due has happened."""
        self.clock.at += timedelta(**span)
        await run_due(self.ports)
        await self.settle()

    async def now(self, action: Action) -> Action:
        """The action as it is now."""
        found = await self.store.actions.action(action.id)
        assert found is not None
        return found

    def channel(self, name: str) -> Channel:
        """The channel as people read it."""
        return Channel(self, name)

    async def do(self, what: str, **fields: Any) -> dict[str, Any]:
        """Somebody acted in the workspace, and the bot has answered."""
        async with self.http.post(f"{self.sandbox.url}/sandbox/api/{what}", json=fields) as answer:
            said: dict[str, Any] = await answer.json()
            return said

    async def look(self, what: str, **query: str) -> dict[str, Any]:
        """What stands in the workspace."""
        query = {name: PEOPLE.get(value, value) if name == "user" else value for name, value in query.items()}
        async with self.http.get(f"{self.sandbox.url}/sandbox/api/{what}", params=query) as answer:
            said: dict[str, Any] = await answer.json()
            return said

    async def fault(self, method: str, **fields: Any) -> None:
        """The method goes wrong from now on, as often as said."""
        said = await self.do("faults", method=method, **fields)
        assert said["ok"], said

    async def told(self, user: str, words: str) -> dict[str, Any]:
        """What this person alone was told, with these words in it."""
        said = await self.look("wait", user=user, text=words, timeout=str(ENOUGH_SECONDS))
        assert said["ok"], f"{user} was not told “{words}”, but: {await self.look('ephemerals', user=user)}"
        message: dict[str, Any] = said["message"]
        return message

    async def views(self, user: str) -> list[dict[str, Any]]:
        """The modals that the person has open, lowest first."""
        said: list[dict[str, Any]] = (await self.look("views", user=user))["views"]
        return said

    async def until(self, look: Callable[[], Any]) -> Any:
        """What `look` found in the workspace, as soon as it finds something."""
        found = await self.sandbox.space.stream.until(look, ENOUGH_SECONDS)
        assert found is not None, "what was waited for did not happen"
        return found


@asynccontextmanager
async def over_the_socket(stage: Stage) -> AsyncIterator[None]:
    """Slack reaches the bot over Socket Mode.

    By the bot's own pings: at shorter ones a busy machine, which stalls for part of a second, counts as a dead line.
    """
    socket = SlackSocket(stage.bolt, stage.sandbox.app_token)
    await socket.open()
    try:
        await stage.until(lambda: stage.sandbox.dispatcher.sockets.connections or None)
        yield
    finally:
        await socket.close()


@asynccontextmanager
async def over_signed_http(stage: Stage) -> AsyncIterator[None]:
    """Slack reaches the bot over signed HTTP."""
    app = web.Application()
    app.router.add_post(PATH, slack_events(stage.bolt, stage.sandbox.signing_secret))
    runner = ApiRunner(app, shutdown_timeout=1, **SERVER_OPTIONS)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    stage.sandbox.install.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    try:
        yield
    finally:
        stage.sandbox.install.request_url = None
        await runner.cleanup()


Transport = Callable[[Stage], Any]
Started = Callable[..., Awaitable[Stage]]


@asynccontextmanager
async def a_stage(
    sandbox: Sandbox,
    database_url: str,
    *,
    policy: str = POLICY,
    clock: StageClock | None = None,
    transport: Transport = over_the_socket,
    post_every: timedelta = timedelta(0),
    budget_seconds: float = BUDGET_SECONDS,
) -> AsyncIterator[Stage]:
    """A bot that runs until the block ends; everything that it opened is closed then."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        store = await stack.enter_async_context(open_store(database_url, serving=True))
        stage = Stage(
            sandbox,
            store,
            http,
            policy_of(policy),
            clock or StageClock(),
            post_every=post_every,
            budget_seconds=budget_seconds,
        )
        await stage.directory.people.look()
        stack.push_async_callback(stage.courier.close)
        stack.push_async_callback(stage.pending.close)
        await stack.enter_async_context(transport(stage))
        yield stage
