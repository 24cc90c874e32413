"""The operator adds agents, gives them new keys, and revokes them."""

from datetime import timedelta

from oversight.action.action import Agent
from oversight.action.decision import Actor
from oversight.action.refusal import Refusal, RefusalCode
from oversight.agents.keys import StoredKey, mint
from oversight.ports.agents import AgentBook
from oversight.ports.world import Clock

LIVE_KEYS = 2
"""The most keys of one agent: an old and a new one while rotating."""


async def add_agent(agent: Agent, random: bytes, by: Actor, agents: AgentBook, clock: Clock) -> str | Refusal:
    """The new agent's key, shown this once; or why there is none."""
    key = mint(random)
    stored = StoredKey(key.prefix, key.hash, agent, clock.now())
    if await agents.add(agent, stored, by):
        return key.text
    other = await agents.named(agent.name)
    if other is not None and other.reads_audit:
        said = f"{agent.name} is the name of a key that reads the audit log. Choose another."
        return Refusal(RefusalCode.NAME_TAKEN, said)
    return Refusal(RefusalCode.NAME_TAKEN, f"There is already an agent called {agent.name}. Rotate its key instead.")


async def rotate_key(
    name: str, random: bytes, grace: timedelta, by: Actor, *, agents: AgentBook, clock: Clock
) -> str | Refusal:
    """A second key for the agent; the old one works until the grace period ends, so that nothing is interrupted."""
    agent = await find_agent(name, agents)
    if isinstance(agent, Refusal):
        return agent
    now = clock.now()
    live = [key for key in await agents.keys(agent.id) if key.is_live(now)]
    if len(live) >= LIVE_KEYS:
        return Refusal(
            RefusalCode.TOO_MANY_KEYS,
            f"{name} has {len(live)} live keys already. Wait until the old one ends; revoking would end both.",
        )
    # The old key gets its end first: after a crash in between, a key too few is better than one that never ends.
    for old in live:
        await agents.expire_key(old, now + grace, by, now)
    key = mint(random)
    await agents.add_key(StoredKey(key.prefix, key.hash, agent, now), by)
    return key.text


async def revoke_agent(name: str, by: Actor, agents: AgentBook, clock: Clock) -> Agent | Refusal:
    """The agent, whose keys no longer work."""
    agent = await find_agent(name, agents)
    if not isinstance(agent, Refusal):
        await agents.revoke(agent, by, clock.now())
    return agent


async def find_agent(name: str, agents: AgentBook) -> Agent | Refusal:
    """The agent of this name; or a refusal with the names that exist."""
    all_agents = [agent for agent in await agents.agents() if not agent.reads_audit]
    for agent in all_agents:
        if agent.name == name:
            return agent
    known = ", ".join(agent.name for agent in all_agents) or "none yet"
    return Refusal(RefusalCode.AGENT_NOT_FOUND, f"There is no agent called {name}. Known: {known}.")
