"""The product's own rules, by the names that decisions, leaves and replies give them."""

from enum import StrEnum


class Rule(StrEnum):
    """Why something happened to an action. Append-only: stored leaves carry these names.

    Beside them stand the grounds of routing and the names that an operator gives to the policy's rules.
    """

    QUORUM = "quorum"
    DISAGREEMENT = "disagreement"
    """A no met another person's yes."""
    REVIEWER = "reviewer"
    """Somebody asked for it on the card."""
    EXTENSION = "extension"
    WITHDRAWN = "withdrawn"
    OUTCOME = "outcome"
    REMIND_AFTER = "remind_after"
    FALLBACK_AFTER = "fallback_after"
    ESCALATE_AFTER = "escalate_after"
    REPEAT_LADDER = "repeat_ladder"
    """Nobody answered at the top, so the ladder begins again."""
    REVIEW_TIMEOUT = "review_timeout"
    NOBODY_THERE = "nobody_there"
    """Too few people of the tier are there, or Slack finds nobody behind its groups."""
    SOMEBODY_THERE = "somebody_there"
    """What is held is asked again, because somebody is there again."""
    NOBODY_TO_ASK = "nobody_to_ask"
    """The policy names nobody who could answer."""
    UNREACHABLE = "unreachable"
    """Slack does not take the card."""
    HALT = "halt"
    ERASURE = "erasure"
    """The operator erased what is personal."""
    POSTED = "posted"
    """Its card stands in Slack."""
    REVEAL = "reveal"
    """Somebody whom the policy entitles looked at hidden values."""
