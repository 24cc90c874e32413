"""Words about one sampled action: why it was picked, and what was found."""

from blocks.kit.text import shorten, shown
from blocks.kit.timed_text import TimedText
from oversight.review.sample import Finding, Sample


def why_sampled(sample: Sample) -> str:
    """Why this sample was picked, in words."""
    match sample.pick.rule:
        case "low_confidence":
            return "the agent was unsure of it"
        case "shadow":
            return "it ran in shadow, without the person whom the policy would have asked"
        case "first_use":
            return "it was the first to run by a standing approval"
        case "standing_approval":
            return f"picked at random ({sample.pick.probability:.0%} of what standing approvals release is looked at)"
        case "base_rate":
            return f"picked at random ({sample.pick.probability:.0%} of what runs by itself is looked at)"
        case rule if rule in _WHY:
            return _WHY[rule]
        case rule:
            return f"rule {shorten(shown(rule), 80)}"


_WHY = {
    "like_incident": "it is like an action of which an incident was made",
    "degenerate": "there is nothing in it, far too much, or a number that is none",
    "money": "it moves much money, compared with last week",
    "second_look": "it was decided before, and a second person looks at a share of that",
    "learned_risk": "it is like actions that reviewers found wrong",
    "contradicts": "another action does something else with the same thing",
    "novel": "it has a key, a kind of value, a category or a script that this type did not have before",
    "first_of_kind": "it is the first of this type from this agent",
    "new_agent": "the agent is new",
    "new_key": "the agent's key is new",
    "new_policy": "the policy has just changed",
    "degraded": "it ran in an hour with far more failures, repeats or waiting than usual",
    "nearly_failed": "its checks passed by little, or one could not say",
    "low_score": "its signals together only just sufficed",
    "uncanny_valley": "the agent was neither sure nor unsure of it",
    "few_seen": "little is known of its type, so more of it is looked at",
    "anomaly": "it is unlike most others of its type",
}


def finding_words(sample: Sample) -> TimedText | None:
    """The finding and who gave it, in words; None while there is none."""
    if sample.finding is None or sample.reviewed_by is None:
        return None
    face = {Finding.RIGHT: "✅ Looks right", Finding.WRONG: "❌ Wrong", Finding.UNSURE: "❔ Unsure"}[sample.finding]
    words = f"{face}, says {shorten(shown(sample.reviewed_by.name), 120)}"
    return TimedText(f"{words}, ", sample.reviewed_at, ".") if sample.reviewed_at else TimedText(f"{words}.")
