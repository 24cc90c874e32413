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
    Committed,
    DigestNumbers,
    DigestRecord,
    Fate,
    Message,
    MessageKind,
    Overtaken,
    RecordedEvent,
    Repeated,
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
    "Committed",
    "DigestNumbers",
    "DigestRecord",
    "Directory",
    "DirectoryUnavailable",
    "Fate",
    "HaltBook",
    "Ids",
    "Lane",
    "Ledger",
    "Message",
    "MessageKind",
    "NoPast",
    "Outbox",
    "OutboxCounts",
    "Overtaken",
    "PolicySource",
    "Ports",
    "Posting",
    "Postings",
    "Precedents",
    "RecordedEvent",
    "Repeated",
    "StandingBook",
    "TierBacklog",
    "announcement_id",
    "card_id",
    "used_up",
]
