"""Agents and their keys in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msgspec.structs import replace

from oversight.action.action import Agent
from oversight.action.decision import Actor
from oversight.agents.keys import StoredKey


@dataclass(slots=True)
class MemoryAgents:
    """Agents by their ids and keys by their prefixes; counts how often a key was looked for."""

    known: dict[str, Agent] = field(default_factory=dict)
    stored: dict[str, StoredKey] = field(default_factory=dict)
    lookups: int = 0

    async def add(self, agent: Agent, key: StoredKey, by: Actor) -> bool:
        if any(other.name == agent.name for other in self.known.values()):
            return False
        self.known[agent.id] = agent
        await self.add_key(key, by)
        return True

    async def agents(self) -> Sequence[Agent]:
        return sorted(self.known.values(), key=lambda agent: agent.name)

    async def named(self, name: str) -> Agent | None:
        found = [agent for agent in self.known.values() if name in (agent.name, agent.id)]
        return next(iter(sorted(found, key=lambda agent: agent.name != name)), None)

    async def keys(self, agent_id: str) -> Sequence[StoredKey]:
        found = [key for key in self.stored.values() if key.agent.id == agent_id]
        return sorted(found, key=lambda key: (key.created_at, key.prefix))

    async def key(self, prefix: str) -> StoredKey | None:
        self.lookups += 1
        return self.stored.get(prefix)

    async def add_key(self, key: StoredKey, by: Actor) -> None:
        self.stored[key.prefix] = key

    async def expire_key(self, key: StoredKey, ends_at: datetime, by: Actor, at: datetime) -> None:
        known = self.stored[key.prefix]
        if known.expires_at is None or known.expires_at > ends_at:
            self.stored[key.prefix] = replace(known, expires_at=ends_at)

    async def revoke(self, agent: Agent, by: Actor, at: datetime) -> None:
        for key in await self.keys(agent.id):
            if key.revoked_at is None:
                self.stored[key.prefix] = replace(key, revoked_at=at)
