"""A sample, an action that is looked at after it ran; and a finding, what a person said of it."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from oversight.action.decision import Actor
from oversight.action.status import Severity


class Finding(StrEnum):
    """What a reviewer says about a sampled action."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


class Mistake(Struct, frozen=True):
    """What was wrong with an action, as whoever found it says."""

    severity: Severity
    instead: str
    """What would have been right."""
    failed: tuple[str, ...] = ()
    """The questions of the type's rubric that it fails."""


class Pick(Struct, frozen=True):
    """One action chosen for review, why, and how likely that choice was (for honest error rates)."""

    action_id: str
    rule: str
    """The weightiest reason."""
    probability: float
    also: tuple[str, ...] = ()
    """The other reasons, the weightier first."""


class Sample(Struct, frozen=True):
    """A picked action in a digest, waiting for a person's finding."""

    id: str
    digest_id: str
    pick: Pick
    position: int
    """Its place in the digest, from 1."""
    finding: Finding | None = None
    reviewed_by: Actor | None = None
    reviewed_at: datetime | None = None
    mistake: Mistake | None = None
    """What was wrong, where the finding is that it was."""
    page: int = 1
    """Which message of the digest's thread it stands in, from 1."""
