"""The operator lets readers of the audit log in, and shuts them out.

A reader is stored as an agent whose scopes no type of action fits: keys, prefixes, hashes, revoking and the door that
looks keys up are the same then, and a version of the program that knows no readers lets such a key propose nothing.
"""

from collections.abc import Sequence

from oversight.action.action import READ_AUDIT, READ_AUDIT_VALUES, Agent
from oversight.action.decision import Actor
from oversight.action.refusal import Refusal, RefusalCode
from oversight.agents.keys import StoredKey, mint
from oversight.ports.agents import AgentBook
from oversight.ports.world import Clock, Ids


async def add_reader(
    name: str, random: bytes, by: Actor, *, agents: AgentBook, ids: Ids, clock: Clock, with_values: bool
) -> str | Refusal:
    """The new reader's key, shown this once; or why there is none."""
    scopes = (READ_AUDIT, READ_AUDIT_VALUES) if with_values else (READ_AUDIT,)
    reader, key = Agent(ids.agent_id(), name, None, scopes), mint(random)
    if await agents.add(reader, StoredKey(key.prefix, key.hash, reader, clock.now()), by):
        return key.text
    return Refusal(
        RefusalCode.NAME_TAKEN,
        f"Somebody is or was called {name} already: a reader or an agent. Choose another name, such as {name}-2.",
    )


async def list_readers(agents: AgentBook) -> Sequence[Agent]:
    """All readers, by name."""
    return [agent for agent in await agents.agents() if agent.reads_audit]


async def revoke_reader(name: str, by: Actor, agents: AgentBook, clock: Clock) -> Agent | Refusal:
    """The reader, whose key no longer works."""
    readers = await list_readers(agents)
    for reader in readers:
        if reader.name == name:
            await agents.revoke(reader, by, clock.now())
            return reader
    known = ", ".join(reader.name for reader in readers) or "none yet"
    return Refusal(RefusalCode.AGENT_NOT_FOUND, f"There is no reader called {name}. Known: {known}.")
