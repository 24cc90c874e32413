"""Agents and their keys."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, true, update

from oversight.action.action import Agent
from oversight.action.decision import Actor
from oversight.agents.keys import StoredKey
from oversight.audit.key_leaf import ENDS, MADE, REVOKED, key_leaf
from storage.commit.side_writes import SideWrites
from storage.documents.document import read, write
from storage.engine.database import Database
from storage.engine.insert_unless_there import insert_unless_there
from storage.tables.agents import agent_keys, agents


class SqlAgents:
    """The agents in the database."""

    def __init__(self, database: Database, side_writes: SideWrites) -> None:
        """Over this database."""
        self._database = database
        self._side_writes = side_writes

    async def add(self, agent: Agent, key: StoredKey, by: Actor) -> bool:
        def query(connection: Connection) -> bool:
            added = add_agent(connection, agent, key)
            if added:
                self._tell(connection, MADE, key, by, key.created_at)
            return added

        return await self._database.write(query)

    async def agents(self) -> Sequence[Agent]:
        return await self._database.read(list_agents)

    async def named(self, name: str) -> Agent | None:
        return await self._database.read(lambda connection: find_agent(connection, name))

    async def keys(self, agent_id: str) -> Sequence[StoredKey]:
        return await self._database.read(lambda connection: list_keys(connection, agent_keys.c.agent_id == agent_id))

    async def key(self, prefix: str) -> StoredKey | None:
        found = await self._database.read(lambda connection: list_keys(connection, agent_keys.c.prefix == prefix))
        return found[0] if found else None

    async def add_key(self, key: StoredKey, by: Actor) -> None:
        def query(connection: Connection) -> None:
            insert_key(connection, key)
            self._tell(connection, MADE, key, by, key.created_at)

        await self._database.write(query)

    async def expire_key(self, key: StoredKey, ends_at: datetime, by: Actor, at: datetime) -> None:
        k = agent_keys.c
        lives_longer = (k.prefix == key.prefix) & or_(k.expires_at.is_(None), k.expires_at > ends_at)

        def query(connection: Connection) -> None:
            if change_keys(connection, lives_longer, {"expires_at": ends_at}):
                self._tell(connection, ENDS, replace(key, expires_at=ends_at), by, at)

        await self._database.write(query)

    async def revoke(self, agent: Agent, by: Actor, at: datetime) -> None:
        k = agent_keys.c
        unrevoked = (k.agent_id == agent.id) & k.revoked_at.is_(None)

        def query(connection: Connection) -> None:
            if change_keys(connection, unrevoked, {"revoked_at": at}):
                leaf = key_leaf(REVOKED, agent, by, at)
                self._side_writes.write(connection, [(agent.id, REVOKED, leaf)], (), at)

        await self._database.write(query)

    def _tell(self, connection: Connection, kind: str, key: StoredKey, by: Actor, at: datetime) -> None:
        leaf = key_leaf(kind, key.agent, by, at, key=key.prefix, ends_at=key.expires_at)
        self._side_writes.write(connection, [(key.agent.id, kind, leaf)], (), at)


def add_agent(connection: Connection, agent: Agent, key: StoredKey) -> bool:
    """Whether the name was free; then the agent and its key are there."""
    values = {
        "id": agent.id,
        "name": agent.name,
        "owner": agent.owner,
        "action_types": write(agent.action_types),
    }
    if not insert_unless_there(connection, agents, values, same=["name"]):
        return False
    insert_key(connection, key)
    return True


def insert_key(connection: Connection, key: StoredKey) -> None:
    """The key, hashed as it came."""
    connection.execute(
        insert(agent_keys).values(
            prefix=key.prefix,
            hash=key.hash,
            agent_id=key.agent.id,
            created_at=key.created_at,
            expires_at=key.expires_at,
            revoked_at=key.revoked_at,
        )
    )


def list_agents(connection: Connection) -> list[Agent]:
    """All agents, by name."""
    return [_agent(row) for row in connection.execute(select(agents).order_by(agents.c.name))]


def find_agent(connection: Connection, name: str) -> Agent | None:
    """The agent with this name or id; a name comes first."""
    found = connection.execute(select(agents).where(or_(agents.c.name == name, agents.c.id == name))).all()
    first = sorted(found, key=lambda row: row.name != name)[:1]
    return _agent(first[0]) if first else None


def list_keys(connection: Connection, wanted: ColumnElement[bool]) -> list[StoredKey]:
    """These keys with their agents, oldest first."""
    k = agent_keys.c
    found = connection.execute(
        select(k.prefix, k.hash, k.created_at, k.expires_at, k.revoked_at, agents)
        .join(agents, k.agent_id == agents.c.id)
        .where(wanted)
        .order_by(k.created_at, k.prefix)
    )
    return [
        StoredKey(row.prefix, row.hash, _agent(row), row.created_at, row.expires_at, row.revoked_at) for row in found
    ]


def list_every_key(connection: Connection) -> list[StoredKey]:
    """The keys of all agents, oldest first, dead ones included."""
    return list_keys(connection, true())


def change_keys(connection: Connection, wanted: ColumnElement[bool], values: dict[str, Any]) -> bool:
    """Whether there are such keys; they have these values now."""
    return connection.execute(update(agent_keys).where(wanted).values(values)).rowcount > 0


def _agent(row: Row[*tuple[Any, ...]]) -> Agent:
    return Agent(row.id, row.name, row.owner, read(row.action_types, tuple[str, ...]))
