"""Which agents there are, and by which keys they are known."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from msgspec.structs import replace
from sqlalchemy import select

from storage.engine.metadata import metadata
from tests.builders import NOON, OPERATOR, a_key, an_agent

HOUR = timedelta(hours=1)


async def test_an_agent_is_found_by_the_prefix_of_its_key(books):
    agent = an_agent(action_types=("refund.*", "ticket.tag"), owner=None)
    minted, stored = a_key(agent)
    assert await books.agents.add(agent, stored, OPERATOR)
    assert await books.agents.key(minted.prefix) == stored
    assert await books.agents.key("unknown") is None


async def test_a_key_itself_is_nowhere_in_the_database(store):
    agent = an_agent()
    minted, stored = a_key(agent)
    await store.agents.add(agent, stored, OPERATOR)
    held = await store.database.read(
        lambda connection: [str(row) for table in metadata.sorted_tables for row in connection.execute(select(table))]
    )
    secret = minted.text.rpartition("_")[2][:-6]
    assert any(stored.hash in row for row in held)
    assert not [row for row in held if minted.text in row or secret in row]


async def test_a_name_is_taken_once(books):
    agents = [an_agent("same", id=f"agt_{number}") for number in range(6)]
    taken = await asyncio.gather(*(books.agents.add(agent, a_key(agent)[1], OPERATOR) for agent in agents))
    assert taken.count(True) == 1
    [kept] = await books.agents.agents()
    assert kept == agents[taken.index(True)]
    loser = agents[taken.index(False)]
    assert await books.agents.keys(loser.id) == []


async def test_agents_are_listed_by_name(books):
    for name in ("zeta", "alpha", "mid"):
        agent = an_agent(name)
        await books.agents.add(agent, a_key(agent)[1], OPERATOR)
    assert [agent.name for agent in await books.agents.agents()] == ["alpha", "mid", "zeta"]


async def test_agents_are_found_by_name_and_by_id(books):
    agent = an_agent("refund-bot")
    _, key = a_key(agent)
    await books.agents.add(agent, key, OPERATOR)
    assert await books.agents.named("refund-bot") == agent
    assert await books.agents.named(agent.id) == agent
    assert await books.agents.named("nobody") is None


async def test_keys_are_listed_oldest_first_and_end_when_told(books):
    agent = an_agent()
    old, young = a_key(agent)[1], replace(a_key(agent)[1], created_at=NOON + HOUR)
    await books.agents.add(agent, old, OPERATOR)
    await books.agents.add_key(young, OPERATOR)
    await books.agents.expire_key(old, NOON + 2 * HOUR, OPERATOR, NOON)
    assert await books.agents.keys(agent.id) == [replace(old, expires_at=NOON + 2 * HOUR), young]
    await books.agents.expire_key(old, NOON + 9 * HOUR, OPERATOR, NOON)
    assert (await books.agents.key(old.prefix)).expires_at == NOON + 2 * HOUR


async def test_revoking_ends_all_keys_and_only_the_agent_s_own(books):
    agent, other = an_agent(), an_agent("other-bot")
    key, others = a_key(agent)[1], a_key(other)[1]
    await books.agents.add(agent, key, OPERATOR)
    await books.agents.add(other, others, OPERATOR)
    await books.agents.revoke(agent, OPERATOR, NOON + HOUR)
    await books.agents.revoke(agent, OPERATOR, NOON + 2 * HOUR)
    [revoked] = await books.agents.keys(agent.id)
    assert revoked.revoked_at == NOON + HOUR
    assert not revoked.is_live(NOON + HOUR)
    assert await books.agents.keys(other.id) == [others]
