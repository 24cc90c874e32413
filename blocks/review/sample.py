"""One action that ran without a person. A person sees it now and says whether it was right."""

from blocks.card.decision_lines import decision_details
from blocks.card.sections import UNVERIFIED, own_words
from blocks.card.status import status_line
from blocks.card.title import title
from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.limits import FALLBACK_CHARACTERS
from blocks.kit.message import Block, SlackMessage
from blocks.kit.rich_text import line, part, quote, rich_text
from blocks.kit.text import escape, plain, shorten, shown
from blocks.kit.timed_text import TimedText
from blocks.kit.warnings import warnings
from blocks.payload.payload import payload_view
from blocks.payload.withheld import WORDS as WITHHELD
from oversight.action.action import Action
from oversight.policy import CardHints
from oversight.review.sampling import Finding, Sample

_ANSWERS = (
    (ids.SAMPLE_RIGHT, "Looks right", "primary"),
    (ids.SAMPLE_WRONG, "Wrong", "danger"),
    (ids.SAMPLE_UNSURE, "Unsure", None),
)


def sample_message(sample: Sample, action: Action, token: str, hints: CardHints) -> SlackMessage:
    """The sample with its three buttons, or with the answer and who gave it."""
    what, view = title(action, hints), payload_view(action.version.payload, hints)
    why, agent = why_sampled(sample), shorten(shown(action.agent.name), 120)
    words = WITHHELD if hints.summary_only else own_words(action.proposal.description, 500)
    answered = "answered" if sample.finding else "open"

    def block_id(name: str) -> str:
        return f"{name}.{sample.position}.{answered}.{action.revision}"

    lines = [
        line(part("Agent: ", bold=True), part(agent)),
        line(part("Why sampled: ", bold=True), part(why)),
        line(part(status_line(action, 0), bold=True)),
        *(text.line for text in decision_details(action, hints)),
        line(part("What was approved", bold=True)),
        *view.lines,
        line(part(UNVERIFIED, bold=True)),
        line(part(words)) if hints.summary_only else quote(words),
    ]
    notices = [*view.notices, *warnings(action, hints)]
    blocks: list[Block] = [
        {"type": "header", "block_id": block_id("title"), "text": plain(f"{sample.position}. {what}", 150)},
        rich_text(block_id("what"), lines + [line(part(notice, bold=True)) for notice in notices]),
        {"type": "context", "block_id": block_id("facts"), "elements": [plain(f"id {action.id}")]},
    ]
    finding = finding_words(sample)
    value = ids.button_value(token, action.version.number)
    buttons = [button(ids.DETAILS, "Details", value, f"Details: {what}")]
    if finding is None:
        buttons = [
            *(button(name, face, value, f"{face}: {what}", style=style) for name, face, style in _ANSWERS),
            *buttons,
        ]
    else:
        blocks.append(rich_text(block_id("finding"), [finding.line]))
    blocks.append({"type": "actions", "block_id": block_id("buttons"), "elements": buttons})
    text = "\n".join(
        [
            f"{finding.words if finding else '🔎 Was this right?'} {what}",
            f"Agent {agent}; {why}",
            *([] if view.is_withheld else [f"Payload: {shorten(view.words, 1_500)}"]),
            *notices,
            f"{UNVERIFIED}: “{words}”",
        ]
    )
    return SlackMessage(escape(shorten(text, FALLBACK_CHARACTERS)), blocks)


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
