"""Which agent a key belongs to."""

import hmac

from oversight.action.action import Agent
from oversight.agents.keys import hash_key, prefix_of
from oversight.ports.agents import AgentBook
from oversight.ports.world import Clock


async def authenticate(key: str, agents: AgentBook, clock: Clock) -> Agent | None:
    """The agent whose live key this is, or None; a malformed key costs no look-up."""
    prefix = prefix_of(key)
    stored = await agents.key(prefix) if prefix else None
    if stored is None or not hmac.compare_digest(stored.hash, hash_key(key)):
        return None
    return stored.agent if stored.is_live(clock.now()) else None
