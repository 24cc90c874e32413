"""The feed of the audit log at its door: who may read it, what is no cursor, how long one waits."""

import asyncio
import json

import pytest

from handlers.http.audit.new_leaves import NewLeaves
from oversight.action.action import READ_AUDIT, READ_AUDIT_VALUES, Agent
from oversight.ports.audit import LogHead
from oversight.usecases.audit.read_events import Place
from tests.fakes.audit import MemoryAudit
from tests.unit.handlers.http.docs.test_openapi import validator
from tests.unit.handlers.http.world import Outage, a_world, register

FEED = "/v1/audit/events"
LEAF = b'{"actor":{"id":"U1","kind":"human","name":"Lea"},"format":1,"kind":"action.voted","reason":"Too much"}'
BRIEF = {"actor": {"id": "U1", "kind": "human"}, "format": 1, "kind": "action.voted"}


@pytest.fixture
async def hasty_world():
    """The same with a look at the log every hundredth of a second."""
    async with a_world(look_every=0.01) as served:
        yield served


async def test_a_reader_gets_the_log_without_what_people_wrote(world):
    world.audit.logs = [[LEAF]]
    response = await world.get(FEED, world.reader_key)
    assert response.status == 200
    assert response.headers["Cache-Control"] == "no-store"
    page = await response.json()
    assert page == {"log": 1, "events": [{"index": 0, "leaf": BRIEF}], "next_after": 0, "behind": 0}
    validator("EventsResource").validate(page)


async def test_who_was_added_with_values_gets_the_very_bytes(world):
    reader = Agent("ag_5", "full", action_types=(READ_AUDIT, READ_AUDIT_VALUES))
    key = await register(world.agents, reader, 5)
    world.audit.logs = [[LEAF]]
    assert LEAF in await (await world.get(FEED, key)).read()


async def test_a_leaf_that_cannot_be_read_is_null_and_stops_nothing(world):
    world.audit.logs = [[b"{", LEAF]]
    page = await (await world.get(FEED, world.reader_key)).json()
    assert [event["leaf"] for event in page["events"]] == [None, BRIEF]
    validator("EventsResource").validate(page)


async def test_an_agent_s_key_does_not_read_the_log(world):
    for key in (world.key, world.narrow_key):
        response = await world.get(FEED, key)
        problem = await response.json()
        assert (response.status, problem["code"]) == (403, "agent_key")
        assert "sayso audit reader add" in problem["detail"]
    assert world.audit.looks == 0


async def test_without_a_key_the_log_is_closed(world):
    assert (await world.client.get(FEED)).status == 401
    assert (await world.get(FEED, "say_x_y")).status == 401


async def test_a_reader_s_key_opens_nothing_but_the_log(world):
    """At every other address that takes a key."""
    action = await world.proposed()
    calls = {
        (route.method, route.resource.canonical.replace("{id}", action["id"]))
        for route in world.server.app.router.routes()
        if route.resource.canonical.startswith("/v1/")
    } - {("GET", FEED)}
    assert len(calls) >= 7
    body = {"action_type": READ_AUDIT, "description": "x", "payload": {}}
    for method, path in calls:
        response = await world.client.request(
            method, path, json=body if method == "POST" else None, headers=world.bearer(world.reader_key)
        )
        problem = await response.json()
        assert (response.status, problem["code"]) == (403, "reader_key"), path
        assert "agent's key" in problem["detail"]
    assert world.actions.commits == 1


@pytest.mark.parametrize(
    ("query", "at_fault"),
    [
        ("after=-2", "query.after"),
        ("after=x", "query.after"),
        ("after=", "query.after"),
        ("after=1.5", "query.after"),
        (f"after={2**53}", "query.after"),
        (f"after={10**30}", "query.after"),
        ("limit=0", "query.limit"),
        ("limit=1001", "query.limit"),
        ("log=0", "query.log"),
        ("log=2", "query.log"),
        (f"log={2**40}", "query.log"),
        ("from=3", "query.from"),
        ("after=1&after=2", "query.after"),
    ],
)
async def test_what_is_no_cursor_is_a_problem_that_names_it(world, query, at_fault):
    response = await world.get(f"{FEED}?{query}", world.reader_key)
    problem = await response.json()
    assert (response.status, problem["code"]) == (400, "invalid_query")
    assert [fault["path"] for fault in problem["errors"]] == [at_fault]


