"""What can happen to an action, by name."""

from enum import StrEnum


class EventKind(StrEnum):
    """What can happen. Append-only: stored leaves carry these names."""

    SUBMITTED = "action.submitted"
    VOTED = "action.voted"
    MODIFIED = "action.modified"
    DECIDED = "action.decided"
    ESCALATED = "action.escalated"
    REMINDED = "action.reminded"
    OUTCOME_REPORTED = "action.outcome_reported"
    FROZEN = "action.frozen"
    THAWED = "action.thawed"
    DEADLINE_EXTENDED = "action.deadline_extended"
    HANDED_OVER = "action.handed_over"
    STAGE_PASSED = "action.stage_passed"
    HELD = "action.held"
    FALLBACK_ASKED = "action.fallback_asked"
    SAMPLED = "sample.drawn"
    REVIEWED = "sample.reviewed"
    BEGAN_AGAIN = "action.began_again"
    REOPENED = "action.reopened"
    REVEALED = "action.revealed"
    POSTED = "action.posted"
    ERASED = "action.erased"
