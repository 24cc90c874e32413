"""Which agents there are, and by which keys they are known."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from oversight.action.action import Agent
from oversight.action.decision import Actor
from oversight.agents.keys import StoredKey


class AgentBook(Protocol):
    """Agents and their keys."""

    async def add(self, agent: Agent, key: StoredKey, by: Actor) -> bool:
        """The agent with its first key, and the leaf that says who let it in; or False where its name is taken."""

    async def agents(self) -> Sequence[Agent]:
        """All agents, by name."""

    async def named(self, name: str) -> Agent | None:
        """The agent with this name or id; a name comes first."""

    async def keys(self, agent_id: str) -> Sequence[StoredKey]:
        """An agent's keys, oldest first, dead ones included."""

    async def key(self, prefix: str) -> StoredKey | None:
        """The key with this prefix."""

    async def add_key(self, key: StoredKey, by: Actor) -> None:
        """One more key for an agent, with its leaf."""

    async def expire_key(self, key: StoredKey, ends_at: datetime, by: Actor, at: datetime) -> None:
        """The key lives until then and no longer, with its leaf; an earlier end stays."""

    async def revoke(self, agent: Agent, by: Actor, at: datetime) -> None:
        """None of the agent's keys opens anything any more, with its leaf."""
