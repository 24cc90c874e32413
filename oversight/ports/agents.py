"""Which agents there are, and by which keys they are known."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from oversight.action.action import Agent
from oversight.agents.keys import StoredKey


class AgentBook(Protocol):
    """Agents and their keys."""

    async def add(self, agent: Agent, key: StoredKey) -> bool:
        """The agent with its first key, or False where its name is taken."""

    async def agents(self) -> Sequence[Agent]:
        """All agents, by name."""

    async def named(self, name: str) -> Agent | None:
        """The agent with this name or id; a name comes first."""

    async def keys(self, agent_id: str) -> Sequence[StoredKey]:
        """An agent's keys, oldest first, dead ones included."""

    async def key(self, prefix: str) -> StoredKey | None:
        """The key with this prefix."""

    async def add_key(self, key: StoredKey) -> None:
        """One more key for an agent."""

    async def expire_key(self, prefix: str, at: datetime) -> None:
        """The key lives until then and no longer; an earlier end stays."""

    async def revoke(self, agent_id: str, at: datetime) -> None:
        """None of the agent's keys opens anything any more."""
