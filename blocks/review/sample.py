"""Words about one sampled action: why it was picked, and what was found."""

from blocks.kit.text import shorten, shown
from blocks.kit.timed_text import TimedText
from oversight.review.sampling import Finding, Sample


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
        case rule:
            return f"rule {shorten(shown(rule), 80)}"


def finding_words(sample: Sample) -> TimedText | None:
    """The finding and who gave it, in words; None while there is none."""
    if sample.finding is None or sample.reviewed_by is None:
        return None
    face = {Finding.RIGHT: "✅ Looks right", Finding.WRONG: "❌ Wrong", Finding.UNSURE: "❔ Unsure"}[sample.finding]
    words = f"{face}, says {shorten(shown(sample.reviewed_by.name), 120)}"
    return TimedText(f"{words}, ", sample.reviewed_at, ".") if sample.reviewed_at else TimedText(f"{words}.")
