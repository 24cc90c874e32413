"""What the sampler knows of an action that may be looked at afterwards."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from oversight.exact_json.canonical import Json

NOTHING: Mapping[str, float] = MappingProxyType({})


class Ended(StrEnum):
    """How the action came to its answer."""

    RAN = "ran"
    """The policy released it: by its rules, in shadow, by a template or by a standing approval."""
    APPROVED = "approved"
    """A person released it, as it was or edited."""
    REJECTED = "rejected"
    """A person refused it."""
    AUTO_REJECTED = "auto_rejected"
    """The policy refused it."""


class Candidate(Struct, frozen=True):
    """One action of the period. Nothing that a reviewer found of it is in here."""

    action_id: str
    confidence: float | None
    in_shadow: bool = False
    """Whether it ran only because its type or a rule is in shadow."""
    by_standing: bool = False
    """Whether a standing approval released it."""
    is_first_use: bool = False
    """Whether it was the first that the approval released."""
    ended: Ended = Ended.RAN
    action_type: str = ""
    agent_id: str = ""
    key: str | None = None
    """The first part of the key that it came with, where that is known."""
    policy_hash: str = ""
    at: datetime | None = None
    """When it was decided."""
    payload: Json = None
    description: str = ""
    context: Json = None
    """What the agent says it had read before."""
    signals: Mapping[str, float] = NOTHING
    """What it was weighed by, or what the agent claims where nothing was measured."""
    unclear_checks: int = 0
    """Checks of its type that did not clearly pass."""
    failed: bool = False
    """Whether the agent reported that it failed."""
    seconds: float | None = None
    """From the decision to the agent's report, where there is one."""

    @property
    def order(self) -> tuple[float, str]:
        """Sorts by time, and always the same way."""
        return (self.at.timestamp() if self.at else 0.0, self.action_id)


class Reviewed(Struct, frozen=True):
    """A candidate of the past of which a person said whether it was right."""

    candidate: Candidate
    was_wrong: bool
