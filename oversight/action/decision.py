"""What reviewers answer, and what becomes of the answers: votes, the decision, the outcome."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from msgspec import Struct

from oversight.action.status import OutcomeKind, Severity, Status
from oversight.exact_json.canonical import Json


class DeciderKind(StrEnum):
    """Who answered. A timeout is not a person's no, a policy's yes is not a person's yes."""

    HUMAN = "human"
    POLICY = "policy"
    TIMEOUT = "timeout"
    AGENT = "agent"
    """The agent withdrew its own action."""


class Actor(Struct, frozen=True):
    """Who did something: a person by Slack user id, an agent by its id, the policy by its hash, or the clock."""

    kind: DeciderKind
    id: str
    name: str


CLOCK: Final = Actor(DeciderKind.TIMEOUT, "clock", "the clock")
"""Time, as one who does things."""


def policy_actor(policy_hash: str) -> Actor:
    """The policy with this hash, as one who does things."""
    return Actor(DeciderKind.POLICY, policy_hash, "policy")


class VoteKind(StrEnum):
    """One reviewer's answer."""

    APPROVE = "approve"
    MODIFY = "modify"
    """Approve, with a changed payload: proposes a new version and stands behind it."""
    REJECT = "reject"


def reason_words(reject_reason: str | None, remark: str | None) -> str | None:
    """The reason that was chosen and the person's own words as one text; None where there is neither."""
    if reject_reason and remark:
        return f"{reject_reason.rstrip('.:')}: {remark}"
    return reject_reason or remark


class Vote(Struct, frozen=True, omit_defaults=True):
    """One reviewer's answer to one version of an action on one rung; each person counts once."""

    kind: VoteKind
    reviewer: Actor
    version: int
    rung: int
    at: datetime
    reason: str | None = None
    """In the reviewer's own words."""
    round: int = 0
    """How often the ladder had begun again by then; the vote counts in that round only."""
    reject_reason: str | None = None
    """The one of the policy's reasons that was chosen; only with a no."""

    @property
    def reason_in_words(self) -> str | None:
        """The chosen reason and the reviewer's own words, as one text."""
        return reason_words(self.reject_reason, self.reason)


class ChangeKind(StrEnum):
    """How a value differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class FieldChange(Struct, frozen=True, array_like=True):
    """One difference between what the agent proposed and what was approved."""

    path: str
    """JSON path of the value, for example ``$.amount``."""
    before: Json
    after: Json
    """None on the side where the value is missing, which ``kind`` tells apart from a null."""
    kind: ChangeKind


class Decision(Struct, frozen=True):
    """The action's final answer, who gave it, and on what grounds."""

    status: Status
    decided_by: Actor
    at: datetime
    rule: str
    """The rule behind it: a policy rule's name, ``quorum``, ``review_timeout``, ``withdrawn``…"""
    reason: str | None = None
    """In the own words of whoever decided."""
    modified_payload: Json | None = None
    changes: tuple[FieldChange, ...] = ()
    together_with: tuple[Actor, ...] = ()
    """The others whose votes stood behind it, where more than one person was needed."""
    reject_reason: str | None = None
    """The one of the policy's reasons that was chosen; only where a person rejected it."""

    @property
    def reason_in_words(self) -> str | None:
        """The chosen reason and the person's own words, as one text."""
        return reason_words(self.reject_reason, self.reason)


class Outcome(Struct, frozen=True, omit_defaults=True):
    """What came of the action when it was carried out, as its agent or a person says."""

    kind: OutcomeKind
    at: datetime
    note: str | None = None
    detected_at: datetime | None = None
    """When an error was noticed; only with ``error_found``."""
    severity: Severity | None = None
    """Only with ``error_found``; None where nobody said."""
    happened_at: datetime | None = None
    """When the error happened; only with ``error_found``, None where nobody said."""
    by: Actor | None = None
    """Who says so; None is the agent."""
    before: OutcomeKind | None = None
    """With ``error_found``: what the agent said of how it went, executed or failed; None where it said neither."""
