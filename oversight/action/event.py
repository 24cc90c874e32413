"""Facts, in the past tense: what happened to an action, written as one audit leaf each and told to those who wait."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from oversight.action.action import NOTHING
from oversight.action.decision import Actor
from oversight.exact_json.canonical import Json


class EventKind(StrEnum):
    """What can happen. Append-only: stored leaves carry these names."""

    SUBMITTED = "action.submitted"
    VOTED = "action.voted"
    MODIFIED = "action.modified"
    """A reviewer's edit made a new version."""
    DECIDED = "action.decided"
    ESCALATED = "action.escalated"
    REMINDED = "action.reminded"
    OUTCOME_REPORTED = "action.outcome_reported"
    FROZEN = "action.frozen"
    """A halt stopped its time."""
    THAWED = "action.thawed"
    """The halt is over, and every date moved by as long as it stood."""
    DEADLINE_EXTENDED = "action.deadline_extended"
    """A reviewer gave it more time."""
    HANDED_OVER = "action.handed_over"
    """A reviewer named somebody who may answer it, too."""
    STAGE_PASSED = "action.stage_passed"
    """One stage has said yes, and the next one is asked."""
    HELD = "action.held"
    """Its deadline passed, and it goes on waiting."""
    FALLBACK_ASKED = "action.fallback_asked"
    """Silence brought in those whom the tier falls back on."""
    SAMPLED = "sample.drawn"
    REVIEWED = "sample.reviewed"


class Event(Struct, frozen=True):
    """One fact: what, to which action, by whom, when, and on what grounds."""

    kind: EventKind
    action_id: str
    at: datetime
    actor: Actor
    rule: str
    """The rule behind it, by name."""
    reason: str | None = None
    details: Mapping[str, Json] = NOTHING
