"""An agent's keys: who was let in, and who no longer is. Format 5. Fields are only ever added, optional."""

from datetime import datetime

from oversight.action.action import Agent
from oversight.action.decision import Actor
from oversight.audit.record import Record, actor_record, timestamp

MADE, ENDS, REVOKED = "key.made", "key.ends", "key.revoked"
"""The kinds, as they are stored: a new key, an end that a key was given, the end of all. Append-only."""


class KeyLeaf(Record, frozen=True, kw_only=True):
    """One change of an agent's keys."""

    format = 5
    agent_id: str
    agent: str
    """The agent's name."""
    owner: str | None
    action_types: list[str]
    """What the agent's keys are good for."""
    key: str | None = None
    """The key's first part, by which it is known; None where all keys of the agent are meant."""
    ends_at: str | None = None


def key_leaf(
    kind: str, agent: Agent, by: Actor, at: datetime, *, key: str | None = None, ends_at: datetime | None = None
) -> bytes:
    """The bytes of the leaf that says what became of this key."""
    return KeyLeaf(
        kind=kind,
        at=timestamp(at),
        actor=actor_record(by),
        agent_id=agent.id,
        agent=agent.name,
        owner=agent.owner,
        action_types=list(agent.action_types),
        key=key,
        ends_at=None if ends_at is None else timestamp(ends_at),
    ).written()
