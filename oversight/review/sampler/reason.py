"""Why an action is looked at, and how much each reason counts."""

from enum import StrEnum


class Why(StrEnum):
    """The reasons, in the order in which equal ones are told. Append-only: stored leaves carry the names."""

    SHADOW = "shadow"
    LOW_CONFIDENCE = "low_confidence"
    FIRST_USE = "first_use"
    LIKE_INCIDENT = "like_incident"
    """It is like an action of which an incident was made."""
    DEGENERATE = "degenerate"
    """Nothing in it, far too much in it, or a number that is none."""
    MONEY = "money"
    STANDING_APPROVAL = "standing_approval"
    SECOND_LOOK = "second_look"
    """A person, or the policy's no, decided it; it is looked at anew without their answer."""
    LEARNED_RISK = "learned_risk"
    """It is like what reviewers found wrong."""
    CONTRADICTS = "contradicts"
    """Another action does something else with the same order, ticket or account."""
    NOVEL = "novel"
    """A key, a kind of value, a category or a script that this type did not have before."""
    FIRST_OF_KIND = "first_of_kind"
    """The agent had not done this type before."""
    NEW_AGENT = "new_agent"
    NEW_KEY = "new_key"
    NEW_POLICY = "new_policy"
    DEGRADED = "degraded"
    """It ran in an hour with far more failures, repeats or waiting than usual."""
    NEARLY_FAILED = "nearly_failed"
    """Its checks passed by little, or one could not say."""
    LOW_SCORE = "low_score"
    """Its signals together only just sufficed."""
    UNCANNY_VALLEY = "uncanny_valley"
    """The agent was neither sure nor unsure."""
    FEW_SEEN = "few_seen"
    """Too few of this type are known to tell what is unusual."""
    ANOMALY = "anomaly"
    """It is unlike most others of its type."""
    BASE_RATE = "base_rate"


WEIGHTS = {
    Why.CONTRADICTS: 20.0,
    Why.NOVEL: 20.0,
    Why.FIRST_OF_KIND: 20.0,
    Why.NEW_AGENT: 10.0,
    Why.NEW_KEY: 5.0,
    Why.NEW_POLICY: 2.0,
    Why.DEGRADED: 10.0,
    Why.NEARLY_FAILED: 10.0,
    Why.LOW_SCORE: 10.0,
    Why.UNCANNY_VALLEY: 5.0,
    Why.FEW_SEEN: 2.0,
}
"""What a reason counts where it holds fully: as much as drawing the action so often at the base rate."""
CERTAIN = frozenset({Why.SHADOW, Why.LOW_CONFIDENCE, Why.FIRST_USE, Why.LIKE_INCIDENT, Why.DEGENERATE})
"""Each of these alone makes it certain that the action is looked at."""
