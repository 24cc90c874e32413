"""What agents see: the resources of the API.

Plain slotted records, because one is built for each request; pydantic writes them as JSON and describes them in the
OpenAPI document from the same definition.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from oversight.canonical import Json
from oversight.decision import DeciderKind, FieldChange
from oversight.lifecycle import OutcomeKind, Status
from oversight.risk import Risk
from oversight.route import Pattern, Reason, Verdict

DESCRIBED = ConfigDict(use_attribute_docstrings=True)


@dataclass(frozen=True, slots=True)
class RouteResource:
    """Who must countersign, and why."""

    __pydantic_config__: ClassVar[ConfigDict] = DESCRIBED

    pattern: Pattern
    """The first of the patterns: the one that leads."""
    patterns: tuple[Pattern, ...]
    verdict: Verdict
    """What the policy does at once; `ask` means that a person decides."""
    risk: Risk
    reversible: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """Who decided. A timeout is not a person's no, a policy's yes is not a person's yes."""

    __pydantic_config__: ClassVar[ConfigDict] = DESCRIBED

    kind: DeciderKind
    id: str
    """Slack user id, agent id, policy hash, or `clock`."""
    name: str


@dataclass(frozen=True, slots=True)
class DecisionResource:
    """The final answer."""

    __pydantic_config__: ClassVar[ConfigDict] = DESCRIBED

    status: Status
    text: str
    """The decision in words: “Approved by Lea Brandt”, “Timed out: nobody decided”."""
    decided_by: DecidedBy
    at: datetime
    rule: str
    """The rule behind it, by name."""
    reason: str | None
    modified_payload: Json | None
    """With `modified`: what must run instead of the proposal."""
    changes: tuple[FieldChange, ...]
    """With `modified`: every value that a reviewer changed."""


@dataclass(frozen=True, slots=True)
class OutcomeResource:
    """What the agent said happened."""

    __pydantic_config__: ClassVar[ConfigDict] = DESCRIBED

    outcome: OutcomeKind
    at: datetime
    note: str | None
    detected_at: datetime | None


@dataclass(frozen=True, slots=True)
class Links:
    """Where to go on."""

    __pydantic_config__: ClassVar[ConfigDict] = DESCRIBED

    this: Annotated[str, Field(alias="self")]
    events: str
    cancel: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ActionResource:
    """An action as its agent sees it. Only `approved` and `modified` release it."""

    __pydantic_config__: ClassVar[ConfigDict] = DESCRIBED

    id: str
    status: Status
    version: int
    """1 is the agent's payload; each reviewer's edit makes the next."""
    action_type: str
    description: str
    labels: dict[str, str]
    route: RouteResource
    tier: str
    """Who is asked now, or was asked last; `auto` where no person was asked."""
    payload: Json
    """The payload of this version."""
    payload_digest: str
    """`sha256:` and the hex SHA-256 of the payload's RFC 8785 bytes."""
    decision: DecisionResource | None
    outcome: OutcomeResource | None
    deadline_at: datetime | None
    """When silence ends it as `timed_out`."""
    created_at: datetime
    receipt: None
    """Signed proof of the decision; not issued yet."""
    links: Links


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where to go on."""

    next: str | None
    """The next older page, or null where this is the last."""


@dataclass(frozen=True, slots=True)
class ActionPage:
    """Some of the agent's own actions, newest first."""

    actions: tuple[ActionResource, ...]
    links: PageLinks


@dataclass(frozen=True, slots=True)
class FaultResource:
    """One thing wrong with a request."""

    __pydantic_config__: ClassVar[ConfigDict] = DESCRIBED

    path: str
    """JSON path in the body, or `query.` / `header.` and a name."""
    detail: str


@dataclass(frozen=True, slots=True)
class ProblemResource:
    """Why a request was refused (RFC 9457)."""

    __pydantic_config__: ClassVar[ConfigDict] = DESCRIBED

    type: str
    title: str
    status: int
    detail: str
    """What is wrong and what to do next."""
    code: str
    """Stable, for programs."""
    errors: tuple[FaultResource, ...] = ()
