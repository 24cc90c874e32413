"""Who is asked beside the tier's reviewers: those it was handed to, and those whom silence brought in."""

from blocks.kit.mentions import mention_parts, mentions
from blocks.kit.message import Block
from blocks.kit.rich_text import line, part
from blocks.kit.text import escape, shorten, shown
from oversight.action.action import Action

NAME = 120


def also_asked_lines(action: Action) -> list[Block]:
    """The lines of the card: “👉 Handed to @Dana by Sam Okafor”; none where only the reviewers are asked."""
    return [line(part(before), *mention_parts(people), part(after)) for before, people, after in _also_asked(action)]


def also_asked_mrkdwn(action: Action) -> list[str]:
    """The same lines as mrkdwn; none where only the reviewers are asked."""
    return [f"{escape(before)}{mentions(people)}{escape(after)}" for before, people, after in _also_asked(action)]


def _also_asked(action: Action) -> list[tuple[str, tuple[str, ...], str]]:
    assignment, rung = action.assignment, action.rung
    if assignment is None or rung is None or action.status.is_final:
        return []
    said = []
    if assignment.handed_to:
        by = f" by {shorten(shown(assignment.handed_by.name), NAME)}" if assignment.handed_by else ""
        said.append(("👉 Handed to ", assignment.handed_to, by))
    if assignment.fallback_asked:
        fallback = action.route.ladder[assignment.rung].fallen_back_on(assignment.opened_at)
        said.append(("🔔 Asked, too: ", fallback, ""))
    return said
