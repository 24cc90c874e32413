"""The HTTP application over memory: agents with keys, a lead who decides, time that stands still."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from aiohttp.test_utils import TestClient, TestServer

from handlers.http.api_ports import ApiPorts, ReadinessCheck
from handlers.http.app import SERVER_OPTIONS, agents_api
from oversight.action.action import READ_AUDIT, Agent
from oversight.action.decision import VoteKind
from oversight.action.refusal import Refusal
from oversight.action.transition import Transition
from oversight.agents.keys import MintedKey, StoredKey, mint
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.ports.actions import Change, CommitResult
from oversight.ports.audit import AuditLog
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.ladder.run_due import run_due
from oversight.voting.decide import Answer
from tests.builders import OPERATOR, policy_of
from tests.fakes.actions import MemoryActions
from tests.fakes.agents import MemoryAgents
from tests.fakes.audit import MemoryAudit
from tests.fakes.books import MemoryBooks
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import CountedIds, FixedPolicy, MemoryClock

POLICY = """
version: 1
tiers:
  team_lead: {channel: "#leads", reviewers: [ULEAD]}
defaults: {review_timeout: 30m}
action_types:
  refund.issue:
    risk: high
    schema: {type: object, required: [amount], properties: {amount: {type: number, minimum: 0}}}
  tag.add: {risk: low, reversible: true}
  letter.send: {risk: medium, reversible: true, draft: {spot_check: false}}
