"""A SIEM follows the audit log over HTTP, on both engines, with keys that the operator made."""

import asyncio
import json
import os
import sys
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from handlers.http.api_ports import ApiPorts
from handlers.http.app import agents_api
from oversight.action.action import Agent
from oversight.action.decision import VoteKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.agents.keys import mint
from oversight.halts.halt import EVERYTHING
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.agents.manage_agents import add_agent, revoke_agent, rotate_key
from oversight.usecases.audit.readers import add_reader, list_readers, revoke_reader
from oversight.usecases.audit.sequence_leaves import sequence_leaves
from oversight.usecases.halts.halt_scope import halt_scope
from oversight.voting.decide import Answer
from storage.engine.engines import open_database
from storage.engine.schema import migrate
from storage.store import Store, open_store
from tests.builders import OPERATOR, policy_of
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import FixedPolicy
from tests.fakes.seconds import Seconds

POLICY = """
version: 1
tiers:
  team_lead: {channel: "#leads", reviewers: [ULEAD]}
action_types:
  refund.issue: {risk: high}
  ticket.tag: {risk: low, reversible: true}
"""
FEED = "/v1/audit/events"
HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "feed-a-siem.md"
WORDS = "Half of it is our policy"


class HeardLog:
    """The log, which tells when somebody who waits has looked at it in vain."""

    def __init__(self, log):
        self._log = log
        self._seen = None
        self.found_nothing_new = asyncio.Event()

    def __getattr__(self, name):
        return getattr(self._log, name)

    async def head(self):
        head = await self._log.head()
        if head == self._seen:
            self.found_nothing_new.set()
        self._seen = head
        return head


@dataclass(slots=True)
class House:
    """A bot in service, an agent, and what a watching program does."""

    store: Store
    ports: Ports
    client: TestClient[Any, Any]
    agent_key: str
    seconds: Seconds
    log: HeardLog
    made: int = 0

    async def call(self, method, path, key, **options):
        return await self.client.request(method, path, headers={"Authorization": f"Bearer {key}"}, **options)

    async def propose(self, action_type="refund.issue"):
        body = {"action_type": action_type, "description": "Refund 4711", "payload": {"amount": 900}}
        answer = await self.call("POST", "/v1/actions", self.agent_key, json=body)
        assert answer.status == 201, await answer.text()
        return await answer.json()

    async def decided(self):
        """A refund that Lea Brandt has approved, with a word of hers."""
        action = await self.propose()
        step = await decide_action(action["id"], "ULEAD", Answer(VoteKind.APPROVE, 1, 0, WORDS), self.ports)
        assert not isinstance(step, Refusal), step
        return action

    async def reader(self, name="siem", *, with_values=False):
        self.made += 1
        random = bytes([self.made]) * 25
        store = self.store
        return await add_reader(
            name, random, OPERATOR, agents=store.agents, ids=store.ids, clock=store.clock, with_values=with_values
        )

    async def page(self, key, **query):
        answer = await self.call("GET", FEED, key, params=query)
        assert answer.status == 200, await answer.text()
        return await answer.json()

    async def catch_up(self, key, page=None, limit=1000):
        """All events from where this page ended, and the last page."""
        events: list[dict[str, Any]] = []
        page = page or {"log": 1, "next_after": -1}
        while True:
            page = await self.page(key, log=page["log"], after=page["next_after"], limit=limit)
            if not page["events"]:
                return events, page
            events += page["events"]


@pytest.fixture
async def house(database_url):
    """In service for one test."""
    async with open_database(database_url, serving=False) as database:
        await migrate(database)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(database_url, serving=True))
        people = MemoryDirectory("T", {"ULEAD": Person("ULEAD", "T", "Lea Brandt")})
        ports = Ports(*store.books, store.clock, store.ids, people, FixedPolicy(policy_of(POLICY)), b"secret")
        key = await add_agent(Agent("agt_1", "refund-bot"), b"\0" * 25, OPERATOR, store.agents, store.clock)
        assert isinstance(key, str)
        seconds = Seconds()
        log = HeardLog(store.audit)
        api = ApiPorts(ports, store.changes, log, lambda: b"")
        client = TestClient(TestServer(agents_api(api, monotonic=seconds, look_every=0.01)))
        await stack.enter_async_context(client)
        yield House(store, ports, client, key, seconds, log)


async def test_what_happened_is_read_in_the_order_of_the_log(house):
    key = await house.reader()
    action = await house.decided()
    assert (await house.page(key))["events"] == []
    await sequence_leaves(house.store.audit)
    page = await house.page(key)
    kinds = [event["leaf"]["kind"] for event in page["events"]]
    assert kinds == ["key.made", "key.made", "action.submitted", "action.voted", "action.decided"]
    assert {event["leaf"]["action_id"] for event in page["events"][2:]} == {action["id"]}
    assert (page["log"], page["next_after"], page["behind"]) == (1, 4, 0)


async def test_what_people_wrote_and_names_are_for_those_alone_who_were_added_for_them(house):
    brief, full = await house.reader("siem"), await house.reader("vault", with_values=True)
    await house.decided()
    await sequence_leaves(house.store.audit)
    stored = [leaf.leaf for leaf in await house.store.audit.leaves(1, 0, 100)]
    told = await (await house.call("GET", FEED, brief)).text()
    assert not [word for word in (WORDS, "Lea Brandt", "refund-bot") if word in told]
    assert "ULEAD" in told
    told = await (await house.call("GET", FEED, full)).read()
    assert all(leaf in told for leaf in stored)
    assert WORDS in told.decode()
    assert [event["leaf"] for event in json.loads(told)["events"]] == [json.loads(leaf) for leaf in stored]


