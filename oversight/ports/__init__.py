"""What the use cases need of the world, as Protocols. Storage, Slack and the clock answer to these."""

from dataclasses import dataclass, field

from oversight.ports.delivery import Claimed, Lane, Outbox, OutboxCounts, Posting, Postings
from oversight.ports.halts import HaltBook
from oversight.ports.ledger import ActionChanges, Ledger
from oversight.ports.precedents import NoPast, Precedents
from oversight.ports.records import (
    ActionFilter,
    ActionList,
    Change,
    CommitResult,
    Committed,
    Conflict,
    DigestNumbers,
    DigestRecord,
    Duplicate,
    Message,
    MessageKind,
    RecordedEvent,
    TierBacklog,
    announcement_id,
    card_id,
    used_up,
)
from oversight.ports.registry import AgentRegistry
from oversight.ports.standing import StandingBook
from oversight.ports.world import Clock, Directory, DirectoryUnavailable, Ids, PolicySource


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything outside that the use cases may touch, in one hand."""

    ledger: Ledger
    clock: Clock
    ids: Ids
    directory: Directory
    policies: PolicySource
    sample_secret: bytes
    precedents: Precedents = field(default_factory=NoPast)


__all__ = [
    "ActionChanges",
    "ActionFilter",
    "ActionList",
    "AgentRegistry",
    "Change",
    "Claimed",
    "Clock",
    "CommitResult",
    "Committed",
    "Conflict",
    "DigestNumbers",
    "DigestRecord",
    "Directory",
    "DirectoryUnavailable",
    "Duplicate",
    "HaltBook",
    "Ids",
    "Lane",
    "Ledger",
    "Message",
    "MessageKind",
    "NoPast",
    "Outbox",
    "OutboxCounts",
    "PolicySource",
    "Ports",
    "Posting",
    "Postings",
    "Precedents",
    "RecordedEvent",
    "StandingBook",
    "TierBacklog",
    "announcement_id",
    "card_id",
    "used_up",
]
