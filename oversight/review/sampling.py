"""Which actions that ran without a person are looked at afterwards; see ``patterns/lazy_review.py``."""

import hmac
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from oversight.action.decision import Actor
from oversight.action.risk import Risk

LOW_CONFIDENCE = 0.5
"""Every action with a confidence below this is looked at (the article's figure)."""


class Finding(StrEnum):
    """What a reviewer says about a sampled action."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


class Mistake(Struct, frozen=True):
    """What was wrong with an action, as whoever found it says."""

    severity: Risk
    instead: str
    """What would have been right."""
    failed: tuple[str, ...] = ()
    """The questions of the type's rubric that it fails."""


class Candidate(Struct, frozen=True):
    """What sampling needs to know about an action that ran without a person."""

    action_id: str
    action_type: str
    confidence: float | None
    in_shadow: bool = False
    """Whether it ran only because its type or a rule is in shadow."""
    by_standing: bool = False
    """Whether a standing approval released it."""
    is_first_use: bool = False
    """Whether it was the first that the approval released."""


class Pick(Struct, frozen=True):
    """One action chosen for review, why, and how likely that choice was (for honest error rates)."""

    action_id: str
    rule: str
    probability: float


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


def pick(candidate: Candidate, *, base_rate: float, secret: bytes, standing_rate: float = 0) -> Pick | None:
    """Whether this action is looked at, and by which rule. The same secret and id always give the same answer."""
    if candidate.in_shadow:
        return Pick(candidate.action_id, "shadow", 1.0)
    if candidate.confidence is not None and candidate.confidence < LOW_CONFIDENCE:
        return Pick(candidate.action_id, "low_confidence", 1.0)
    if candidate.is_first_use:
        return Pick(candidate.action_id, "first_use", 1.0)
    if candidate.by_standing and standing_rate > base_rate:
        drawn = in_base_sample(candidate.action_id, base_rate=standing_rate, secret=secret)
        return Pick(candidate.action_id, "standing_approval", standing_rate) if drawn else None
    if in_base_sample(candidate.action_id, base_rate=base_rate, secret=secret):
        return Pick(candidate.action_id, "base_rate", base_rate)
    return None


def in_base_sample(action_id: str, *, base_rate: float, secret: bytes) -> bool:
    """Whether HMAC-SHA256 of the id, read as a fraction of its range, falls under the base rate."""
    if not secret:
        raise ValueError("without a secret, agents could tell which actions are looked at")
    drawn = hmac.digest(secret, action_id.encode(), "sha256")
    return int.from_bytes(drawn[:8], "big") < base_rate * 2**64