async def test_a_reader_that_was_away_loses_nothing_and_delays_nothing(house):
    """While it is away and while it catches up, agents are served, and the log goes on."""
    key = await house.reader()
    await house.propose("ticket.tag")
    await sequence_leaves(house.store.audit)
    seen, last = await house.catch_up(key)
    for _ in range(60):
        await house.propose("ticket.tag")
        await house.decided()
        await sequence_leaves(house.store.audit)
    missed, page = [], last
    while page["events"] or page is last:
        page = await house.page(key, log=page["log"], after=page["next_after"], limit=50)
        missed += page["events"]
        if len(missed) < 150:
            assert (await house.decided())["status"] == "pending"
            await sequence_leaves(house.store.audit)
    stored = await house.store.audit.leaves(1, 0, 10_000)
    assert [event["index"] for event in seen + missed] == list(range(len(stored)))
    kinds = [event["leaf"]["kind"] for event in seen + missed]
    assert kinds == [leaf.kind for leaf in stored]
    assert len(stored) >= 1 + 60 * 4


async def test_the_loop_of_the_how_to_goes_on_where_it_was_killed(house, tmp_path):
    """As it is printed on the page: nothing is lost, whatever is read twice has the same name."""
    key, page = await house.reader(), HOW_TO.read_text()
    program = page[page.index("```python\n") + len("```python\n") :].partition("```\n")[0]
    told: dict[tuple[int, int], str] = {}
    for _ in range(2):
        await house.decided()
        await sequence_leaves(house.store.audit)
        size = (await house.store.audit.head()).size
        async with running(program, tmp_path, KEY=key, FEED=str(house.client.make_url(FEED))) as lines:
            while len(told) < size:
                event = json.loads(await asyncio.wait_for(lines.readline(), 20))
                told[event["log"], event["index"]] = event["leaf"]["kind"]
    kinds = [leaf.kind for leaf in await house.store.audit.leaves(1, 0, 100)]
    assert list(told.items()) == [((1, index), kind) for index, kind in enumerate(kinds)]


@asynccontextmanager
async def running(program, folder, **environment):
    """The lines that the program prints, until it is killed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program), cwd=folder, env=os.environ | environment, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield process.stdout
    finally:
        process.kill()
        await process.communicate()


async def test_another_log_is_told_and_nothing_of_the_last_one_is_lost(house):
    key = await house.reader()
    await house.decided()
    await sequence_leaves(house.store.audit)
    first = await house.page(key, limit=1)
    await house.store.audit.begin_anew("acme/2", b'{"kind":"log.began","format":99}', "log.began")
    await house.propose()
    await sequence_leaves(house.store.audit)
    followed, page = await house.catch_up(key, first, limit=2)
    assert [event["leaf"]["kind"] for event in followed] == [
        *("key.made", "action.submitted", "action.voted", "action.decided"),
        *("log.began", "action.submitted"),
    ]
    assert (page["log"], page["next_after"]) == (2, 1)
    assert (await house.page(key, after=2))["log"] == 2


async def test_whoever_waits_hears_of_it_when_it_has_its_place(house):
    key = await house.reader()
    await house.propose()
    asked = {"Authorization": f"Bearer {key}", "Prefer": "wait=30"}
    waiting = asyncio.ensure_future(house.client.request("GET", FEED, headers=asked))
    await asyncio.wait_for(house.log.found_nothing_new.wait(), 5)
    assert not waiting.done()
    await sequence_leaves(house.store.audit)
    answer = await asyncio.wait_for(waiting, 5)
    assert [event["index"] for event in (await answer.json())["events"]] == [0, 1, 2]


async def test_a_revoked_reader_reads_no_more(house):
    key, other = await house.reader("siem"), await house.reader("other")
    assert (await house.call("GET", FEED, key)).status == 200
    agents, clock = house.store.agents, house.store.clock
    assert not isinstance(await revoke_reader("siem", OPERATOR, agents, clock), Refusal)
    house.seconds.now += 1
    assert (await house.call("GET", FEED, key)).status == 401
    assert (await house.call("GET", FEED, other)).status == 200
    unknown = await revoke_reader("refund-bot", OPERATOR, agents, clock)
    assert isinstance(unknown, Refusal)
    assert "Known: other, siem" in unknown.sentence


async def test_readers_are_no_agents_and_agents_no_readers(house):
    """Neither where keys are managed nor where something is halted."""
    key = await house.reader()
    agents, clock = house.store.agents, house.store.clock
    assert [reader.name for reader in await list_readers(agents)] == ["siem"]
    for refused in (
        await rotate_key("siem", b"r" * 25, timedelta(hours=1), OPERATOR, agents=agents, clock=clock),
        await revoke_agent("siem", OPERATOR, agents, clock),
        await halt_scope("siem", house.ports),
    ):
        assert isinstance(refused, Refusal), refused
    assert await halt_scope("all", house.ports) == EVERYTHING
    for taken in (
        await add_agent(Agent("agt_9", "siem"), b"x" * 25, OPERATOR, agents, clock),
        await house.reader("siem"),
        await house.reader("refund-bot"),
    ):
        assert isinstance(taken, Refusal)
        assert taken.code is RefusalCode.NAME_TAKEN
        assert "Choose another" in taken.sentence
    assert (await house.call("GET", FEED, key)).status == 200


async def test_neither_key_does_the_work_of_the_other(house):
    key = await house.reader()
    assert (await house.call("GET", FEED, house.agent_key)).status == 403
    assert (await house.call("GET", "/v1/actions", key)).status == 403
    assert (await house.call("GET", FEED, mint(b"z" * 25).text)).status == 401