async def test_behind_the_end_there_is_nothing(world):
    world.audit.logs = [[LEAF] * 3]
    page = await (await world.get(f"{FEED}?after={2**53 - 1}", world.reader_key)).json()
    assert page == {"log": 1, "events": [], "next_after": 2, "behind": 0}


async def test_whoever_claims_to_have_read_more_is_told_at_once_and_misses_nothing(world):
    world.audit.logs = [[LEAF] * 3]
    response = await asyncio.wait_for(world.get(f"{FEED}?after=9", world.reader_key, Prefer="wait=60"), 5)
    page = await response.json()
    assert (page["events"], page["next_after"]) == ([], 2)
    world.audit.logs[0].append(LEAF)
    page = await (await world.get(f"{FEED}?after={page['next_after']}", world.reader_key)).json()
    assert [event["index"] for event in page["events"]] == [3]


async def test_whoever_waits_is_answered_when_there_is_something(hasty_world):
    world = hasty_world
    world.audit.logs = [[LEAF]]
    waiting = asyncio.create_task(world.get(f"{FEED}?after=0", world.reader_key, Prefer="wait=30"))
    await world.audit.looked()
    assert not waiting.done()
    world.audit.logs[0].append(LEAF)
    response = await asyncio.wait_for(waiting, 5)
    assert response.headers["Preference-Applied"] == "wait=30"
    assert [event["index"] for event in (await response.json())["events"]] == [1]


async def test_where_there_is_something_nobody_waits(world):
    world.audit.logs = [[LEAF]]
    response = await asyncio.wait_for(world.get(FEED, world.reader_key, Prefer="wait=60"), 5)
    assert len((await response.json())["events"]) == 1


async def test_the_end_of_a_wait_is_an_empty_answer(hasty_world):
    response = await hasty_world.get(FEED, hasty_world.reader_key, Prefer="wait=1")
    assert await response.json() == {"log": 1, "events": [], "next_after": -1, "behind": 0}


async def test_another_log_wakes_whoever_waits(hasty_world):
    world = hasty_world
    world.audit.logs = [[LEAF]]
    waiting = asyncio.create_task(world.get(f"{FEED}?after=0&log=1", world.reader_key, Prefer="wait=30"))
    await world.audit.looked()
    world.audit.logs.append([LEAF])
    page = await (await asyncio.wait_for(waiting, 5)).json()
    assert (page["log"], [event["index"] for event in page["events"]]) == (2, [0])


async def test_an_outage_while_somebody_waits_is_a_503(hasty_world):
    waiting = asyncio.create_task(hasty_world.get(FEED, hasty_world.reader_key, Prefer="wait=30"))
    await hasty_world.audit.looked()
    hasty_world.audit.fault = Outage("gone")
    response = await asyncio.wait_for(waiting, 5)
    assert (response.status, (await response.json())["code"]) == (503, "unavailable")


async def test_a_server_that_stops_lets_its_readers_go(world):
    waiting = asyncio.create_task(world.get(FEED, world.reader_key, Prefer="wait=60"))
    await world.audit.looked()
    await world.server.app.shutdown()
    page = json.loads(await (await asyncio.wait_for(waiting, 5)).read())
    assert page["events"] == []


async def test_a_crowd_of_readers_looks_once():
    """Fifty who wait are one look at the log at a time."""
    log = MemoryAudit()
    new = NewLeaves(log.head, every=0.01)
    crowd = [asyncio.create_task(new.beyond(Place(1, 0, 0), 30)) for _ in range(50)]
    for _ in range(3):
        await log.looked()
    assert log.looks <= 5
    log.logs[0].append(LEAF)
    assert await asyncio.wait_for(asyncio.gather(*crowd), 5) == [True] * 50


async def test_a_look_that_fails_where_nobody_waits_any_more_is_no_noise():
    class Failing(MemoryAudit):
        async def head(self) -> LogHead:
            await MemoryAudit.head(self)
            raise Outage

    log = Failing()
    new = NewLeaves(log.head, every=0.01)
    waiting = asyncio.create_task(new.beyond(Place(1, 0, 0), 30))
    await asyncio.sleep(0)
    waiting.cancel()
    await log.looked()
    await asyncio.gather(waiting, return_exceptions=True)
    new.close()
    assert not await new.beyond(Place(1, 0, 0), 30)
