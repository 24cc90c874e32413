"""The agents' API over real storage, on both engines: what it promised is there after a restart and under crowds."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from handlers.http.api_ports import ApiPorts
from handlers.http.app import agents_api
from oversight.action.action import Agent
from oversight.action.decision import VoteKind
from oversight.action.transition import Transition
from oversight.agents.keys import MintedKey, StoredKey, mint
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.usecases.actions.decide_action import decide_action
from oversight.voting.decide import Answer
from storage.engine.engines import open_database
from storage.engine.schema import migrate
from storage.store import Store, open_store
from tests.builders import OPERATOR, policy_of
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import FixedPolicy

POLICY = """
version: 1
tiers:
  team_lead: {channel: "#leads", reviewers: [ULEAD]}
action_types:
  refund.issue: {risk: high}
"""

REFUND = {"action_type": "refund.issue", "description": "Refund 4711", "payload": {"amount": 900, "note": "café 🚀"}}
KEY: MintedKey = mint(bytes(range(25)))


@dataclass
class Office:
    """An application in service, over open storage."""

    store: Store
    ports: Ports
    client: TestClient[Any, Any]
    twin: TestClient[Any, Any]
    """A second application over the same storage: what one remembers in memory, the other does not know."""

    async def post(self, path, body, client=None, **headers):
        named = {"Authorization": f"Bearer {KEY.text}"} | {
            key.replace("_", "-"): header for key, header in headers.items()
        }
        return await (client or self.client).post(path, json=body, headers=named)

    async def get(self, path, **headers):
        return await self.client.get(path, headers={"Authorization": f"Bearer {KEY.text}"} | headers)

    async def proposed(self):
        return await (await self.post("/v1/actions", REFUND)).json()

    async def decide(self, action_id, kind=VoteKind.APPROVE):
        return await decide_action(action_id, "ULEAD", Answer(kind, 1, 0, "as said"), self.ports)


@asynccontextmanager
async def in_service(url):
    """The office, closed afterwards as a shutdown closes it."""
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(url, serving=True))
        people = MemoryDirectory("T", {"ULEAD": Person("ULEAD", "T", "Lea Brandt")})
        policy = FixedPolicy(policy_of(POLICY))
        ports = Ports(*store.books, store.clock, store.ids, people, policy, b"secret")
        api = ApiPorts(ports, store.changes, store.audit, lambda: b"")
        clients = [
            await stack.enter_async_context(TestClient(TestServer(agents_api(api)))),
            await stack.enter_async_context(TestClient(TestServer(agents_api(api)))),
        ]
        yield Office(store, ports, *clients)


@pytest.fixture
async def url(database_url):
    """A database with its tables and one agent in it."""
    async with open_database(database_url, serving=False) as database:
        await migrate(database)
    async with open_store(database_url, serving=False) as store:
        agent = Agent("ag_1", "refund-bot")
        assert await store.agents.add(agent, StoredKey(KEY.prefix, KEY.hash, agent, store.clock.now()), OPERATOR)
    return database_url


@pytest.fixture
async def operator_store(url):
    """In service for one test."""
    async with in_service(url) as operator_store:
        yield operator_store


async def test_what_was_proposed_and_decided_reads_the_same_after_a_restart(url):
    """Byte for byte, through storage and back."""
    async with in_service(url) as operator_store:
        first = await operator_store.proposed()
        second = await operator_store.proposed()
        assert isinstance(await operator_store.decide(first["id"]), Transition)
        before = [await (await operator_store.get(action["links"]["self"])).read() for action in (first, second)]
    async with in_service(url) as operator_store:
        after = [await (await operator_store.get(action["links"]["self"])).read() for action in (first, second)]
    assert before == after
    assert b'"status":"approved"' in after[0]
    assert b'"status":"pending"' in after[1]


async def test_a_hundred_requests_with_one_key_make_one_action_on_two_servers(operator_store):
    """The database decides, whatever either process remembers."""
    crowd = [
        operator_store.post("/v1/actions", REFUND, client, Idempotency_Key="k-1")
        for client in (operator_store.client, operator_store.twin)
        for _ in range(50)
    ]
    responses = await asyncio.gather(*crowd)
    statuses = Counter(response.status for response in responses)
    ids = {(await response.json())["id"] for response in responses if response.status in (200, 201)}
    listed = await (await operator_store.get("/v1/actions")).json()
    assert statuses[201] == 1
    assert set(statuses) <= {200, 201, 409}
    assert [action["id"] for action in listed["actions"]] == list(ids)


async def test_waiting_agents_are_woken_by_the_decision(operator_store):
    """Every one of them, long before any timer of theirs."""
    action = await operator_store.proposed()
    async with asyncio.timeout(20):
        waiting = [asyncio.ensure_future(operator_store.get(f"{action['links']['self']}?wait=60")) for _ in range(10)]
        stream = await operator_store.get(action["links"]["events"])
        first = await stream.content.readuntil(b"\n\n")
        await operator_store.decide(action["id"])
        told = [await (await response).json() for response in waiting]
        rest = await stream.read()
    assert {answer["status"] for answer in told} == {"approved"}
    assert b"action.submitted" in first
    assert b"event: action.decided" in rest


async def test_of_withdrawing_and_deciding_at_once_exactly_one_counts(operator_store):
    """The loser is told who was first."""
    for _ in range(10):
        action = await operator_store.proposed()
        cancel, decided = await asyncio.gather(
            operator_store.post(action["links"]["cancel"], {}), operator_store.decide(action["id"], VoteKind.REJECT)
        )
        final = await (await operator_store.get(action["links"]["self"])).json()
        assert (cancel.status == 200) != isinstance(decided, Transition)
        assert final["status"] == ("cancelled" if cancel.status == 200 else "rejected")


async def test_the_list_pages_through_everything_once(operator_store):
    """Newest first, by ids that sort by time."""
    made = [(await operator_store.proposed())["id"] for _ in range(5)]
    path, seen = "/v1/actions?limit=2&status=pending", []
    while path:
        page = await (await operator_store.get(path)).json()
        seen += [action["id"] for action in page["actions"]]
        path = page["links"]["next"]
    assert seen == made[::-1]
