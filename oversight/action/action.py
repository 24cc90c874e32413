"""What an agent proposes to do, and what became of it so far."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.assignment import Assignment
from oversight.action.decision import Actor, DeciderKind, Decision, Outcome, Vote
from oversight.action.draft import Draft
from oversight.action.finished_draft import FinishedDraft
from oversight.action.personal import PersonalValue, digest_in_log
from oversight.action.position import Position
from oversight.action.risk import Risk
from oversight.action.route import Route, Rung, tier_words
from oversight.action.status import Status
from oversight.exact_json.canonical import Json

ACTION_TYPE: Final = r"^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}$"
"""How the name of a type of action is written."""
NOTHING: Mapping[str, Json] = MappingProxyType({})
READ_AUDIT: Final = "@audit.read"
"""The scope of a key that reads the audit log and does nothing else. No type of action can be written like it."""
READ_AUDIT_VALUES: Final = "@audit.read.values"
"""Beside it: that names and what people wrote are read as well."""


def matches(wanted: str, action_type: str) -> bool:
    """Whether the type is this one, or begins with the part before the ``*``."""
    return action_type.startswith(wanted[:-1]) if wanted.endswith("*") else action_type == wanted


class Agent(Struct, frozen=True):
    """A program that proposes actions, known by its key."""

    id: str
    name: str
    owner: str | None = None
    """Slack user id of the person who answers for it; that person never approves its actions."""
    action_types: tuple[str, ...] = ("*",)
    """What its key is good for: exact types, or a prefix with ``*`` (``refund.*``); or reading the audit log."""

    @property
    def actor(self) -> Actor:
        """The agent as one who does things."""
        return Actor(DeciderKind.AGENT, self.id, self.name)

    @property
    def reads_audit(self) -> bool:
        """Whether this is no agent but a reader of the audit log."""
        return READ_AUDIT in self.action_types

    def may_propose(self, action_type: str) -> bool:
        """Whether the key's scope covers the type; never with a key that reads the audit log."""
        return not self.reads_audit and any(matches(scope, action_type) for scope in self.action_types)


class Proposal(Struct, frozen=True, omit_defaults=True):
    """What the agent sent: its claims, kept apart from what the policy makes of them. Immutable."""

    action_type: str
    description: str
    payload: Json
    risk_level: Risk | None = None
    reversible: bool | None = None
    confidence: float | None = None
    """The model's own confidence in [0, 1]. A weak signal: 42 % of all errors happened where it was above 0.90."""
    signals: Mapping[str, float] = NOTHING
    """Independent signals in [0, 1], by name; see :mod:`oversight.policy.confidence`."""
    reasoning: str | None = None
    context: Mapping[str, Json] = NOTHING
    draft: Draft | None = None
    on_behalf_of: str | None = None
    """Who asked the agent for this; a Slack user id where known. That person never approves it."""
    review_timeout: timedelta | None = None
    labels: Mapping[str, str] = NOTHING


class Version(Struct, frozen=True):
    """The payload as it is now: version 1 is the agent's, and each edit by a reviewer makes the next.

    So does a draft that is finished, also where its text is what the agent wrote.
    """

    number: int
    payload: Json
    digest: str
    edited_by: Actor | None = None
    draft: FinishedDraft | None = None
    """The agent's draft as people finished it; None while nobody has."""


class Action(Struct, frozen=True):
    """A proposal and everything decided about it so far. Each change makes a new value with the next revision."""

    id: str
    agent: Agent
    proposal: Proposal
    route: Route
    policy_hash: str
    """The policy that it was routed under: SHA-256 of the policy's canonical form."""
    created_at: datetime
    version: Version
    status: Status
    revision: int = 1
    """Counts changes; the compare-and-set in the database is on this number."""
    assignment: Assignment | None = None
    """Present exactly while a person is asked, and kept afterwards to tell where the action ended."""
    votes: tuple[Vote, ...] = ()
    decision: Decision | None = None
    outcome: Outcome | None = None
    idempotency_key: str | None = None
    request_digest: str | None = None
    """Digest of the whole request body; tells a repeated request from another one under the same key."""
    personal: tuple[PersonalValue, ...] = ()
    """Values of its payload that belong to a person, with the salts of their commitments."""

    @property
    def position(self) -> Position | None:
        """Where on its ladder it is asked now, or was asked last; None where no person is asked."""
        return None if self.assignment is None else Position(self.route.ladder, self.assignment)

    def waiting(self, assignment: Assignment) -> "Action":
        """The action with another assignment, one revision on."""
        return replace(self, assignment=assignment, revision=self.revision + 1)

    @property
    def rung(self) -> Rung | None:
        """The rung that is asked now, or that was asked last, with everybody who may answer there."""
        return position.asked if (position := self.position) else None

    @property
    def is_on_call(self) -> bool:
        """Whether a rotation says who is asked."""
        roster = position.here.roster if (position := self.position) else None
        return roster is not None and roster.rotation is not None

    @property
    def tier(self) -> str:
        """The tier's name; ``auto`` where no person was asked."""
        return position.here.tier if (position := self.position) else "auto"

    @property
    def stage(self) -> str | None:
        """The stage that is asked now, or that was asked last; None on a ladder without stages, or on their ladder."""
        return position.here.stage if (position := self.position) else None

    @property
    def is_held(self) -> bool:
        """Whether its deadline has passed without an end: it waits for a person or the agent, however long."""
        return self.assignment is not None and self.assignment.deadline_at is None and not self.status.is_final

    @property
    def asked_words(self) -> str:
        """Who is asked now, for a sentence: “the tier team lead”, “the stage legal”."""
        return f"the {'stage' if self.stage == self.tier else 'tier'} {tier_words(self.tier)}"

    @property
    def deadline_at(self) -> datetime | None:
        """When silence ends it; None where no person was asked, while it is held, or while a halt stops its time."""
        return self.assignment.deadline_at if self.assignment and self.assignment.frozen_at is None else None

    @property
    def is_erased(self) -> bool:
        """Whether a person's values were erased from it."""
        return not all(one.salt for one in self.personal)

    @property
    def digest_in_log(self) -> str:
        """The digest of its present payload, as the audit log holds it."""
        return digest_in_log(self.version.payload, self.version.digest, self.personal)

    @property
    def original_payload(self) -> Json:
        """What the agent proposed, before any edit."""
        return self.proposal.payload