"""

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
REFUND: dict[str, Any] = {
    "action_type": "refund.issue",
    "description": "Refund order 4711",
    "payload": {"amount": 900, "order_id": "4711"},
}
LETTER: dict[str, Any] = {
    "action_type": "letter.send",
    "description": "Answer Ada",
    "payload": {"to": "Ada"},
    "draft": {
        "target": "$.text",
        "blocks": [
            {"type": "confident", "content": "Dear Ada,", "key": "greeting"},
            {"type": "uncertain", "content": "It ships on Monday.", "alternatives": ["It has shipped."]},
            {"type": "placeholder", "content": "Why it was late"},
        ],
    },
}
TAG: dict[str, Any] = {"action_type": "tag.add", "description": "Tag a document", "payload": {"tag": "spring"}}


class MemoryChanges:
    """Pushes revisions to whoever waits; ``waiting`` tells tests that somebody does."""

    def __init__(self) -> None:
        self._revisions: dict[str, int] = {}
        self._moved = asyncio.Condition()
        self._idle = asyncio.Event()
        self.waiters = 0
        self.calls = 0

    async def wait(self, action_id: str, revision: int, seconds: float) -> None:
        self.calls += 1
        self.waiters += 1
        self._idle.clear()
        try:
            async with asyncio.timeout(seconds), self._moved:
                self._moved.notify_all()
                await self._moved.wait_for(lambda: self._revisions.get(action_id, 0) > revision)
        except TimeoutError:
            pass
        finally:
            self.waiters -= 1
            if not self.waiters:
                self._idle.set()

    async def tell(self, action_id: str, revision: int) -> None:
        async with self._moved:
            self._revisions[action_id] = revision
            self._moved.notify_all()

    async def somebody_waits(self, how_many: int = 1) -> None:
        async with asyncio.timeout(5), self._moved:
            await self._moved.wait_for(lambda: self.waiters >= how_many)

    async def nobody_waits(self) -> None:
        await asyncio.wait_for(self._idle.wait(), 5)


class Outage(Exception):
    """Storage cannot be reached."""


class PushingActions(MemoryActions):
    """A book that tells of each change, and whose commits can be held back."""

    def __init__(self, changes: MemoryChanges) -> None:
        super().__init__()
        self.changes = changes
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = asyncio.Event()
        self.commits = 0
        self.fault: Exception | None = None

    async def commit(self, change: Change) -> CommitResult:
        if self.fault:
            raise self.fault
        self.commits += 1
        self.begun.set()
        # As the real one: what was handed over is written, whoever stops waiting for it.
        return await asyncio.shield(asyncio.ensure_future(self._write(change)))

    async def _write(self, change: Change) -> CommitResult:
        await self.gate.wait()
        result = await super().commit(change)
        await self.changes.tell(change.action.id, change.action.revision)
        return result


@dataclass(slots=True)
class World:
    """One running application, and the hands to move it."""

    client: TestClient[Any, Any]
    api: ApiPorts
    actions: PushingActions
    changes: MemoryChanges
    agents: MemoryAgents
    clock: MemoryClock
    key: str
    other_key: str
    narrow_key: str
    reader_key: str
    server: TestServer
    audit: MemoryAudit

    def bearer(self, key: str | None = None, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {key or self.key}", **more}

    async def propose(self, body: dict[str, Any] = REFUND, key: str | None = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.post("/v1/actions", json=body, headers=self.bearer(key, **named))

    async def proposed(self, body: dict[str, Any] = REFUND, key: str | None = None) -> Any:
        response = await self.propose(body, key)
        assert response.status == 201, await response.text()
        return await response.json()

    async def post(self, path: str, body: Any = None, key: str | None = None) -> Any:
        return await self.client.post(path, json=body, headers=self.bearer(key))

    async def get(self, path: str, key: str | None = None, **headers: str) -> Any:
        return await self.client.get(path, headers=self.bearer(key, **headers))

    async def send(self, document: bytes, content_type: str = "application/json") -> Any:
        headers = self.bearer(**{"Content-Type": content_type})
        return await self.client.post("/v1/actions", data=document, headers=headers)

    async def decide(self, action_id: str, kind: VoteKind = VoteKind.APPROVE, **more: Any) -> Transition:
        step = await decide_action(action_id, "ULEAD", Answer(kind, 1, 0, **more), self.api.ports)
        assert not isinstance(step, Refusal), step
        return step

    async def run_out(self) -> None:
        self.clock.advance(timedelta(hours=1))
        assert await run_due(self.api.ports) == 1


class PushingTime(PushingActions):
    """The actions of :class:`World`: changes by time are told as well."""

    async def commit_all(self, changes: Sequence[Change]) -> Sequence[CommitResult]:
        return [await self.commit(change) for change in changes]


@asynccontextmanager
async def a_world(*checks: ReadinessCheck, **options: Any) -> AsyncIterator[World]:
    """A served application, closed afterwards."""
    changes, clock = MemoryChanges(), MemoryClock(START)
    actions = PushingTime(changes)
    books = MemoryBooks(actions)
    agents = books.agents
    directory = MemoryDirectory("THOME", {"ULEAD": Person("ULEAD", "THOME", "Lea Brandt")})
    ports = Ports(*books.books, clock, CountedIds(), directory, FixedPolicy(policy_of(POLICY)), b"secret")
    audit = MemoryAudit()
    api = ApiPorts(ports, changes, cast("AuditLog", audit), lambda: b"up 1.0\n", checks, (Outage,))
    key = await register(agents, Agent("ag_1", "refund-bot"), 1)
    other = await register(agents, Agent("ag_2", "other-bot"), 2)
    narrow = await register(agents, Agent("ag_3", "tagger", action_types=("tag.*",)), 3)
    reader = await register(agents, Agent("ag_4", "siem", action_types=(READ_AUDIT,)), 4)
    server = TestServer(agents_api(api, **options))
    # The test server cancels handlers of callers who hang up by itself, and takes no second word on it.
    await server.start_server(**{key: value for key, value in SERVER_OPTIONS.items() if key != "handler_cancellation"})
    async with TestClient(server) as client:
        yield World(client, api, actions, changes, agents, clock, key, other, narrow, reader, server, audit)


async def register(agents: MemoryAgents, agent: Agent, seed: int) -> str:
    """The key of this agent, which is known from now on."""
    key: MintedKey = mint(bytes([seed]) * 25)
    assert await agents.add(agent, StoredKey(key.prefix, key.hash, agent, START), OPERATOR)
    return key.text


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()
